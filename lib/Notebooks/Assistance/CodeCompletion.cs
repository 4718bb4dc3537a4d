using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Research.Notebooks;

/// <summary>Names that fit at the cursor, from the compiler's view of the session.</summary>
internal sealed class CodeCompletion(NotebookSession session)
{
    private const int MostItems = 2000;

    private static readonly string[] Keywords =
        [.. SyntaxFacts.GetReservedKeywordKinds().Select(SyntaxFacts.GetText), "async", "await", "dynamic", "from", "get", "init", "nameof", "record", "required", "select", "set", "var", "when", "where", "with", "yield"];

    /// <param name="cell">The cell.</param>
    /// <param name="cursor">Index in it.</param>
    public CompletionList At(string cell, int cursor)
    {
        cursor = Math.Clamp(cursor, 0, cell.Length);
        var start = cursor;
        while (start > 0 && SyntaxFacts.IsIdentifierPartCharacter(cell[start - 1]))
            start--;
        var line = cell.LastIndexOf('\n', Math.Max(0, cursor - 1), Math.Max(0, cursor)) + 1;
        if (cell.AsSpan(line, cursor - line).StartsWith("#"))
            return Magics(cell, line, cursor);
        var end = cursor;
        while (end < cell.Length && SyntaxFacts.IsIdentifierPartCharacter(cell[end]))
            end++;
        var code = new CodeUnderCursor(session, cell);
        if (code.IsInText(start) || (start < cursor && char.IsDigit(cell[start])))
            return new CompletionList(cursor, cursor, []);
        var found = Members(code, start) ?? Everything(code, start);
        return new CompletionList(start, end, Fitting(found, cell[start..cursor]));
    }

    private static CompletionList Magics(string cell, int line, int cursor)
    {
        var typed = cell[line..cursor];
        return new CompletionList(line, cursor, [.. MagicCommands.All.Where(command => command.Name.StartsWith(typed, StringComparison.Ordinal)).Select(command => new CompletionItem(command.Name, "magic"))]);
    }

    /// <summary>Members of what stands before a dot; null where there is no dot.</summary>
    private static IEnumerable<CompletionItem>? Members(CodeUnderCursor code, int start)
    {
        var dot = start > 0 ? code.Root.FindToken(start - 1) : default;
        if (!dot.IsKind(SyntaxKind.DotToken) || dot.Span.End > start)
            return null;
        var owner = dot.Parent switch
        {
            MemberAccessExpressionSyntax access => access.Expression,
            QualifiedNameSyntax name => name.Left,
            MemberBindingExpressionSyntax { Parent: var parent } => parent?.AncestorsAndSelf().OfType<ConditionalAccessExpressionSyntax>().FirstOrDefault()?.Expression,
            _ => null,
        };
        if (owner is null)
            return [];
        switch (code.Model.GetSymbolInfo(owner).Symbol)
        {
            case INamespaceSymbol space:
                return Items(code.Model.LookupNamespacesAndTypes(start, space));
            case INamedTypeSymbol type:
                return Items(code.Model.LookupSymbols(start, type).Where(symbol => symbol.IsStatic || symbol is INamedTypeSymbol));
        }
        if (code.Model.GetTypeInfo(owner).Type is not { TypeKind: not TypeKind.Error } value)
            return [];
        // A nullable value after "?." is looked at without its null.
        if (dot.Parent is MemberBindingExpressionSyntax && value is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
            value = nullable.TypeArguments[0];
        return Items(code.Model.LookupSymbols(start, value, includeReducedExtensionMethods: true).Where(symbol => !symbol.IsStatic && symbol is not INamedTypeSymbol));
    }

    private static IEnumerable<CompletionItem> Everything(CodeUnderCursor code, int start) =>
        Items(code.Model.LookupSymbols(start)).Concat(Keywords.Select(keyword => new CompletionItem(keyword, "keyword")));

    private static IEnumerable<CompletionItem> Items(IEnumerable<ISymbol> symbols) =>
        symbols.Where(symbol => symbol.CanBeReferencedByName && !symbol.IsImplicitlyDeclared && !IsHidden(symbol)).Select(symbol => new CompletionItem(symbol.Name, Kind(symbol)));

    private static bool IsHidden(ISymbol symbol) => symbol.GetAttributes().Any(attribute =>
        attribute.AttributeClass?.Name == "EditorBrowsableAttribute" && attribute.ConstructorArguments is [{ Value: (int)System.ComponentModel.EditorBrowsableState.Never }]);

    private static ImmutableArray<CompletionItem> Fitting(IEnumerable<CompletionItem> items, string typed) =>
        [.. items.Where(item => item.Text.StartsWith(typed, StringComparison.OrdinalIgnoreCase)).DistinctBy(item => item.Text)
            .OrderByDescending(item => item.Text.StartsWith(typed, StringComparison.Ordinal)).ThenBy(item => item.Text, StringComparer.OrdinalIgnoreCase).Take(MostItems)];

    private static string Kind(ISymbol symbol) => symbol switch
    {
        IMethodSymbol => "function",
        INamedTypeSymbol => "class",
        INamespaceSymbol => "module",
        IPropertySymbol or IEventSymbol => "property",
        _ => "instance",
    };
}
