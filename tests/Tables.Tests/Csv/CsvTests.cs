namespace Research.Tables.Tests.Csv;

public sealed class CsvTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tables-tests").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void RoundTrip_QuotesNewlinesUnicodeNulls_GivesSameValues()
    {
        string?[] texts = ["plain", "with \"quotes\"", "two\nlines", "a,b;c", "ümläut 道路 🚗", "", null, " spaces ", "CR\r\nLF", "007"];
        double?[] numbers = [0.1, 1.0 / 3, double.NaN, double.PositiveInfinity, double.NegativeInfinity, -0.0, null, 5e-324, double.MaxValue, 1e22];
        var frame = new DataFrame(
            new StringDataFrameColumn("text, \"quoted\"", texts),
            new DoubleDataFrameColumn("number", numbers),
            new Int64DataFrameColumn("whole", [1, 2, 3, 4, 5, 6, null, 8, long.MaxValue, long.MinValue]),
            new DoubleDataFrameColumn("round", [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]),
            new BooleanDataFrameColumn("flag", [true, false, true, false, true, false, null, true, true, true]));
        var path = Path.Combine(_folder, "frame.csv");

        DataFrame.SaveCsv(frame, path);
        var back = DataFrame.LoadCsv(path);

        Assert.Equal(frame.Columns.Select(c => c.Name), back.Columns.Select(c => c.Name));
        Assert.Equal(frame.Columns.Select(c => c.DataType), back.Columns.Select(c => c.DataType));
        Assert.Equal(texts, back.Columns.GetStringColumn("text, \"quoted\""));
        Assert.Equal(numbers.Select(Bits), back.Columns.GetDoubleColumn("number").Select(Bits));
        for (var c = 2; c < 5; c++)
            for (var r = 0; r < 10; r++)
                Assert.Equal(frame[r, c], back[r, c]);
        Assert.Equal(["frame.csv"], Directory.GetFiles(_folder).Select(Path.GetFileName));   // no temporary file stays

        static long? Bits(double? value) => value is { } v ? BitConverter.DoubleToInt64Bits(v) : null;
    }

    [Fact]
    public void RoundTrip_OneColumnWithMissingValues_KeepsRows()
    {
        var frame = new DataFrame(new StringDataFrameColumn("only", ["a", null, "", "b", null]));
        var back = DataFrame.LoadCsvFromString(frame.ToCsv());
        Assert.Equal(["a", null, "", "b", null], back.Columns.GetStringColumn("only"));
    }

    [Fact]
    public void LoadCsv_MixedValues_GuessesTypesFromAllRows()
    {
        var frame = DataFrame.LoadCsvFromString("a,b,c,d,e\n1,1,true,x,007\n2,2.5,false,1,008\n,-3e-2,true,2,009\n");
        Assert.Equal([typeof(long), typeof(double), typeof(bool), typeof(string), typeof(string)], frame.Columns.Select(c => c.DataType));
        Assert.Null(frame["a"][2]);
        Assert.Equal(-0.03, frame["b"][2]);
    }

    [Fact]
    public void LoadCsv_GivenTypesAndNames_AreUsed()
    {
        var frame = DataFrame.LoadCsvFromString("1;2026-01-02\n2;2026-01-03T04:05:06\n", ';', header: false, ["n", "day"], [typeof(float), typeof(DateTime)]);
        Assert.Equal(2f, frame["n"][1]);
        Assert.Equal(new DateTime(2026, 1, 3, 4, 5, 6), frame["day"][1]);
    }

    [Fact]
    public void LoadCsv_TooFewFields_NamesFileAndLine()
    {
        var path = Path.Combine(_folder, "bad.csv");
        File.WriteAllText(path, "a,b\n\"1\n2\",2\n\n3\n");
        var error = Assert.Throws<CsvFormatException>(() => DataFrame.LoadCsv(path));
        Assert.Equal((path, 5L, null), (error.FileName, error.Line, error.Column));   // the record on lines 2 and 3 counts twice, line 4 is blank
        Assert.Equal($"{path}, line 5: expected 2 fields (a, b), got 1.", error.Message);
    }

    [Fact]
    public void LoadCsv_WrongType_NamesLineAndColumn()
    {
        var error = Assert.Throws<CsvFormatException>(() => DataFrame.LoadCsvFromString("a,b\n1,2\n3,x\n", dataTypes: [typeof(int), typeof(double)]));
        Assert.Equal("CSV text, line 3, column \"b\": expected a number (Double), got \"x\".", error.Message);
        Assert.Equal((3L, "a"), Where(() => DataFrame.LoadCsvFromString("a\n1\n300\n", dataTypes: [typeof(byte)])));
    }

    [Theory]
    [InlineData("a,b\n1,\"open\n2,3\n", 2)]
    [InlineData("a,b\n1,2\n\"x\"y,3\n", 3)]
    [InlineData("a,b\n1,2\nx\"y,3\n", 3)]
    public void LoadCsv_BrokenQuotes_NamesLine(string text, long line) => Assert.Equal((line, null), Where(() => DataFrame.LoadCsvFromString(text)));

    [Fact]
    public void LoadCsv_ColumnNameTwice_Throws() => Assert.Equal((1L, "a"), Where(() => DataFrame.LoadCsvFromString("a,b,a\n1,2,3\n")));

    [Fact]
    public void LoadCsv_EmptyOrHeaderOnly_GivesNoRows()
    {
        Assert.Empty(DataFrame.LoadCsvFromString("").Columns);
        Assert.Equal((2, 0L), (DataFrame.LoadCsvFromString("a,b\n").Columns.Count, DataFrame.LoadCsvFromString("a,b\n").Rows.Count));
    }

    [Fact]
    public void LoadCsv_ByteOrderMark_IsNotPartOfTheName()
    {
        var path = Path.Combine(_folder, "bom.csv");
        File.WriteAllText(path, "a,b\n1,2\n", new System.Text.UTF8Encoding(true));
        Assert.Equal("a", DataFrame.LoadCsv(path).Columns[0].Name);
    }

    [Fact]
    public void SaveCsv_FolderMissing_LeavesNothing()
    {
        Assert.Throws<DirectoryNotFoundException>(() => new DataFrame().SaveCsv(Path.Combine(_folder, "no", "x.csv")));
        Assert.Empty(Directory.GetFileSystemEntries(_folder));
    }

    private static (long, string?) Where(Action action)
    {
        var error = Assert.Throws<CsvFormatException>(action);
        return (error.Line, error.Column);
    }
}
