using System.Xml.Linq;

namespace Research.Tables.Tests.Rendering;

public class TableViewTests
{
    private static DataFrame Results() => new(
        new StringDataFrameColumn("method", ["Source", "Max|Square", "<script>alert(1)</script>"]),
        new DoubleDataFrameColumn("mIoU", [36.9, 44.26, null]),
        new DoubleDataFrameColumn("sd", [0.5, null, 1.0]),
        new Int32DataFrameColumn("steps", [1200, 800, 800]),
        new DoubleDataFrameColumn("loss", [double.NaN, 1e-5, double.PositiveInfinity]));

    private static TableView View() => Results().View("Rows & columns").Format("0.0", "mIoU", "sd").PlusMinus("mIoU", "sd")
        .Heading("mIoU", "mIoU [%]").HighlightHighest("mIoU").HighlightLowest("steps");

    [Fact]
    public void ToText_Numbers_AreAlignedAndMissingOnesDashed() => Assert.Equal(
        """
        Rows & columns
        method                       mIoU [%]   steps    loss
        -------------------------  -----------  ------  -----
        Source                     36.9 ± 0.5    1200       –
        Max|Square                       44.3*    800*  1E-05
        <script>alert(1)</script>           –     800*      ∞

        """.ReplaceLineEndings("\n"), View().ToText());

    [Fact]
    public void ToMarkdown_SpecialCharacters_AreEscaped() => Assert.Equal(
        """
        **Rows &amp; columns**

        | method | mIoU \[%\] | steps | loss |
        | :--- | ---: | ---: | ---: |
        | Source | 36.9 ± 0.5 | 1200 | – |
        | Max\|Square | **44.3** | **800** | 1E-05 |
        | &lt;script&gt;alert(1)&lt;/script&gt; | – | **800** | ∞ |

        """.ReplaceLineEndings("\n"), View().ToMarkdown());

    [Fact]
    public void ToHtml_UntrustedText_IsEscapedAndWellFormed()
    {
        var html = View().ToHtml();
        Assert.DoesNotContain("<script", html);
        var table = XElement.Parse(html).Element("table")!;    // XML-conforming
        Assert.Equal("Rows & columns", table.Element("caption")!.Value);
        Assert.Equal(["method", "mIoU [%]", "steps", "loss"], table.Descendants("th").Select(h => h.Value));
        Assert.Equal(["44.3", "800", "800"], table.Descendants("strong").Select(s => s.Value));
        Assert.Equal("num best", (string)table.Descendants("strong").First().Parent!.Attribute("class")!);
        Assert.Equal("<script>alert(1)</script>", table.Descendants("tr").Last().Element("td")!.Value);
    }

    [Fact]
    public void ToHtml_MoreRowsThanLimit_SaysHowManyAreHidden()
    {
        var view = new DataFrame(new Int32DataFrameColumn("i", Enumerable.Range(0, 120))).View();
        Assert.Contains("… 70 more rows", view.ToHtml());
        Assert.Equal(51, XElement.Parse(view.ToHtml()).Descendants("tr").Count(r => r.Parent!.Name != "tfoot"));
        Assert.DoesNotContain("more rows", view.MaxRows(120).ToText());
    }

    [Fact]
    public void ToText_ControlCharacters_DoNotReachTheTerminal() =>
        Assert.DoesNotContain('\u001b', new DataFrame(new StringDataFrameColumn("s", ["\u001b[2Jx"])).ToText());

    [Fact]
    public void EmphasiseRows_Condition_MakesRowBold() =>
        Assert.Contains("| **Source** | **36.90** |", Results().Select("method", "mIoU").View().EmphasiseRows(r => r.Text("method") == "Source").ToMarkdown());

    [Fact]
    public void View_UnknownOrTextColumn_Throws()
    {
        Assert.Throws<ArgumentException>(() => Results().View().Format("0.0", "x"));
        Assert.Contains("String", Assert.Throws<ArgumentException>(() => Results().View().HighlightHighest("method")).Message);
    }

    [Theory]
    [InlineData(new[] { 1.0, 2.0 }, "F0")]
    [InlineData(new[] { 1.5, 2.0 }, "F1")]
    [InlineData(new[] { 1.0 / 3, 2.0 }, "F4")]
    [InlineData(new[] { 1e-7, 2.0 }, "G4")]
    [InlineData(new[] { 12345678.5 }, "G4")]
    [InlineData(new[] { double.NaN }, "F0")]
    public void DefaultFormat_Values_UsesDecimalsTheyNeed(double[] values, string expected) => Assert.Equal(expected, CellText.DefaultFormat(values));
}
