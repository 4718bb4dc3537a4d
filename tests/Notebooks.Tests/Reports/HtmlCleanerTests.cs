namespace Research.Notebooks.Tests;

public sealed class HtmlCleanerTests
{
    [Theory]
    [InlineData("<b>x</b>", "<b>x</b>")]
    [InlineData("<b>x", "<b>x</b>")]
    [InlineData("x</div></main>", "x")]
    [InlineData("<div><p>x</div>y", "<div><p>x</p></div>y")]
    [InlineData("a < b && c > d", "a &lt; b && c > d")]
    [InlineData("<script>alert(1)</script>x", "x")]
    [InlineData("<SCRIPT src=//e.org>1</ScRiPt >x", "x")]
    [InlineData("<scr<script>ipt>alert(1)</script>", "<scr>ipt>alert(1)</scr>")]
    [InlineData("<img src=x onerror=alert(1)>y", "y")]
    [InlineData("<img src=data:image/gif;base64,AA==>", "<img src=\"data:image/gif;base64,AA==\" alt=\"\">")]
    [InlineData("<img/src=\"http://e.org/x.png\"/onload='alert(1)'>y", "y")]
    [InlineData("<img src='data:image/png;base64,AA==' alt='a \"b\"'>", "<img src=\"data:image/png;base64,AA==\" alt=\"a &quot;b&quot;\">")]
    [InlineData("<a href='javascript:alert(1)'>x</a>", "<a>x</a>")]
    [InlineData("<a href=' java\nscript:alert(1)'>x</a>", "<a>x</a>")]
    [InlineData("<a href='&#106;avascript:alert(1)'>x</a>", "<a>x</a>")]
    [InlineData("<a href='https://example.org/?a:b'>x</a>", "<a href=\"https://example.org/?a:b\">x</a>")]
    [InlineData("<a href='page.html#a:b'>x</a>", "<a href=\"page.html#a:b\">x</a>")]
    [InlineData("<iframe srcdoc='<script>1</script>'></iframe>x", "x")]
    [InlineData("<link rel=stylesheet href=x.css><meta http-equiv=refresh content=0>x", "x")]
    [InlineData("<style>@import 'x.css';</style>x", "x")]
    [InlineData("<style>td { color: red }</style>x", "<style>td { color: red }</style>x")]
    [InlineData("<p style='background:url(http://e.org/x)'>x</p>", "<p>x</p>")]
    [InlineData("<p style='color:red'>x</p>", "<p style=\"color:red\">x</p>")]
    [InlineData("<!-- <script> -->x", "x")]
    [InlineData("<svg viewBox='0 0 1 1'><path d='M0'/><script>1</script></svg>", "<svg viewBox=\"0 0 1 1\"><path d=\"M0\"/></svg>")]
    [InlineData("<br/><br>x", "<br><br>x")]
    [InlineData("<p", "<p></p>")]
    [InlineData("<p a='", "<p a=\"\"></p>")]
    [InlineData("<", "&lt;")]
    [InlineData("", "")]
    public void Clean_AnyHtml_IsBalancedAndHarmless(string html, string expected) => Assert.Equal(expected, HtmlCleaner.Clean(html));

    [Fact]
    public void Clean_LargePicture_IsFast()
    {
        var html = "<img src=\"data:image/png;base64," + new string('A', 4_000_000) + "\" alt=\"x\">";
        var clock = System.Diagnostics.Stopwatch.StartNew();
        Assert.Equal(html, HtmlCleaner.Clean(html));
        Assert.True(clock.Elapsed.TotalSeconds < 2, clock.Elapsed.ToString());
    }

    [Fact]
    public void Clean_DeepNesting_Ends() => Assert.EndsWith("</b></b>", HtmlCleaner.Clean(string.Concat(Enumerable.Repeat("<b>", 20_000))), StringComparison.Ordinal);
}
