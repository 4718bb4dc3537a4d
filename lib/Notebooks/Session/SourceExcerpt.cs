using System.Globalization;

namespace Research.Notebooks;

/// <summary>The line of source that a message is about, with a caret under the place.</summary>
internal static class SourceExcerpt
{
    private const int MaximumWidth = 160;

    /// <summary>One or two lines; nothing where the source has no such line.</summary>
    /// <param name="source">The whole source.</param>
    /// <param name="line">Line, from 1.</param>
    /// <param name="column">Column of the caret, from 1; 0 draws none.</param>
    /// <param name="length">How many characters the caret underlines.</param>
    public static IEnumerable<string> Of(string source, int line, int column, int length)
    {
        var lines = source.Split('\n');
        if (line < 1 || line > lines.Length)
            yield break;
        var text = lines[line - 1].TrimEnd('\r').Replace('\t', ' ');
        var shift = column > MaximumWidth - 40 ? column - 40 : 0;
        var visible = text[Math.Min(shift, text.Length)..];
        if (visible.Length > MaximumWidth)
            visible = visible[..MaximumWidth] + "…";
        var gutter = line.ToString(CultureInfo.InvariantCulture).PadLeft(5);
        yield return AnsiText.Grey(gutter + " | ") + (shift > 0 ? "…" : "") + visible;
        if (column > 0)
            yield return AnsiText.Grey("      | ") + AnsiText.Red(new string(' ', column - 1 - shift + (shift > 0 ? 1 : 0)) + new string('^', Math.Clamp(length, 1, Math.Max(1, visible.Length - (column - 1 - shift)))));
    }
}
