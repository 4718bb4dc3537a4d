namespace Research.Tables.Tests;

public class MergeTests
{
    private static DataFrame Ours() => new(
        new StringDataFrameColumn("method", ["Source", "MaxSquare", "Extra"]),
        new DoubleDataFrameColumn("mIoU", [30.0, 40.0, 1.0]));

    private static DataFrame Published() => new(
        new StringDataFrameColumn("method", ["MaxSquare", "Source", "MinEnt", "MaxSquare"]),
        new DoubleDataFrameColumn("mIoU", [44.3, 36.9, 42.2, 45.2]));

    [Theory]
    [InlineData(JoinAlgorithm.Left, "Source/Source MaxSquare/MaxSquare MaxSquare/MaxSquare Extra/-")]
    [InlineData(JoinAlgorithm.Inner, "Source/Source MaxSquare/MaxSquare MaxSquare/MaxSquare")]
    [InlineData(JoinAlgorithm.Right, "MaxSquare/MaxSquare Source/Source -/MinEnt MaxSquare/MaxSquare")]
    [InlineData(JoinAlgorithm.FullOuter, "Source/Source MaxSquare/MaxSquare MaxSquare/MaxSquare Extra/- -/MinEnt")]
    public void Merge_Algorithm_KeepsItsRows(JoinAlgorithm algorithm, string expected)
    {
        var merged = Ours().Merge<string>(Published(), "method", "method", "_ours", "_paper", algorithm);
        Assert.Equal(["method_ours", "mIoU_ours", "method_paper", "mIoU_paper"], merged.Columns.Select(c => c.Name));
        Assert.Equal(expected, string.Join(" ", merged.Rows.Select(r => $"{r["method_ours"] ?? "-"}/{r["method_paper"] ?? "-"}")));
    }

    [Fact]
    public void Merge_KeysOfDifferentNumericTypes_MeetByValue()
    {
        var left = new DataFrame(new Int32DataFrameColumn("seed", [1, 2]), new Int32DataFrameColumn("a", [10, 20]));
        var right = new DataFrame(new DoubleDataFrameColumn("seed", [2.0, 1.0]), new Int32DataFrameColumn("b", [200, 100]));
        Assert.Equal([100, 200], left.Merge(right, ["seed"], ["seed"]).Columns.GetPrimitiveColumn<int>("b"));
    }

    [Fact]
    public void Merge_UnequalKeyCounts_Throws() =>
        Assert.Throws<ArgumentException>(() => Ours().Merge(Published(), ["method"], ["method", "mIoU"]));
}
