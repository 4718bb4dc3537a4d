using System.Text.Json.Nodes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Research.Notebooks;

/// <summary>Says whether a console front end should run what has been typed or ask for another line.</summary>
internal static class CodeCompleteness
{
    private const int IndentWidth = 4;

    /// <summary>The content of an answer to <c>is_complete_request</c>.</summary>
    public static JsonObject Answer(string code)
    {
        foreach (var part in CellParts.Of(code).Where(part => part.Kind == CellPartKind.Code))
        {
            var tree = CellCompiler.Parse(part.Text, "input");
            if (!SyntaxFactory.IsCompleteSubmission(tree))
                return new JsonObject { ["status"] = "incomplete", ["indent"] = new string(' ', IndentWidth * OpenBraces(tree)) };
            if (CellCompiler.HasErrors(tree.GetDiagnostics()))
                return new JsonObject { ["status"] = "invalid" };
        }
        return new JsonObject { ["status"] = "complete" };
    }

    private static int OpenBraces(SyntaxTree tree)
    {
        var open = 0;
        foreach (var token in tree.GetRoot().DescendantTokens())
            if (!token.IsMissing)
                open += token.Kind() switch { SyntaxKind.OpenBraceToken => 1, SyntaxKind.CloseBraceToken => -1, _ => 0 };
        return Math.Max(0, open);
    }
}
