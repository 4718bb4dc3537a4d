using System.Net;
using System.Text.RegularExpressions;

namespace Research.Notebooks.Tests;

public sealed class CodeColoursTests
{
    [Fact]
    public void Of_Tokens_HaveTheirClass() => Assert.Equal(
        "<span class=\"k\">var</span> x = <span class=\"k\">new</span> <span class=\"t\">List</span>&lt;<span class=\"k\">int</span>&gt;(); <span class=\"c\">// &lt;b&gt;</span>\nx.<span class=\"m\">Add</span>(<span class=\"n\">1</span>);",
        CodeColours.Of("var x = new List<int>(); // <b>\nx.Add(1);"));

    [Theory]
    [InlineData("#r \"x.dll\"\n#!time\nvar s = $\"a{1 + 2}b\\\"\"; /* c */\r\nrecord R(int X);")]
    [InlineData("var broken = \"no end\nif (")]
    [InlineData("var raw = \"\"\"\n  <script>\n  \"\"\";")]
    [InlineData("#if A\nnot compiled <b>\n#endif\n")]
    [InlineData("")]
    public void Of_AnySource_KeepsEveryCharacter(string source) =>
        Assert.Equal(source, WebUtility.HtmlDecode(Regex.Replace(CodeColours.Of(source), "</?span[^>]*>", "")));
}
