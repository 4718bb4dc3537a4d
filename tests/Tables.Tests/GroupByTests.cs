namespace Research.Tables.Tests;

public class GroupByTests
{
    private static DataFrame Runs() => new(
        new StringDataFrameColumn("method", ["Source", "MaxSquare", "Source", "MaxSquare", "Source", null]),
        new StringDataFrameColumn("data", ["scenes", "scenes", "camvid", "scenes", "scenes", "scenes"]),
        new DoubleDataFrameColumn("mIoU", [30.0, 40.0, 34.0, null, 36.0, 1.0]),
        new Int32DataFrameColumn("steps", [10, 20, 30, 40, 50, 60]));

    [Fact]
    public void Mean_OneKey_IsMeanOfPresentValuesPerGroup()
    {
        var means = Runs().GroupBy("method").Mean("mIoU", "steps");
        Assert.Equal(["Source", "MaxSquare", null], means.Columns.GetStringColumn("method"));
        Assert.Equal([100.0 / 3, 40.0, 1.0], means.Columns.GetDoubleColumn("mIoU"));   // (30 + 34 + 36) / 3; 40 alone
        Assert.Equal([30.0, 30.0, 60.0], means.Columns.GetDoubleColumn("steps"));      // (10 + 30 + 50) / 3, (20 + 40) / 2
    }

    [Fact]
    public void Mean_TwoKeys_GroupsByPairs()
    {
        var means = Runs().GroupBy("method", "data").Mean("mIoU");
        Assert.Equal(["scenes", "scenes", "camvid", "scenes"], means.Columns.GetStringColumn("data"));
        Assert.Equal([33.0, 40.0, 34.0, 1.0], means.Columns.GetDoubleColumn("mIoU"));
    }

    [Fact]
    public void SumCountMinMax_MissingValues_AreSkipped()
    {
        var groups = Runs().GroupBy("method");
        Assert.Equal([90L, 60L, 60L], groups.Sum("steps").Columns.GetPrimitiveColumn<long>("steps"));
        Assert.Equal([3L, 1L, 1L], groups.Count("mIoU").Columns.GetPrimitiveColumn<long>("mIoU"));
        Assert.Equal([30.0, 40.0, 1.0], groups.Min("mIoU").Columns.GetDoubleColumn("mIoU"));
        Assert.Equal([50, 40, 60], groups.Max().Columns.GetPrimitiveColumn<int>("steps"));
    }

    [Fact]
    public void StandardDeviation_FewerThanTwoValues_IsMissing()
    {
        // 30 34 36: mean 100/3, squared deviations 100/9 + 4/9 + 64/9 = 168/9, sd = sqrt(168 / 18)
        var deviations = Runs().GroupBy("method").StandardDeviation("mIoU").Columns.GetDoubleColumn("mIoU");
        Assert.Equal(Math.Sqrt(168.0 / 18), deviations[0]!.Value, 12);
        Assert.Null(deviations[1]);
    }

    [Fact]
    public void Median_EvenCount_IsMeanOfMiddleTwo() =>
        Assert.Equal([30.0, 30.0, 60.0], Runs().GroupBy("method").Median("steps").Columns.GetDoubleColumn("steps"));

    [Fact]
    public void Mean_GroupWithoutValue_IsMissing()
    {
        var frame = new DataFrame(new Int32DataFrameColumn("k", [1, 2]), new DoubleDataFrameColumn("x", [null, 5.0]));
        Assert.Equal([null, 5.0], frame.GroupBy("k").Mean("x").Columns.GetDoubleColumn("x"));
        Assert.Equal([0.0, 5.0], frame.GroupBy("k").Sum("x").Columns.GetDoubleColumn("x"));
    }

    [Fact]
    public void GroupBy_BadColumn_Throws()
    {
        Assert.Throws<ArgumentException>(() => Runs().GroupBy("x"));
        Assert.Throws<ArgumentException>(() => Runs().GroupBy());
        Assert.Throws<ArgumentException>(() => Runs().GroupBy("method").Mean("method"));
        Assert.Throws<NotSupportedException>(() => Runs().GroupBy("method").Mean("data"));
    }

    [Fact]
    public void Groupings_Frames_HoldWholeRows()
    {
        Assert.Equal([3L, 2L, 1L], Runs().GroupBy("method").Groupings.Select(g => g.Rows.Count));
        Assert.Equal([10, 20, 60], Runs().GroupBy("method").First().Columns.GetPrimitiveColumn<int>("steps"));
        Assert.Equal([50, 40, 60], Runs().GroupBy("method").Tail(1).Columns.GetPrimitiveColumn<int>("steps"));
    }
}
