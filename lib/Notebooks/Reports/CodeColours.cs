using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Research.Notebooks;

/// <summary>C# as HTML with a class on each kind of token; the text is that of the source to the letter.</summary>
internal static class CodeColours
{
    public static string Of(string source)
    {
        var root = CellCompiler.Parse(source, "cell").GetRoot();
        var html = new StringBuilder(source.Length * 2);
        var position = 0;
        foreach (var (start, end, style) in Pieces(root))
        {
            if (start < position)
                continue;
            html.Append(HtmlText.Escape(source[position..start]));
            html.Append("<span class=\"").Append(style).Append("\">").Append(HtmlText.Escape(source[start..end])).Append("</span>");
            position = end;
        }
        return html.Append(HtmlText.Escape(source[position..])).ToString();
    }

    private static IEnumerable<(int Start, int End, string Style)> Pieces(SyntaxNode root)
    {
        foreach (var token in root.DescendantTokens())
        {
            foreach (var trivia in token.LeadingTrivia)
                if (StyleOf(trivia) is { } style)
                    yield return (trivia.FullSpan.Start, trivia.FullSpan.End, style);
            if (StyleOf(token) is { } tokenStyle && token.Span.Length > 0)
                yield return (token.SpanStart, token.Span.End, tokenStyle);
            foreach (var trivia in token.TrailingTrivia)
                if (StyleOf(trivia) is { } style)
                    yield return (trivia.FullSpan.Start, trivia.FullSpan.End, style);
        }
    }

    private static string? StyleOf(SyntaxTrivia trivia) => trivia.Kind() switch
    {
        SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia or SyntaxKind.SingleLineDocumentationCommentTrivia or SyntaxKind.MultiLineDocumentationCommentTrivia => "c",
        _ => trivia.IsDirective ? "p" : null,
    };

    private static string? StyleOf(SyntaxToken token)
    {
        if (token.IsKeyword() || SyntaxFacts.IsContextualKeyword(token.Kind()))
            return "k";
        return token.Kind() switch
        {
            SyntaxKind.StringLiteralToken or SyntaxKind.CharacterLiteralToken or SyntaxKind.InterpolatedStringTextToken or SyntaxKind.InterpolatedStringStartToken
                or SyntaxKind.InterpolatedVerbatimStringStartToken or SyntaxKind.InterpolatedStringEndToken or SyntaxKind.SingleLineRawStringLiteralToken
                or SyntaxKind.MultiLineRawStringLiteralToken or SyntaxKind.Utf8StringLiteralToken or SyntaxKind.InterpolatedRawStringEndToken
                or SyntaxKind.InterpolatedSingleLineRawStringStartToken or SyntaxKind.InterpolatedMultiLineRawStringStartToken => "s",
            SyntaxKind.NumericLiteralToken => "n",
            SyntaxKind.IdentifierToken => Identifier(token),
            _ => null,
        };
    }

    private static string? Identifier(SyntaxToken token) => token.Parent switch
    {
        IdentifierNameSyntax { Identifier.Text: "var" or "nameof" or "await" or "record" or "dynamic" } => "k",
        BaseTypeDeclarationSyntax or TypeParameterSyntax or DelegateDeclarationSyntax or ConstructorDeclarationSyntax => "t",
        MethodDeclarationSyntax or LocalFunctionStatementSyntax => "m",
        SimpleNameSyntax name when IsCalled(name) => "m",
        SimpleNameSyntax name when IsType(name) => "t",
        _ => null,
    };

    private static bool IsCalled(SimpleNameSyntax name) =>
        name.Parent is InvocationExpressionSyntax || name.Parent is MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax } access && access.Name == name
        || name.Parent is MemberBindingExpressionSyntax { Parent: InvocationExpressionSyntax };

    /// <summary>As far as syntax tells: in the place of a type, generic, or a capitalised name that members are taken of.</summary>
    private static bool IsType(SimpleNameSyntax name) => name.Parent switch
    {
        VariableDeclarationSyntax or ObjectCreationExpressionSyntax or ParameterSyntax or CastExpressionSyntax or TypeArgumentListSyntax or ArrayTypeSyntax or NullableTypeSyntax
            or BaseTypeSyntax or TypeOfExpressionSyntax or DeclarationPatternSyntax or MethodDeclarationSyntax or LocalFunctionStatementSyntax or PropertyDeclarationSyntax
            or TypeConstraintSyntax or ForEachStatementSyntax { Type: IdentifierNameSyntax } or CatchDeclarationSyntax or AttributeSyntax => name.Parent is not ForEachStatementSyntax loop || loop.Type == name,
        MemberAccessExpressionSyntax access when access.Expression == name => char.IsUpper(name.Identifier.Text[0]),
        _ => name is GenericNameSyntax,
    };
}
