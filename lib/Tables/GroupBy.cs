namespace Research.Tables;

/// <summary>Rows of a frame grouped by the values of one or more columns; groups come in order of first appearance.</summary>
public sealed class GroupBy
{
    private readonly DataFrame _frame;
    private readonly string[] _keys;
    private readonly List<List<int>> _groups;

    internal GroupBy(DataFrame frame, string[] keys)
    {
        _frame = frame;
        _keys = keys;
        var columns = keys.Select(name => frame.Columns[name]).ToArray();
        _groups = [.. Enumerable.Range(0, (int)frame.Rows.Count).GroupBy(i => RowKey.Of(columns, i)).Select(g => g.ToList())];
    }

    /// <summary>The groups as frames, in order of first appearance.</summary>
    public IEnumerable<DataFrame> Groupings => _groups.Select(rows => _frame.Gather(rows));

    /// <summary>Number of present values per group.</summary>
    /// <param name="columnNames">Columns; none means all but the keys.</param>
    public DataFrame Count(params string[] columnNames) =>
        Aggregate(columnNames, numericOnly: false, (name, parts) => new Int64DataFrameColumn(name, parts.Select(p => p.Length - p.NullCount)));

    /// <summary>First row of each group.</summary>
    public DataFrame First() => Head(1);

    /// <summary>First rows of each group.</summary>
    /// <param name="numberOfRows">At most so many per group.</param>
    public DataFrame Head(int numberOfRows) => _frame.Gather([.. _groups.SelectMany(rows => rows.Take(numberOfRows))]);

    /// <summary>Last rows of each group.</summary>
    /// <param name="numberOfRows">At most so many per group.</param>
    public DataFrame Tail(int numberOfRows) => _frame.Gather([.. _groups.SelectMany(rows => rows.TakeLast(numberOfRows))]);

    /// <summary>Largest present value per group.</summary>
    /// <param name="columnNames">Columns; none means all numeric ones but the keys.</param>
    public DataFrame Max(params string[] columnNames) => Aggregate(columnNames, numericOnly: true, Collect(c => c.Max()));

    /// <summary>Smallest present value per group.</summary>
    /// <param name="columnNames">Columns; none means all numeric ones but the keys.</param>
    public DataFrame Min(params string[] columnNames) => Aggregate(columnNames, numericOnly: true, Collect(c => c.Min()));

    /// <summary>Sum of the present values per group.</summary>
    /// <param name="columnNames">Columns; none means all numeric ones but the keys.</param>
    public DataFrame Sum(params string[] columnNames) => Aggregate(columnNames, numericOnly: true, Collect(c => c.Sum()));

    /// <summary>Mean of the present values per group; missing for a group without one.</summary>
    /// <param name="columnNames">Columns; none means all numeric ones but the keys.</param>
    public DataFrame Mean(params string[] columnNames) => Numbers(columnNames, minimum: 1, c => c.Mean());

    /// <summary>Median of the present values per group; missing for a group without one.</summary>
    /// <param name="columnNames">Columns; none means all numeric ones but the keys.</param>
    public DataFrame Median(params string[] columnNames) => Numbers(columnNames, minimum: 1, c => c.Median());

    /// <summary>Sample standard deviation (n - 1) per group; missing for a group with fewer than two present values.</summary>
    /// <param name="columnNames">Columns; none means all numeric ones but the keys.</param>
    public DataFrame StandardDeviation(params string[] columnNames) => Numbers(columnNames, minimum: 2, c => c.StandardDeviation());

    private DataFrame Numbers(string[] columnNames, int minimum, Func<DataFrameColumn, double> function) =>
        Aggregate(columnNames, numericOnly: true, (name, parts) => new DoubleDataFrameColumn(name,
            parts.Select(p => p.Length - p.NullCount >= minimum ? function(p) : (double?)null)));

    /// <summary>Column of aggregate values, with the type that the aggregate has.</summary>
    private static Func<string, List<DataFrameColumn>, DataFrameColumn> Collect(Func<DataFrameColumn, object?> function) => (name, parts) =>
    {
        var values = parts.Select(function).ToList();
        var column = ColumnFactory.Create(name, values.FirstOrDefault(v => v is not null)?.GetType() ?? typeof(double));
        foreach (var value in values) column.AppendValue(value);
        return column;
    };

    private DataFrame Aggregate(string[] columnNames, bool numericOnly, Func<string, List<DataFrameColumn>, DataFrameColumn> collect)
    {
        ArgumentNullException.ThrowIfNull(columnNames);
        var names = columnNames.Length > 0
            ? columnNames
            : _frame.Columns.Where(c => !_keys.Contains(c.Name) && (!numericOnly || c.IsNumericColumn())).Select(c => c.Name);
        var first = _groups.Select(rows => rows[0]).ToList();
        var result = new DataFrame(_keys.Select(key => _frame.Columns[key].Gather(first)));
        foreach (var name in names)
        {
            var column = _frame.Columns[name];
            if (_keys.Contains(name)) throw new ArgumentException($"Column \"{name}\" is a key of the grouping and cannot be aggregated as well.");
            result.Columns.Add(collect(name, [.. _groups.Select(rows => column.Gather(rows))]));
        }
        return result;
    }
}
