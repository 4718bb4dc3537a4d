namespace Research.Notebooks.Tests;

public sealed class AnsiHtmlTests
{
    [Theory]
    [InlineData("a<b>&", "a&lt;b&gt;&amp;")]
    [InlineData("\e[0;31mred\e[0m plain", "<span class=\"ansi-red\">red</span> plain")]
    [InlineData("\e[1;32m<x>\e[39my", "<span class=\"ansi-bold ansi-green\">&lt;x&gt;</span><span class=\"ansi-bold\">y</span>")]
    [InlineData("\e[2K\e[1Gx", "x")]
    [InlineData("10 %\r50 %\rdone", "done")]
    [InlineData("100 %\r5", "500 %")]
    [InlineData("a\r\nb", "a\nb")]
    [InlineData("bell\a", "bell")]
    public void Of_TerminalText_BecomesHtml(string text, string expected) => Assert.Equal(expected, AnsiHtml.Of(text));
}
