namespace Research.Tables;

/// <summary>Which rows <see cref="DataFrame.Merge(DataFrame, string[], string[], string, string, JoinAlgorithm)"/> keeps.</summary>
public enum JoinAlgorithm
{
    /// <summary>All rows of the left frame.</summary>
    Left,

    /// <summary>All rows of the right frame.</summary>
    Right,

    /// <summary>All rows of both frames.</summary>
    FullOuter,

    /// <summary>Only rows with a partner.</summary>
    Inner,
}
