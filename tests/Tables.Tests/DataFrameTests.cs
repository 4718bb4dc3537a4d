namespace Research.Tables.Tests;

public class DataFrameTests
{
    private static DataFrame Runs() => new(
        new StringDataFrameColumn("method", ["Source", "MaxSquare", "Source", "MaxSquare", null]),
        new Int32DataFrameColumn("seed", [1, 1, 2, 2, 3]),
        new DoubleDataFrameColumn("mIoU", [30.0, 40.0, 34.0, null, 36.0]));

    [Fact]
    public void Indexer_ColumnName_GivesColumnAndValues()
    {
        var frame = Runs();
        Assert.Equal(40.0, frame["mIoU"][1]);
        Assert.Null(frame["mIoU"][3]);
        Assert.Equal("MaxSquare", frame[3, 0]);
        Assert.Equal(5, frame.Rows.Count);
        Assert.Equal(2, frame.Rows[2]["seed"]);
    }

    [Fact]
    public void Indexer_UnknownColumn_ListsThoseThatExist()
    {
        var error = Assert.Throws<ArgumentException>(() => Runs()["miou"]);
        Assert.Contains("\"miou\"", error.Message);
        Assert.Contains("\"method\", \"seed\", \"mIoU\"", error.Message);
    }

    [Fact]
    public void Add_ColumnOfOtherLengthOrSameName_Throws()
    {
        var frame = Runs();
        Assert.Contains("2 rows", Assert.Throws<ArgumentException>(() => frame.Columns.Add(new Int32DataFrameColumn("x", [1, 2]))).Message);
        Assert.Contains("already has", Assert.Throws<ArgumentException>(() => frame.Columns.Add(new Int32DataFrameColumn("seed", [1, 2, 3, 4, 5]))).Message);
        Assert.Contains("already belongs", Assert.Throws<ArgumentException>(() => new DataFrame(frame["seed"])).Message);
        Assert.Equal(3, frame.Columns.Count);
    }

    [Fact]
    public void SetColumn_NewName_AddsComputedColumn()
    {
        var frame = Runs();
        frame["share"] = frame["mIoU"] / 100;
        frame["share"] = frame["share"] + frame["seed"];
        Assert.Equal(["method", "seed", "mIoU", "share"], frame.Columns.Select(c => c.Name));
        Assert.Equal(1.3, (double)frame["share"][0]!, 12);    // 30/100 + 1
        Assert.Null(frame["share"][3]);
    }

    [Fact]
    public void Filter_Condition_KeepsRowsInOrder()
    {
        var frame = Runs();
        Assert.Equal([30.0, 34.0], frame.Filter(frame["method"].ElementwiseEquals("Source")).Columns.GetDoubleColumn("mIoU"));
        Assert.Equal([40.0, 36.0], frame.Filter(row => row.Number("mIoU") > 35).Columns.GetDoubleColumn("mIoU"));
        Assert.Equal(4, frame.Filter(frame["mIoU"].ElementwiseGreaterThanOrEqual(30)).Rows.Count);   // the missing one is not
        Assert.Equal(5, frame.Rows.Count);
    }

    [Fact]
    public void ElementwiseEquals_NumbersOfOtherType_CompareByValue() =>
        Assert.Equal([true, true, false, false, false], Runs()["seed"].ElementwiseEquals(1.0));

    [Fact]
    public void OrderBy_MissingValues_GoLastAndEqualRowsKeepOrder()
    {
        Assert.Equal([30.0, 34.0, 36.0, 40.0, null], Runs().OrderBy("mIoU").Columns.GetDoubleColumn("mIoU"));
        Assert.Equal([40.0, 36.0, 34.0, 30.0, null], Runs().OrderByDescending("mIoU").Columns.GetDoubleColumn("mIoU"));
        Assert.Equal([null, 30.0, 34.0, 36.0, 40.0], Runs().OrderBy("mIoU", putNullValuesLast: false).Columns.GetDoubleColumn("mIoU"));
        Assert.Equal([40.0, null, 30.0, 34.0, 36.0], Runs().OrderBy("method").Columns.GetDoubleColumn("mIoU"));
        Assert.Equal(["Source", "MaxSquare", "Source", "MaxSquare", null], Runs().OrderBy("seed").Columns.GetStringColumn("method"));
        Assert.Equal([null, "Source", "MaxSquare", "Source", "MaxSquare"], Runs().OrderByDescending("seed").Columns.GetStringColumn("method"));
    }

    [Fact]
    public void HeadTail_MoreThanThereAre_GivesAll()
    {
        Assert.Equal([1, 1], Runs().Head(2).Columns.GetPrimitiveColumn<int>("seed"));
        Assert.Equal([2, 3], Runs().Tail(2).Columns.GetPrimitiveColumn<int>("seed"));
        Assert.Equal(5, Runs().Head(99).Rows.Count);
        Assert.Equal(0, Runs().Tail(0).Rows.Count);
    }

    [Fact]
    public void Append_Row_ChangesCopyOnlyUnlessInPlace()
    {
        var frame = Runs();
        var longer = frame.Append(["New", 4, 50]);
        Assert.Equal((5, 6), (frame.Rows.Count, longer.Rows.Count));
        Assert.Equal(50.0, longer["mIoU"][5]);
        frame.Append([KeyValuePair.Create("seed", (object?)7)], inPlace: true);
        Assert.Equal(7, frame["seed"][5]);
        Assert.Null(frame["method"][5]);
    }

    [Fact]
    public void Append_ValueThatDoesNotFit_ThrowsAndLeavesFrameWhole()
    {
        var frame = Runs();
        var error = Assert.Throws<ArgumentException>(() => frame.Append(["New", 1.5, 50.0], inPlace: true));
        Assert.Contains("\"seed\"", error.Message);
        Assert.Contains("1.5", error.Message);
        Assert.All(frame.Columns, c => Assert.Equal(5, c.Length));
        Assert.Contains("2 values", Assert.Throws<ArgumentException>(() => frame.Append(["New", 1])).Message);
    }

    [Fact]
    public void Append_Frame_MatchesColumnsByName()
    {
        var other = Runs().Select("mIoU", "method", "seed");
        var both = Runs().Append(other);
        Assert.Equal(10, both.Rows.Count);
        Assert.Equal("Source", both["method"][5]);
        Assert.Throws<ArgumentException>(() => Runs().Append(Runs().Select("seed")));
    }

    [Fact]
    public void Clone_ChangedCopy_LeavesOriginal()
    {
        var frame = Runs();
        var copy = frame.Clone();
        copy["mIoU"][0] = 99.0;
        copy.Columns.Rename("seed", "s");
        Assert.Equal(30.0, frame["mIoU"][0]);
        Assert.True(frame.Columns.Contains("seed"));
        Assert.IsType<Int32DataFrameColumn>(copy["s"]);
    }

    [Fact]
    public void Description_NumericColumns_GivesStatistics()
    {
        var description = Runs().Select("method", "mIoU").Description();
        // values 30 40 34 36: mean 35, median 35, squared deviations 25 + 25 + 1 + 1 = 52, sd = sqrt(52 / 3)
        Assert.Equal([4.0, 40.0, 30.0, 35.0, 35.0, Math.Sqrt(52.0 / 3)], description.Columns.GetDoubleColumn("mIoU"));
        Assert.Equal(2, description.Columns.Count);
    }

    [Fact]
    public void Aggregates_NaN_Spreads()
    {
        var column = new DoubleDataFrameColumn("x", [1.0, double.NaN]);
        Assert.True(double.IsNaN(column.Mean()));
        Assert.True(double.IsNaN((double)column.Max()!));
        Assert.True(double.IsNaN(column.Median()));
        Assert.True(double.IsNaN(new DoubleDataFrameColumn("x").Mean()));
        Assert.Null(new DoubleDataFrameColumn("x").Max());
        Assert.Equal(7L, new Int32DataFrameColumn("x", [3, null, 4]).Sum());
        Assert.Throws<NotSupportedException>(() => new StringDataFrameColumn("s", ["a"]).Mean());
    }

    private sealed record Run(string Name, int Seed, double? Score, DayOfWeek Day, int[] Ignored);

    [Fact]
    public void FromRecords_Properties_BecomeColumns()
    {
        var frame = DataFrame.FromRecords([new Run("a", 1, 0.5, DayOfWeek.Friday, []), new Run("b", 2, null, DayOfWeek.Monday, [])]);
        Assert.Equal(["Name", "Seed", "Score", "Day"], frame.Columns.Select(c => c.Name));
        Assert.Equal([0.5, null], frame.Columns.GetDoubleColumn("Score"));
        Assert.Equal("Friday", frame["Day"][0]);
        Assert.Throws<ArgumentException>(() => DataFrame.FromRecords([new object()]));
    }

    [Fact]
    public void DropNulls_NamedColumns_LooksOnlyThere()
    {
        Assert.Equal(3, Runs().DropNulls().Rows.Count);
        Assert.Equal(4, Runs().DropNulls("method").Rows.Count);
    }

    [Fact]
    public void SetName_ColumnInFrame_PointsToRename()
    {
        var frame = Runs();
        Assert.Contains("Rename", Assert.Throws<InvalidOperationException>(() => frame["seed"].SetName("mIoU")).Message);
        Assert.Throws<ArgumentException>(() => frame.Columns.Rename("seed", "mIoU"));
    }
}
