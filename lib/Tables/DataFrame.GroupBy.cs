namespace Research.Tables;

public sealed partial class DataFrame
{
    /// <summary>Groups the rows by the values of one or more columns; missing values form a group of their own.</summary>
    /// <param name="columnNames">Key columns, at least one.</param>
    /// <exception cref="ArgumentException">No column given, or there is no such column.</exception>
    public GroupBy GroupBy(params string[] columnNames)
    {
        ArgumentNullException.ThrowIfNull(columnNames);
        if (columnNames.Length == 0) throw new ArgumentException("GroupBy needs at least one column name.", nameof(columnNames));
        return new GroupBy(this, columnNames);
    }
}
