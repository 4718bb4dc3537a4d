namespace Research.Tables;

/// <summary>What the parser does not tell about a record: which empty fields had quotes, and whether the last quote was closed.</summary>
internal static class CsvQuotes
{
    /// <summary>Replaces empty fields without quotes by null.</summary>
    public static void MarkMissing(string raw, char separator, string?[] fields)
    {
        var index = 0;
        foreach (var start in FieldStarts(raw, separator))
        {
            if (index >= fields.Length) break;
            if (fields[index] is "" && (start >= raw.Length || raw[start] != '"')) fields[index] = null;
            index++;
        }
    }

    /// <summary>True when the record ends inside a quoted field.</summary>
    public static bool IsOpen(string raw, char separator)
    {
        if (!raw.Contains('"')) return false;
        var last = FieldStarts(raw, separator).Last();
        return last < raw.Length && raw[last] == '"' && raw.AsSpan(last).Count('"') % 2 == 1;
    }

    private static IEnumerable<int> FieldStarts(string raw, char separator)
    {
        yield return 0;
        var quoted = false;
        for (var i = 0; i < raw.Length; i++)
        {
            if (raw[i] == '"') quoted = !quoted;
            else if (raw[i] == separator && !quoted) yield return i + 1;
        }
    }
}
