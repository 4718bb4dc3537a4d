namespace Research.Tables;

public sealed partial class DataFrame
{
    /// <summary>Joins two frames on one column each.</summary>
    /// <typeparam name="TKey">Type of the keys; named for compatibility, keys of different numeric types compare by value.</typeparam>
    /// <param name="other">Right frame.</param>
    /// <param name="leftJoinColumn">Key column here.</param>
    /// <param name="rightJoinColumn">Key column there.</param>
    /// <param name="leftSuffix">Added to names of this frame that both frames have.</param>
    /// <param name="rightSuffix">Added to names of the other frame that both frames have.</param>
    /// <param name="joinAlgorithm">Which rows stay.</param>
    public DataFrame Merge<TKey>(DataFrame other, string leftJoinColumn, string rightJoinColumn,
        string leftSuffix = "_left", string rightSuffix = "_right", JoinAlgorithm joinAlgorithm = JoinAlgorithm.Left) =>
        Merge(other, [leftJoinColumn], [rightJoinColumn], leftSuffix, rightSuffix, joinAlgorithm);

    /// <summary>Joins two frames on equal values of key columns; each pair of rows with equal keys gives a row.</summary>
    /// <remarks>Rows come in the order of the leading frame, partners in theirs. Missing keys equal missing keys.</remarks>
    /// <param name="other">Right frame.</param>
    /// <param name="leftJoinColumns">Key columns here.</param>
    /// <param name="rightJoinColumns">Key columns there, as many.</param>
    /// <param name="leftSuffix">Added to names of this frame that both frames have.</param>
    /// <param name="rightSuffix">Added to names of the other frame that both frames have.</param>
    /// <param name="joinAlgorithm">Which rows stay.</param>
    /// <exception cref="ArgumentException">There is no such column, or the numbers of key columns differ.</exception>
    public DataFrame Merge(DataFrame other, string[] leftJoinColumns, string[] rightJoinColumns,
        string leftSuffix = "_left", string rightSuffix = "_right", JoinAlgorithm joinAlgorithm = JoinAlgorithm.Left)
    {
        ArgumentNullException.ThrowIfNull(other);
        ArgumentNullException.ThrowIfNull(leftJoinColumns);
        ArgumentNullException.ThrowIfNull(rightJoinColumns);
        if (leftJoinColumns.Length == 0 || leftJoinColumns.Length != rightJoinColumns.Length)
            throw new ArgumentException($"A join needs as many left as right key columns, at least one; got {leftJoinColumns.Length} and {rightJoinColumns.Length}.");

        var (left, right) = joinAlgorithm == JoinAlgorithm.Right
            ? Swap(other.Pair(this, rightJoinColumns, leftJoinColumns, keepLeft: true, keepRight: false))
            : Pair(other, leftJoinColumns, rightJoinColumns,
                keepLeft: joinAlgorithm is JoinAlgorithm.Left or JoinAlgorithm.FullOuter, keepRight: joinAlgorithm is JoinAlgorithm.FullOuter);
        return Join(other, left, right, leftSuffix, rightSuffix);
    }

    private (List<int> Left, List<int> Right) Pair(DataFrame other, string[] leftKeys, string[] rightKeys, bool keepLeft, bool keepRight)
    {
        var leftColumns = leftKeys.Select(name => Columns[name]).ToArray();
        var rightColumns = rightKeys.Select(name => other.Columns[name]).ToArray();
        var partners = Enumerable.Range(0, (int)other.Rows.Count).ToLookup(i => RowKey.Of(rightColumns, i));
        var (left, right, met) = (new List<int>(), new List<int>(), new HashSet<int>());
        for (var i = 0; i < Rows.Count; i++)
        {
            var matches = partners[RowKey.Of(leftColumns, i)].ToArray();
            foreach (var match in matches)
            {
                left.Add(i);
                right.Add(match);
                met.Add(match);
            }
            if (matches.Length == 0 && keepLeft)
            {
                left.Add(i);
                right.Add(-1);
            }
        }
        if (keepRight)
            foreach (var i in Enumerable.Range(0, (int)other.Rows.Count).Where(i => !met.Contains(i)))
            {
                left.Add(-1);
                right.Add(i);
            }
        return (left, right);
    }

    private DataFrame Join(DataFrame other, List<int> left, List<int> right, string leftSuffix, string rightSuffix)
    {
        var result = new DataFrame();
        foreach (var (source, rows, suffix, opposite) in new[] { (this, left, leftSuffix, other), (other, right, rightSuffix, this) })
            foreach (var column in source.Columns)
            {
                var copy = column.Gather(rows);
                if (opposite.Columns.Contains(column.Name)) copy.SetName(column.Name + suffix);
                result.Columns.Add(copy);
            }
        return result;
    }

    private static (List<int> Left, List<int> Right) Swap((List<int> Left, List<int> Right) pair) => (pair.Right, pair.Left);
}
