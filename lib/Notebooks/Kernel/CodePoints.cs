namespace Research.Notebooks.Kernel;

/// <summary>Jupyter counts cursor positions in Unicode code points, .NET strings in UTF-16 units.</summary>
internal static class CodePoints
{
    /// <summary>Index in the string of a position in code points; positions outside are moved to the nearest end.</summary>
    public static int ToIndex(string text, int position)
    {
        var index = 0;
        for (var point = 0; point < position && index < text.Length; point++)
            index += IsPair(text, index) ? 2 : 1;
        return index;
    }

    /// <summary>Position in code points of an index in the string.</summary>
    public static int FromIndex(string text, int index)
    {
        var position = 0;
        for (var at = 0; at < index && at < text.Length; position++)
            at += IsPair(text, at) ? 2 : 1;
        return position;
    }

    private static bool IsPair(string text, int index) =>
        index + 1 < text.Length && char.IsSurrogatePair(text[index], text[index + 1]);
}
