using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Research.Notebooks;

/// <summary>Splits a cell at its magic commands: lines that start with <c>#!</c> or <c>#r "</c> outside of strings and comments.</summary>
internal static partial class CellParts
{
    public static IReadOnlyList<CellPart> Of(string cell)
    {
        // Math.Sqrt? and ?Math.Sqrt, as front ends for other languages know it; as C# neither means anything.
        if (Question().Match(cell.Trim()) is { Success: true } question)
            return [new CellPart(CellPartKind.Command, "#!help " + question.Groups["name"].Value, 1)];
        var lines = cell.ReplaceLineEndings("\n").Split('\n');
        var commands = CommandLines(lines);
        var parts = new List<CellPart>();
        var kind = CellPartKind.Code;
        var start = 0;
        for (var line = 0; line <= lines.Length; line++)
        {
            if (line < lines.Length && !commands.Contains(line))
                continue;
            AddBody(parts, kind, lines, start, line);
            if (line == lines.Length)
                break;
            start = line + 1;
            kind = BodyKind(lines[line]);
            if (kind == CellPartKind.Code && !IsLanguage(lines[line]))
                parts.Add(new CellPart(CellPartKind.Command, lines[line].Trim(), line + 1));
        }
        return parts;
    }

    private static void AddBody(List<CellPart> parts, CellPartKind kind, string[] lines, int start, int end)
    {
        var body = string.Join('\n', lines[start..end]);
        if (string.IsNullOrWhiteSpace(body))
            return;
        parts.Add(kind == CellPartKind.Code
            ? new CellPart(kind, new string('\n', start) + body, start + 1)
            : new CellPart(kind, body, start + 1));
    }

    private static CellPartKind BodyKind(string command) => Name(command) switch
    {
        "#!markdown" => CellPartKind.Markdown,
        "#!html" => CellPartKind.Html,
        _ => CellPartKind.Code,
    };

    private static bool IsLanguage(string command) => Name(command) is "#!csharp" or "#!c#" or "#!C#";

    /// <summary>References count as commands, because the compiler takes them at the top of a cell only.</summary>
    private static bool IsCommand(string line) => line.StartsWith("#!", StringComparison.Ordinal) || line.StartsWith("#r \"", StringComparison.Ordinal) || line.StartsWith("#i \"", StringComparison.Ordinal);

    private static string Name(string command) => command.Trim().Split(' ', 2)[0];

    private static HashSet<int> CommandLines(string[] lines)
    {
        var candidates = Enumerable.Range(0, lines.Length).Where(line => IsCommand(lines[line])).ToList();
        if (candidates.Count == 0)
            return [];
        // Blank out the candidates and what is not C#; then a candidate inside a string or comment is one whose place lies in such a token.
        var masked = (string[])lines.Clone();
        var foreign = false;
        for (var line = 0; line < lines.Length; line++)
        {
            if (candidates.Contains(line))
                foreign = BodyKind(lines[line]) != CellPartKind.Code;
            if (foreign || candidates.Contains(line))
                masked[line] = new string(' ', lines[line].Length);
        }
        var root = CSharpSyntaxTree.ParseText(string.Join('\n', masked), CSharpParseOptions.Default.WithKind(SourceCodeKind.Script).WithLanguageVersion(LanguageVersion.Preview)).GetRoot();
        var starts = new int[lines.Length];
        for (var line = 1; line < lines.Length; line++)
            starts[line] = starts[line - 1] + lines[line - 1].Length + 1;
        return [.. candidates.Where(line => !IsInsideText(root, starts[line]))];
    }

    private static bool IsInsideText(SyntaxNode root, int position)
    {
        var token = root.FindToken(position);
        return token.SpanStart < position && position < token.Span.End
            || root.FindTrivia(position).Kind() is SyntaxKind.MultiLineCommentTrivia or SyntaxKind.MultiLineDocumentationCommentTrivia or SyntaxKind.DisabledTextTrivia;
    }

    [System.Text.RegularExpressions.GeneratedRegex(@"^(\?+\s*(?<name>[A-Za-z_][\w.]*)|(?<name>[A-Za-z_][\w.]*)\s*\?+)$")]
    private static partial System.Text.RegularExpressions.Regex Question();
}
