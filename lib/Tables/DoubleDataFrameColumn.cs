namespace Research.Tables;

/// <summary>Column of <c>double</c> values.</summary>
public sealed class DoubleDataFrameColumn : PrimitiveDataFrameColumn<double>
{
    /// <summary>Column of missing values, to be filled by row.</summary>
    /// <param name="name">Column name.</param>
    /// <param name="length">Number of rows.</param>
    public DoubleDataFrameColumn(string name, long length = 0) : base(name, length) { }

    /// <summary>Column of the given values.</summary>
    /// <param name="name">Column name.</param>
    /// <param name="values">The values, null for a missing one.</param>
    public DoubleDataFrameColumn(string name, IEnumerable<double?> values) : base(name, values) { }

    /// <summary>Column of the given values, none missing.</summary>
    /// <param name="name">Column name.</param>
    /// <param name="values">The values.</param>
    public DoubleDataFrameColumn(string name, IEnumerable<double> values) : base(name, values) { }
}
