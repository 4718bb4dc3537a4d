using System.Globalization;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Research.Plotly.Tests.Svg;

public class SvgFigureTests
{
    private static readonly XNamespace s_svg = "http://www.w3.org/2000/svg";

    public static TheoryData<string> Kinds => ["line", "scatter", "bar", "heatmap", "confusion", "box", "histogram", "grid", "log", "empty", "unknown", "many"];

    private static Figure Make(string kind) => kind switch
    {
        "line" => Chart.Line(new Series("a<&>\"'\u0001", new[] { 0, 1, 2 }, new[] { 1, double.NaN, 3 }, new[] { 0.1, 0.1, 0.1 }), new Series("b", new[] { 0 }, new[] { 1 })).Title("<t> & \u0007").XAxis("x").YAxis("y"),
        "scatter" => Chart.Scatter(new Series("a", new[] { 0, 1 }, new[] { -1, 1 }, new[] { 0.5, 0.5 })).AddVerticalLine(0.5, "v"),
        "bar" => Chart.GroupedBar(new[] { "one", "a very long label indeed", "three" }, new BarSeries("a", new[] { 1, -2, 3.0 }, new[] { 1, 1, 1 }), new BarSeries("b", new double?[] { 1, null, 3 })),
        "heatmap" => Chart.Heatmap(new double[,] { { 1, double.NaN }, { 3, 4 } }).XAxis("x"),
        "confusion" => Chart.ConfusionMatrix(new long[,] { { 3, 1 }, { 0, 0 } }, ["road", "sky"]),
        "box" => Chart.Box(("a", new[] { 1, 2, 3, 4, 100 }), ("b", Array.Empty<double>())),
        "histogram" => Chart.Histogram(new[] { 1, 2, 2, 3 }),
        "grid" => Chart.Grid(2, Make("line"), Make("bar"), Make("heatmap")),
        "log" => Chart.Line(new[] { 0, 1, 2 }, new[] { 1, 1e-5, 0 }).YAxis("rate", log: true),
        "empty" => new Figure(),
        "unknown" => new Figure().Add(new JsonObject { ["type"] = "contour", ["marker"] = new JsonObject { ["color"] = "\"/><script>" } }),
        "many" => Chart.Line(Enumerable.Range(0, 100_000), Enumerable.Range(0, 100_000)),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void ToSvg_Kind_IsWellFormedWithFiniteNumbers(string kind)
    {
        var text = Make(kind).ToSvg();
        var svg = XDocument.Parse(text);
        Assert.Equal(s_svg + "svg", svg.Root!.Name);
        Assert.DoesNotContain("NaN", text);
        Assert.DoesNotContain("Infinity", text);
        Assert.DoesNotContain("∞", text);
        Assert.All(svg.Descendants(s_svg + "rect"), r => Assert.True(double.Parse(((string?)r.Attribute("height")) ?? "0", CultureInfo.InvariantCulture) >= 0));
        Assert.True(text.Length < 120_000, $"{text.Length} characters");
        Assert.NotEmpty((string?)svg.Root.Element(s_svg + "title") ?? "");
    }

    [Fact]
    public void ToSvg_Line_BreaksAtMissingValues()
    {
        var svg = XDocument.Parse(Chart.Line(new[] { 0, 1, 2, 3, 4 }, new[] { 0, 1, double.NaN, 1, 0 }).ToSvg());
        var path = (string)svg.Descendants(s_svg + "path").Single().Attribute("d")!;
        Assert.Equal((2, 2), (path.Count(c => c == 'M'), path.Count(c => c == 'L')));
    }

    [Fact]
    public void ToSvg_Bars_HaveHeightsInProportion()
    {
        var svg = XDocument.Parse(Chart.Bar(new[] { "a", "b" }, new[] { 10, 40 }).ToSvg());
        var heights = svg.Descendants(s_svg + "rect").Where(r => (string?)r.Attribute("fill") == Theme.Colour(0))
            .Select(r => (double)r.Attribute("height")!).ToArray();
        Assert.Equal(4, heights[1] / heights[0], 2);
    }

    [Fact]
    public void ToSvg_HeatMap_LeavesMissingCellsEmpty()
    {
        var cells = XDocument.Parse(Make("heatmap").ToSvg()).Descendants(s_svg + "g").Single().Elements(s_svg + "rect").ToArray();
        Assert.Equal(3, cells.Length);
        Assert.Equal(Theme.Sequential[0], (string)cells[0].Attribute("fill")!);     // the smallest
        Assert.Equal(Theme.Sequential[^1], (string)cells[2].Attribute("fill")!);    // the largest
    }

    [Fact]
    public void Quantile_FourValues_FollowsPlotly()
    {
        // n q + 0.5 = 1.5 from 1: half way between first and second; median half way between second and third
        Assert.Equal(1.5, Research.Plotly.Svg.Marks.Quantile([1, 2, 3, 4], 0.25));
        Assert.Equal(2.5, Research.Plotly.Svg.Marks.Quantile([1, 2, 3, 4], 0.5));
        Assert.Equal(7, Research.Plotly.Svg.Marks.Quantile([7], 0.75));
    }
}
