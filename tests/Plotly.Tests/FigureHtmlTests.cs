using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Research.Plotly.Tests;

public partial class FigureHtmlTests
{
    [Fact]
    public void ToHtml_UntrustedText_StaysText()
    {
        var html = Chart.Line(new Series("<img src=x onerror=alert(1)>", new[] { 1, 2 }, new[] { 1, 2 }))
            .Title("</script><b>").Caption("<script>alert(2)</script>").AltText("\" onload=\"alert(3)").ToHtml();
        Assert.Single(Scripts().Matches(html));                      // ours
        Assert.Single(Regex.Matches(html, "</script"));
        Assert.DoesNotContain("<img src=x", html);
        Assert.Contains("<figcaption>&lt;script&gt;alert(2)&lt;/script&gt;</figcaption>", html);
        Assert.Contains("alt=\"&quot; onload=&quot;alert(3)\"", html);
        Assert.DoesNotContain("http:", html.Replace("http://www.w3.org/2000/svg", ""));
    }

    [Fact]
    public void ToHtml_StaticPicture_IsTheSvg()
    {
        var figure = Chart.Line(new[] { 1, 2 }, new[] { 1, 2 });
        var data = Regex.Match(figure.ToHtml(), "base64,([^\"]+)").Groups[1].Value;
        Assert.Equal(figure.ToSvg(), Encoding.UTF8.GetString(Convert.FromBase64String(data)));
        Assert.NotNull(XDocument.Parse(figure.ToSvg()));
    }

    [Fact]
    public void Formatters_FoundByConvention_GiveThreeMediaTypes()
    {
        var attribute = typeof(Figure).GetCustomAttributes(inherit: true).Single(a => a.GetType().Name == "TypeFormatterSourceAttribute");
        var sourceType = (Type)attribute.GetType().GetProperty("FormatterSourceType")!.GetValue(attribute)!;
        var formatters = ((System.Collections.IEnumerable)sourceType.GetMethod("CreateTypeFormatters")!.Invoke(Activator.CreateInstance(sourceType), null)!).Cast<object>().ToArray();
        Assert.Equal(["application/vnd.plotly.v1+json", "text/html", "text/plain"], formatters.Select(f => (string)f.GetType().GetProperty("MimeType")!.GetValue(f)!));
        foreach (var formatter in formatters)
        {
            using var writer = new StringWriter();
            Assert.Equal(true, formatter.GetType().GetMethod("Format")!.Invoke(formatter, [Chart.Bar(new[] { "a" }, new[] { 1 }), writer]));
            Assert.NotEmpty(writer.ToString());
        }
    }

    [GeneratedRegex("<script")]
    private static partial Regex Scripts();
}
