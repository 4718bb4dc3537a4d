using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Research.Notebooks;

/// <summary>Says what the name under the cursor is: its declaration and its documentation.</summary>
internal sealed class CodeInspection(NotebookSession session)
{
    private static readonly SymbolDisplayFormat Declaration = SymbolDisplayFormat.MinimallyQualifiedFormat
        .WithMemberOptions(SymbolDisplayMemberOptions.IncludeParameters | SymbolDisplayMemberOptions.IncludeType | SymbolDisplayMemberOptions.IncludeContainingType | SymbolDisplayMemberOptions.IncludeConstantValue)
        .WithKindOptions(SymbolDisplayKindOptions.IncludeTypeKeyword | SymbolDisplayKindOptions.IncludeNamespaceKeyword);

    /// <param name="cell">The cell.</param>
    /// <param name="cursor">Index in it.</param>
    /// <returns>The description as Markdown and as text; null where there is no name.</returns>
    public MimeBundle? At(string cell, int cursor)
    {
        var code = new CodeUnderCursor(session, cell);
        cursor = Math.Clamp(cursor, 0, code.Text.Length);
        if (Node(code, cursor) is not { } node || code.IsInText(Math.Max(1, cursor)))
            return null;
        var info = code.Model.GetSymbolInfo(node);
        var symbol = info.Symbol ?? info.CandidateSymbols.FirstOrDefault() ?? code.Model.GetDeclaredSymbol(node) ?? code.Model.GetTypeInfo(node).Type;
        if (symbol is null or IErrorTypeSymbol)
            return null;
        var overloads = node is SimpleNameSyntax name ? code.Model.GetMemberGroup(name).Length - 1 : 0;
        var declaration = Declared(symbol) + (overloads > 0 ? $" (+ {overloads} {(overloads == 1 ? "overload" : "overloads")})" : "");
        var documentation = SymbolDocumentation.Of(symbol, code.Compilation);
        var bundle = MimeBundle.Of(MimeBundle.PlainText, documentation is null ? declaration : declaration + "\n\n" + documentation.Plain);
        bundle.Set(MimeBundle.Markdown, $"```csharp\n{declaration}\n```" + (documentation is null ? "" : "\n\n" + documentation.Markdown));
        return bundle;
    }

    private static string Declared(ISymbol symbol) => symbol switch
    {
        // A variable of a cell is a field of the submission's class, whose name means nothing to the author.
        IFieldSymbol { ContainingType.IsScriptClass: true } field => $"{field.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)} {field.Name}",
        _ => symbol.ToDisplayString(Declaration),
    };

    /// <summary>The node of the name at the cursor, or of the call in whose parentheses the cursor stands.</summary>
    private static SyntaxNode? Node(CodeUnderCursor code, int cursor)
    {
        foreach (var position in new[] { cursor, cursor - 1 })
        {
            if (position < 0 || position >= code.Text.Length)
                continue;
            var token = code.Root.FindToken(position);
            if (token.Span.Contains(position) && token.IsKind(SyntaxKind.IdentifierToken) | SyntaxFacts.IsPredefinedType(token.Kind()))
                return token.Parent;
        }
        var before = cursor > 0 ? code.Root.FindToken(cursor - 1) : default;
        return before.Parent?.AncestorsAndSelf().OfType<ArgumentListSyntax>().FirstOrDefault()?.Parent switch
        {
            InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } => access.Name,
            InvocationExpressionSyntax call => call.Expression,
            ObjectCreationExpressionSyntax creation => creation,
            _ => null,
        };
    }
}
