using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Research.Notebooks;

/// <summary>A cell as the compiler sees it while somebody types in it: every position as in the cell, all that is not C# blanked out.</summary>
internal sealed class CodeUnderCursor
{
    public CodeUnderCursor(NotebookSession session, string cell)
    {
        Text = Masked(cell);
        Tree = CellCompiler.Parse(Text, "input");
        Root = Tree.GetRoot();
        Compilation = session.Compiler.Compile(Tree);
        Model = Compilation.GetSemanticModel(Tree);
    }

    public string Text { get; }

    public SyntaxTree Tree { get; }

    public SyntaxNode Root { get; }

    public CSharpCompilation Compilation { get; }

    public SemanticModel Model { get; }

    /// <summary>True inside a comment, a string or a character literal, where names mean nothing.</summary>
    public bool IsInText(int position)
    {
        if (position == 0)
            return false;
        var trivia = Root.FindTrivia(position - 1);
        if (trivia.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia or SyntaxKind.DisabledTextTrivia && trivia.SpanStart < position)
            return true;
        var token = Root.FindToken(position - 1);
        if (!(token.SpanStart < position && position <= token.Span.End))
            return false;
        return token.Kind() is SyntaxKind.InterpolatedStringTextToken
            || token.Kind() is SyntaxKind.StringLiteralToken or SyntaxKind.CharacterLiteralToken or SyntaxKind.SingleLineRawStringLiteralToken or SyntaxKind.MultiLineRawStringLiteralToken
                && (position < token.Span.End || token.ContainsDiagnostics);
    }

    private static string Masked(string cell)
    {
        // Lone carriage returns would shift the lines; as blanks they keep every position.
        var lines = cell.Replace('\r', ' ').Split('\n');
        var isCode = new bool[lines.Length];
        foreach (var part in CellParts.Of(string.Join('\n', lines)).Where(part => part.Kind == CellPartKind.Code))
            for (var line = part.Line - 1; line < Math.Min(lines.Length, part.Text.Count(character => character == '\n') + 1); line++)
                isCode[line] = true;
        return string.Join('\n', lines.Select((line, index) => isCode[index] ? line : new string(' ', line.Length)));
    }
}
