using Microsoft.CodeAnalysis;

namespace Research.Notebooks;

/// <summary>Compiler messages with cell, line, column and caret.</summary>
internal static class DiagnosticText
{
    private const int MaximumShown = 10;

    public static CellError Error(IReadOnlyList<Diagnostic> diagnostics, string baseDirectory)
    {
        var errors = diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ToList();
        var lines = errors.Take(MaximumShown).SelectMany(error => Lines(error, baseDirectory)).ToList();
        if (errors.Count > MaximumShown)
            lines.Add($"… {errors.Count - MaximumShown} more errors");
        var first = errors[0];
        return new CellError("CompilationError", $"{Place(first, baseDirectory)}: {first.Id}: {Message(first)}", lines);
    }

    private static IEnumerable<string> Lines(Diagnostic diagnostic, string baseDirectory)
    {
        yield return $"{AnsiText.Green(Place(diagnostic, baseDirectory))}: {AnsiText.Red($"error {diagnostic.Id}")}: {Message(diagnostic)}";
        if (diagnostic.Location.SourceTree is not { } tree)
            yield break;
        var span = diagnostic.Location.GetLineSpan();
        var length = span.StartLinePosition.Line == span.EndLinePosition.Line ? span.EndLinePosition.Character - span.StartLinePosition.Character : 1;
        foreach (var line in SourceExcerpt.Of(tree.ToString(), span.StartLinePosition.Line + 1, span.StartLinePosition.Character + 1, length))
            yield return line;
    }

    private static string Message(Diagnostic diagnostic) => diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture);

    private static string Place(Diagnostic diagnostic, string baseDirectory)
    {
        if (!diagnostic.Location.IsInSource)
            return "cell";
        var span = diagnostic.Location.GetLineSpan();
        return $"{SourcePath.Shown(span.Path, baseDirectory)}:line {span.StartLinePosition.Line + 1}, column {span.StartLinePosition.Character + 1}";
    }
}
