using System.Text.Json.Nodes;

namespace Research.Plotly.Tests;

public class ChartTests
{
    [Fact]
    public void Series_LengthsDiffer_ThrowsWithBothLengths()
    {
        var error = Assert.Throws<ArgumentException>(() => Chart.Line(new[] { 1, 2, 3 }, new[] { 1, 2 }, "loss"));
        Assert.Equal("Series \"loss\": y has 2 values, x has 3; expected equal lengths.", error.Message);
        Assert.Contains("spread has 1", Assert.Throws<ArgumentException>(() => new Series("a", new[] { 1, 2 }, new[] { 1, 2 }, new[] { 1 })).Message);
        Assert.Contains("labels has 2", Assert.Throws<ArgumentException>(() => Chart.Bar(new[] { "a", "b" }, new[] { 1 })).Message);
    }

    [Fact]
    public void Series_ValueNoNumber_ThrowsWithPosition()
    {
        Assert.Contains("position 1, got \"x\" of type String", Assert.Throws<ArgumentException>(() => Chart.Line(new object[] { 1, "x" }, new[] { 1, 2 })).Message);
        Assert.Contains("sequence of numbers", Assert.Throws<ArgumentException>(() => Chart.Line("12", new[] { 1, 2 })).Message);
    }

    [Fact]
    public void Charts_BadInput_Throws()
    {
        Assert.Throws<ArgumentException>(() => Chart.Line());
        Assert.Contains("\"a\" 2 times", Assert.Throws<ArgumentException>(() => Chart.Bar(new[] { "a", "a" }, new[] { 1, 2 })).Message);
        Assert.Contains("square", Assert.Throws<ArgumentException>(() => Chart.ConfusionMatrix(new long[1, 2], ["a"])).Message);
        Assert.Contains("row 0 has -1", Assert.Throws<ArgumentException>(() => Chart.ConfusionMatrix(new long[,] { { -1 } }, ["a"])).Message);
        Assert.Throws<ArgumentException>(() => Chart.Heatmap(new double[2, 2], columns: new[] { "a" }));
        Assert.Throws<ArgumentException>(() => Chart.Histogram(new[] { double.NaN }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Chart.Histogram(new[] { 1.0 }, 0));
        Assert.Throws<ArgumentException>(() => new Figure().XAxis("x", from: 1));
        Assert.Throws<ArgumentException>(() => new Figure().XAxis("x", from: 2, to: 1));
        Assert.Throws<ArgumentException>(() => new Figure().YAxis("y", from: 0, to: 1, log: true));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Figure().Size(5));
        Assert.Throws<ArgumentException>(() => new Figure().AddHorizontalLine(double.NaN));
        Assert.Throws<ArgumentException>(() => Chart.Grid(1, Chart.Grid(2, Chart.Bar(new[] { "a" }, new[] { 1 }), Chart.Bar(new[] { "a" }, new[] { 1 }))));
    }

    [Fact]
    public void OfRuns_ThreeSeeds_GivesMeanAndSampleDeviation()
    {
        // 30, 34, 36: mean 100/3, sd sqrt(168/18); with one NaN: 34, 36: mean 35, sd sqrt(2); one value only: no spread
        var series = Series.OfRuns("m", new[] { 0, 1, 2 }, [new[] { 30, double.NaN, double.NaN }, new double[] { 34, 34, 7 }, new double?[] { 36, 36, null }]);
        Assert.Equal("m (n = 3)", series.Name);
        Assert.Equal(100.0 / 3, series.Y[0], 12);
        Assert.Equal(Math.Sqrt(168.0 / 18), series.Spread![0], 12);
        Assert.Equal((35.0, Math.Sqrt(2)), (series.Y[1], series.Spread[1]));
        Assert.Equal((7.0, double.NaN), (series.Y[2], series.Spread[2]));
        Assert.Null(Series.OfRuns("one", new[] { 0 }, [new[] { 1 }]).Spread);
        Assert.Throws<ArgumentException>(() => Series.OfRuns("m", new[] { 0 }, []));
    }

    [Fact]
    public void Line_PointBetweenGaps_GetsAMarker()
    {
        static string Mode(params double[] y) => JsonNode.Parse(Chart.Line(Enumerable.Range(0, y.Length), y).ToJson())!["data"]![0]!["mode"]!.GetValue<string>();
        Assert.Equal("lines+markers", Mode(double.NaN, 1, double.NaN, 1, 2));
        Assert.Equal("lines+markers", Mode(1));
        Assert.Equal("lines", Mode(1, 2, double.NaN, 1, 2));
    }

    [Fact]
    public void Histogram_Values_AreCountedOnce()
    {
        // bins of width 1 over [0, 4]: 0, 0.5 | 1 | - | 3, 3.5, 4 (the upper end belongs to the last bin)
        var trace = JsonNode.Parse(Chart.Histogram(new[] { 0, 0.5, 1, 3, 3.5, 4, double.NaN }, 4).ToJson())!["data"]![0]!;
        Assert.Equal("[2,1,0,3]", trace["y"]!.ToJsonString());
        Assert.Equal("[0.5,1.5,2.5,3.5]", trace["x"]!.ToJsonString());
        Assert.Equal("[2]", JsonNode.Parse(Chart.Histogram(new[] { 5, 5 }).ToJson())!["data"]![0]!["y"]!.ToJsonString());
    }

    [Fact]
    public void Colours_SeriesInOrder_AreThoseOfTheTheme()
    {
        var data = JsonNode.Parse(Chart.Line(new Series("a", new[] { 1 }, new[] { 1 }), new Series("b", new[] { 1 }, new[] { 1 }) { Colour = "#123456" }, new Series("c", new[] { 1 }, new[] { 1 })).ToJson())!["data"]!.AsArray();
        Assert.Equal([Theme.Colour(0), "#123456", Theme.Colour(1)], data.Select(t => t!["line"]!["color"]!.GetValue<string>()));
    }

    [Fact]
    public void ToJson_LabelledLineOnALogAxis_LabelStandsAtTheLogarithmAndLineAtTheValue()
    {
        var line = Chart.Line(new[] { 1, 100 }, new[] { 0, 1 }).AddVerticalLine(40, "40 m").AddHorizontalLine(0.5, "half").XAxis("distance", log: true);
        foreach (var (figure, suffix) in new[] { (line, ""), (Chart.Grid(2, Chart.Line(new[] { 0, 1 }, new[] { 0, 1 }), line), "2") })
        {
            var layout = System.Text.Json.Nodes.JsonNode.Parse(figure.ToJson())!["layout"]!;
            var (distance, half) = (layout["annotations"]![0]!, layout["annotations"]![1]!);
            Assert.Equal("x" + suffix, (string?)distance["xref"]);
            Assert.Equal(Math.Log10(40), (double)distance["x"]!, 6);
            Assert.Equal(40, (double)layout["shapes"]![0]!["x0"]!);
            Assert.Equal(0.5, (double)half["y"]!);
            Assert.Equal(1, (double)half["x"]!);
        }
    }
}
