using System.Collections.ObjectModel;

namespace Research.Tables;

/// <summary>The columns of a frame in order; names are unique and lengths equal.</summary>
public sealed class DataFrameColumnCollection : Collection<DataFrameColumn>
{
    internal DataFrameColumnCollection(IEnumerable<DataFrameColumn> columns)
    {
        foreach (var column in columns) Add(column);
    }

    /// <summary>Column by name.</summary>
    /// <param name="columnName">Exact name.</param>
    /// <exception cref="ArgumentException">There is no such column; the message lists those that exist. Also on setting a column whose length differs.</exception>
    public DataFrameColumn this[string columnName]
    {
        get => base[Require(columnName)];
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            var index = IndexOf(columnName);
            var column = value.Owner is null ? value : value.Clone();
            column.RenameInternal(columnName);
            if (index < 0) Add(column);
            else SetItem(index, column);
        }
    }

    /// <summary>Position of a column, or -1.</summary>
    /// <param name="columnName">Exact name.</param>
    public int IndexOf(string columnName)
    {
        for (var i = 0; i < Count; i++)
            if (base[i].Name == columnName)
                return i;
        return -1;
    }

    /// <summary>True when the frame has such a column.</summary>
    /// <param name="columnName">Exact name.</param>
    public bool Contains(string columnName) => IndexOf(columnName) >= 0;

    /// <summary>Removes a column.</summary>
    /// <param name="columnName">Exact name.</param>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    public void Remove(string columnName) => RemoveAt(Require(columnName));

    /// <summary>Gives a column another name.</summary>
    /// <param name="columnName">Present name.</param>
    /// <param name="newName">New name, not in use.</param>
    /// <exception cref="ArgumentException">No such column, or the new name is in use.</exception>
    public void Rename(string columnName, string newName)
    {
        ArgumentNullException.ThrowIfNull(newName);
        var index = Require(columnName);
        if (IndexOf(newName) is var other && other >= 0 && other != index)
            throw new ArgumentException($"Column \"{columnName}\" cannot be renamed: the frame already has a column \"{newName}\".");
        base[index].RenameInternal(newName);
    }

    /// <summary>Typed column by name.</summary>
    /// <typeparam name="T">Value type.</typeparam>
    /// <param name="columnName">Exact name.</param>
    /// <exception cref="ArgumentException">No such column, or it holds another type.</exception>
    public PrimitiveDataFrameColumn<T> GetPrimitiveColumn<T>(string columnName) where T : unmanaged =>
        this[columnName] as PrimitiveDataFrameColumn<T>
        ?? throw new ArgumentException($"Column \"{columnName}\" holds {this[columnName].DataType.Name}, not {typeof(T).Name}.");

    /// <summary>Column of <c>double</c> by name.</summary>
    /// <param name="columnName">Exact name.</param>
    /// <exception cref="ArgumentException">No such column, or it holds another type.</exception>
    public PrimitiveDataFrameColumn<double> GetDoubleColumn(string columnName) => GetPrimitiveColumn<double>(columnName);

    /// <summary>Text column by name.</summary>
    /// <param name="columnName">Exact name.</param>
    /// <exception cref="ArgumentException">No such column, or it holds another type.</exception>
    public StringDataFrameColumn GetStringColumn(string columnName) =>
        this[columnName] as StringDataFrameColumn
        ?? throw new ArgumentException($"Column \"{columnName}\" holds {this[columnName].DataType.Name}, not text.");

    internal int Require(string columnName)
    {
        ArgumentNullException.ThrowIfNull(columnName);
        var index = IndexOf(columnName);
        return index >= 0
            ? index
            : throw new ArgumentException($"There is no column \"{columnName}\"; the columns are {string.Join(", ", this.Select(c => $"\"{c.Name}\""))}.");
    }

    /// <inheritdoc/>
    protected override void InsertItem(int index, DataFrameColumn item)
    {
        Check(item, replaced: -1);
        base.InsertItem(index, item);
        item.Owner = this;
    }

    /// <inheritdoc/>
    protected override void SetItem(int index, DataFrameColumn item)
    {
        if (ReferenceEquals(base[index], item)) return;
        Check(item, replaced: index);
        base[index].Owner = null;
        base.SetItem(index, item);
        item.Owner = this;
    }

    /// <inheritdoc/>
    protected override void RemoveItem(int index)
    {
        base[index].Owner = null;
        base.RemoveItem(index);
    }

    /// <inheritdoc/>
    protected override void ClearItems()
    {
        foreach (var column in this) column.Owner = null;
        base.ClearItems();
    }

    private void Check(DataFrameColumn item, int replaced)
    {
        ArgumentNullException.ThrowIfNull(item);
        if (item.Owner is not null)
            throw new ArgumentException($"Column \"{item.Name}\" already belongs to a frame; add item.Clone().");
        if (IndexOf(item.Name) is var other && other >= 0 && other != replaced)
            throw new ArgumentException($"The frame already has a column \"{item.Name}\".");
        var others = Count - (replaced >= 0 ? 1 : 0);
        if (others > 0 && item.Length != base[replaced == 0 ? 1 : 0].Length)
            throw new ArgumentException($"Column \"{item.Name}\" has {item.Length} rows, the frame has {base[0].Length}.");
    }
}
