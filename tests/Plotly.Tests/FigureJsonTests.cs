using System.Text.Json;
using System.Text.Json.Nodes;

namespace Research.Plotly.Tests;

public class FigureJsonTests
{
    [Fact]
    public void ToJson_LineWithBandAndGap_IsAsApproved() => Approved.VerifyJson(
        Chart.Line(
                new Series("adapted", new[] { 0, 100, 200, 300 }, new[] { 30.0, double.NaN, 42.5, 43 }, new[] { 1.0, 1, 0.5, 0.25 }),
                new Series("source", new List<float> { 0, 300 }, new double?[] { 30, null }) { Dash = LineDash.Dash })
            .Title("mIoU & <steps>").XAxis("step").YAxis("mIoU", "%", 0, 50).AddHorizontalLine(45.2, "published")
            .Caption("Three seeds.").AltText("Adapted rises from 30 to 43.").ToJson(), "line");

    [Fact]
    public void ToJson_GroupedBars_AreAsApproved() => Approved.VerifyJson(
        Chart.GroupedBar(new[] { "road", "train" }, new BarSeries("source", new[] { 70.0, double.NaN }, new[] { 1.5, 0 }), new BarSeries("adapted", new[] { 80, 10 }) { Colours = ["#804080", "#005064"] })
            .YAxis("IoU", "%").ToJson(), "bars");

    [Fact]
    public void ToJson_ConfusionMatrix_IsAsApproved() =>
        // Row shares by hand: 3/4 and 1/4; the second class has no pixel, so its row is empty.
        Approved.VerifyJson(Chart.ConfusionMatrix(new long[,] { { 3, 1 }, { 0, 0 } }, ["road", "sky"]).ToJson(), "confusion");

    [Fact]
    public void ToJson_Grid_IsAsApproved() => Approved.VerifyJson(
        Chart.Grid(2, Chart.Line(new[] { 0, 1 }, new[] { 0, 1 }, "loss").Title("left").XAxis("step"), Chart.Line(new[] { 0, 1 }, new[] { 1, 0 }, "loss").AddVerticalLine(0.5)).ToJson(), "grid");

    [Fact]
    public void ToJson_NotFinite_IsNull()
    {
        var y = JsonNode.Parse(Chart.Line(new[] { 1, 2, 3, 4 }, new[] { double.NaN, double.PositiveInfinity, double.NegativeInfinity, 1 }).ToJson())!["data"]![0]!["y"]!;
        Assert.Equal("[null,null,null,1]", y.ToJsonString());
    }

    [Fact]
    public void ToJson_NineDigits_AreKept() =>
        Assert.Equal("[0.333333333,123456789]", JsonNode.Parse(Chart.Line(new[] { 1, 2 }, new[] { 1.0 / 3, 123456789 }).ToJson())!["data"]![0]!["y"]!.ToJsonString());

    [Fact]
    public void ToJson_Text_IsEscapedForPlotlyAndForHtml()
    {
        var json = Chart.Line(new Series("</script><script>alert(1)</script>", new[] { 1 }, new[] { 1 })).Title("a<b & \"c\"\nd").ToJson();
        Assert.DoesNotContain("<", json);
        Assert.Equal("a&lt;b &amp; \"c\"<br>d", JsonNode.Parse(json)!["layout"]!["title"]!["text"]!.GetValue<string>());
        Assert.Equal("&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt;", JsonNode.Parse(json)!["data"]![0]!["name"]!.GetValue<string>());
    }

    [Fact]
    public void ToJson_SameFigure_IsSameText()
    {
        static Figure Make() => Chart.Scatter(new[] { 1.5, 2 }, new[] { 3, 4 }, "ü道").Caption("c");
        Assert.Equal(Make().ToHtml(), Make().ToHtml());
        Assert.Contains("ü道", Make().ToJson());
    }

    [Fact]
    public void ToJson_Config_HidesLogoAndFollowsPage()
    {
        using var json = JsonDocument.Parse(Chart.Bar(new[] { "a" }, new[] { 1 }).ToJson());
        Assert.Equal("""{"displaylogo":false,"responsive":true}""", json.RootElement.GetProperty("config").GetRawText());
        Assert.True(json.RootElement.GetProperty("layout").GetProperty("autosize").GetBoolean());
        Assert.StartsWith("Figure. Bars: 1 value from 1 to 1", json.RootElement.GetProperty("layout").GetProperty("meta").GetProperty("alt").GetString());
    }

    [Fact]
    public void Add_RawTrace_IsCopied()
    {
        var trace = new JsonObject { ["type"] = "contour", ["z"] = new JsonArray() };
        var figure = new Figure().Add(trace).Add(trace).Layout(l => l["hovermode"] = "closest");
        Assert.Equal(2, JsonNode.Parse(figure.ToJson())!["data"]!.AsArray().Count);
        Assert.Throws<ArgumentException>(() => figure.Add([]));
    }
}
