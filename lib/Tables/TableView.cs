namespace Research.Tables;

/// <summary>How a frame is shown: caption, headings, number formats, best cells. The frame itself stays as it is.</summary>
/// <remarks>Each method changes this view and returns it. Missing values and NaN print as an en dash.</remarks>
[TypeFormatterSource(typeof(TableFormatterSource))]
public sealed class TableView
{
    private readonly Dictionary<string, string> _formats = [];
    private readonly Dictionary<string, string> _headings = [];
    private readonly Dictionary<string, int> _best = [];
    private readonly Dictionary<string, string> _spreads = [];
    private readonly HashSet<string> _rightAligned = [];
    private Func<DataFrameRow, bool>? _emphasis;

    internal TableView(DataFrame frame, string? caption)
    {
        Frame = frame;
        CaptionText = caption;
    }

    internal DataFrame Frame { get; }

    internal string? CaptionText { get; private set; }

    internal int RowLimit { get; private set; } = 50;

    /// <summary>Text above the table.</summary>
    /// <param name="text">Plain text.</param>
    public TableView Caption(string text)
    {
        CaptionText = text;
        return this;
    }

    /// <summary>Number format of columns.</summary>
    /// <param name="format">.NET number format, for example <c>0.0</c> or <c>P1</c>.</param>
    /// <param name="columnNames">Columns; none means all numeric ones.</param>
    /// <exception cref="ArgumentException">There is no such column, or it is not numeric.</exception>
    public TableView Format(string format, params string[] columnNames)
    {
        ArgumentNullException.ThrowIfNull(format);
        ArgumentNullException.ThrowIfNull(columnNames);
        if (columnNames.Length == 0) columnNames = [.. Frame.Columns.Where(c => c.IsNumericColumn()).Select(c => c.Name)];
        foreach (var name in columnNames)
        {
            RequireNumeric(name, "A number format");
            _formats[name] = format;
        }
        return this;
    }

    /// <summary>Heading of a column in place of its name, for example with a unit.</summary>
    /// <param name="columnName">Exact name.</param>
    /// <param name="text">The heading.</param>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    public TableView Heading(string columnName, string text)
    {
        Frame.Columns.Require(columnName);
        _headings[columnName] = text;
        return this;
    }

    /// <summary>Marks the largest value of each column; equal ones are all marked.</summary>
    /// <param name="columnNames">Numeric columns.</param>
    /// <exception cref="ArgumentException">There is no such column, or it is not numeric.</exception>
    public TableView HighlightHighest(params string[] columnNames) => Highlight(columnNames, 1);

    /// <summary>Marks the smallest value of each column; equal ones are all marked.</summary>
    /// <param name="columnNames">Numeric columns.</param>
    /// <exception cref="ArgumentException">There is no such column, or it is not numeric.</exception>
    public TableView HighlightLowest(params string[] columnNames) => Highlight(columnNames, -1);

    /// <summary>Shows a column as "value ± spread" and leaves the column with the spread out.</summary>
    /// <param name="columnName">Column with the value.</param>
    /// <param name="spreadColumnName">Column with the spread, in the same unit; where it is missing, the value stands alone.</param>
    /// <exception cref="ArgumentException">There is no such column, or it is not numeric.</exception>
    public TableView PlusMinus(string columnName, string spreadColumnName)
    {
        RequireNumeric(columnName, "A value with spread");
        RequireNumeric(spreadColumnName, "A spread");
        _spreads[columnName] = spreadColumnName;
        return this;
    }

    /// <summary>Aligns text columns to the right, as numbers are.</summary>
    /// <param name="columnNames">Exact names.</param>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    public TableView AlignRight(params string[] columnNames)
    {
        ArgumentNullException.ThrowIfNull(columnNames);
        foreach (var name in columnNames)
        {
            Frame.Columns.Require(name);
            _rightAligned.Add(name);
        }
        return this;
    }

    /// <summary>Prints rows in bold.</summary>
    /// <param name="condition">True for the rows to stress.</param>
    public TableView EmphasiseRows(Func<DataFrameRow, bool> condition)
    {
        _emphasis = condition;
        return this;
    }

    /// <summary>Rows shown at most; a note says how many are left out.</summary>
    /// <param name="count">At least 1; 50 unless set.</param>
    public TableView MaxRows(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        RowLimit = count;
        return this;
    }

    /// <summary>Aligned plain text.</summary>
    public string ToText() => TableText.Render(TableCells.Of(this));

    /// <summary>An HTML element; all text is escaped.</summary>
    public string ToHtml() => TableHtml.Render(TableCells.Of(this));

    /// <summary>A Markdown (GitHub) table.</summary>
    public string ToMarkdown() => TableMarkdown.Render(TableCells.Of(this));

    /// <summary>Aligned plain text.</summary>
    public override string ToString() => ToText();

    internal IEnumerable<DataFrameColumn> VisibleColumns => Frame.Columns.Where(c => !_spreads.ContainsValue(c.Name));

    internal string HeadingOf(string column) => _headings.GetValueOrDefault(column, column);

    internal string? FormatOf(string column) => _formats.GetValueOrDefault(column);

    internal DataFrameColumn? SpreadOf(string column) => _spreads.TryGetValue(column, out var spread) ? Frame.Columns[spread] : null;

    internal bool IsRightAligned(DataFrameColumn column) => column.IsNumericColumn() || _rightAligned.Contains(column.Name);

    internal bool IsEmphasised(long row) => _emphasis?.Invoke(Frame.Rows[row]) == true;

    /// <summary>The best value of a column that is to be highlighted, or null.</summary>
    internal double? BestOf(DataFrameColumn column)
    {
        if (!_best.TryGetValue(column.Name, out var sign)) return null;
        double? best = null;
        for (long i = 0; i < column.Length; i++)
            if (column.GetNumber(i) is { } value && !double.IsNaN(value) && (best is null || sign * value > sign * best))
                best = value;
        return best;
    }

    private TableView Highlight(string[] columnNames, int sign)
    {
        ArgumentNullException.ThrowIfNull(columnNames);
        foreach (var name in columnNames)
        {
            RequireNumeric(name, "A highlighted best value");
            _best[name] = sign;
        }
        return this;
    }

    private void RequireNumeric(string name, string what)
    {
        if (!Frame.Columns[name].IsNumericColumn())
            throw new ArgumentException($"{what} needs a numeric column, but column \"{name}\" holds {Frame.Columns[name].DataType.Name}.");
    }
}
