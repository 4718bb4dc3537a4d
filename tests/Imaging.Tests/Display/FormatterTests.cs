using System.Collections;
using System.Reflection;
using System.Text.RegularExpressions;

namespace Research.Imaging.Tests.Display;

public sealed class FormatterTests
{
    private static readonly Palette Colours = new([(255, 0, 0), (0, 0, 255)]);

    [Fact]
    public void RgbImage_Forms_ArePngHtmlAndText()
    {
        RgbImage image = TestImages.Photo(200, 10);
        Dictionary<string, string> forms = Forms(image);
        Assert.Equal(image.Pixels, Png.ReadRgb(Convert.FromBase64String(forms["image/png"])).Pixels);
        Assert.Equal("RgbImage 200 x 10", forms["text/plain"]);
        string html = forms["text/html"];
        Assert.StartsWith("<img src=\"data:image/png;base64,", html);
        Assert.Contains("width=\"200\" height=\"10\" alt=\"RgbImage 200 x 10\"", html);
        Assert.Equal(image.Pixels, Png.ReadRgb(Convert.FromBase64String(Regex.Match(html, "base64,([^\"]+)").Groups[1].Value)).Pixels);
    }

    [Fact]
    public void RgbImage_Small_IsEnlargedWithSharpPixels() =>
        Assert.Contains("width=\"192\" height=\"96\" alt=\"RgbImage 64 x 32\" style=\"max-width:100%;height:auto;image-rendering:pixelated\"", Forms(new RgbImage(64, 32))["text/html"]);

    [Fact]
    public void Picture_TextWithMarkup_IsEscaped()
    {
        string html = Forms(new Picture(new RgbImage(200, 2), "a \"b\" <c>", "<script>alert(1)</script> & more"))["text/html"];
        Assert.Contains("alt=\"a &quot;b&quot; &lt;c&gt;\"", html);
        Assert.Contains("<figcaption>&lt;script&gt;alert(1)&lt;/script&gt; &amp; more</figcaption>", html);
        Assert.DoesNotContain("<script", html);
    }

    [Fact]
    public void PaintedLabels_ClassNamesWithMarkup_AreEscapedAndSharesGiven()
    {
        var painted = new PaintedLabels(new LabelMap(2, 2, [0, 0, 0, 1]), Colours, ["<road>", "sky"]);
        Dictionary<string, string> forms = Forms(painted);
        Assert.Equal("Label map 2 x 2: <road> 75 %, sky 25 %", forms["text/plain"]);
        Assert.Contains("&lt;road&gt; 75 %", forms["text/html"]);
        RgbImage shown = Png.ReadRgb(Convert.FromBase64String(forms["image/png"]));
        Assert.Equal(320, shown.Width);
        Assert.Equal(((byte)0, (byte)0, (byte)255), shown[319, 319]);
    }

    [Fact]
    public void LabelMap_Bare_SaysHowToShowIt()
    {
        string text = Forms(new LabelMap(2, 2, [7, 7, 7, 255]))["text/plain"];
        Assert.Equal("LabelMap 2 x 2: 7 75.0 %, 255 25.0 %\nnew PaintedLabels(labels, palette, names) shows it in colour", text);
    }

    [Fact]
    public void DepthMap_Forms_HaveAPicture() => Assert.Equal(4, Png.ReadRgb(Convert.FromBase64String(Forms(new DepthMap(4, 2))["image/png"])).Width);

    // Reads the forms as a kernel does: by attribute name, through public members of whatever types there are.
    private static Dictionary<string, string> Forms(object value)
    {
        object attribute = value.GetType().GetCustomAttributes(inherit: true).Single(found => found.GetType().Name == "TypeFormatterSourceAttribute");
        var sourceType = (Type)attribute.GetType().GetProperty("FormatterSourceType")!.GetValue(attribute)!;
        object source = Activator.CreateInstance(sourceType)!;
        var forms = new Dictionary<string, string>();
        foreach (object formatter in (IEnumerable)sourceType.GetMethod("CreateTypeFormatters")!.Invoke(source, null)!)
        {
            Type type = formatter.GetType();
            var writer = new StringWriter();
            MethodInfo format = type.GetMethod("Format", [typeof(object), typeof(TextWriter)])!;
            Assert.True((bool)format.Invoke(formatter, [value, writer])!);
            Assert.False((bool)format.Invoke(formatter, ["something else", writer])!);
            forms.Add((string)type.GetProperty("MimeType")!.GetValue(formatter)!, writer.ToString());
        }
        return forms;
    }
}
