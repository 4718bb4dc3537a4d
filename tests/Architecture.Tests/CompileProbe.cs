using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Research.Architecture.Tests;

/// <summary>Statements of training code, compiled against an assembly with TorchSharp's API: which members does each choose?</summary>
internal static class CompileProbe
{
    /// <summary>What a statement is that does not compile.</summary>
    public const string Refused = "refused";

    private const string Before = """
        using System; using System.Collections.Generic; using System.Linq;
        using TorchSharp; using TorchSharp.Modules; using static TorchSharp.torch; using static TorchSharp.torch.nn; using F = TorchSharp.torch.nn.functional;
        static class Probes {

        """;

    private static readonly SymbolDisplayFormat Format = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypes,
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters,
        memberOptions: SymbolDisplayMemberOptions.IncludeContainingType | SymbolDisplayMemberOptions.IncludeParameters,
        parameterOptions: SymbolDisplayParameterOptions.IncludeType | SymbolDisplayParameterOptions.IncludeName,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.UseSpecialTypes);

    /// <summary>The members of the engine that each statement chooses, in their order in the text; or <see cref="Refused"/>.</summary>
    public static IReadOnlyList<string> Choices(IReadOnlyList<string> statements, IEnumerable<string> references, string engine)
    {
        var source = Before + string.Concat(statements.Select((statement, i) =>
            $"static void P{i}(Tensor x, Tensor y, Tensor mask, Module<Tensor, Tensor> m, long n, int k, double d, float f, List<Tensor> L) {{ {statement} }}\n")) + "}";
        var tree = CSharpSyntaxTree.ParseText(source, CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Latest));
        var compilation = CSharpCompilation.Create("Probes", [tree], references.Select(path => MetadataReference.CreateFromFile(path)), new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        var model = compilation.GetSemanticModel(tree);
        var errors = compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.Location.SourceSpan).ToList();
        return [.. tree.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>().Select(method =>
            errors.Any(span => method.FullSpan.IntersectsWith(span)) ? Refused : string.Join(" · ", Chosen(method.Body!, model, engine)))];
    }

    private static IEnumerable<string> Chosen(BlockSyntax body, SemanticModel model, string engine)
    {
        foreach (var node in body.DescendantNodes())
        {
            if (node is not (InvocationExpressionSyntax or ElementAccessExpressionSyntax or BinaryExpressionSyntax or AssignmentExpressionSyntax or PrefixUnaryExpressionSyntax
                or ObjectCreationExpressionSyntax or MemberAccessExpressionSyntax { Parent: not InvocationExpressionSyntax })) continue;
            if (model.GetSymbolInfo(node).Symbol is { ContainingAssembly.Name: var name } symbol and not ITypeSymbol && name == engine)
                yield return symbol.OriginalDefinition.ToDisplayString(Format);
        }
        foreach (var conversion in body.DescendantNodes().OfType<ExpressionSyntax>().Select(node => model.GetConversion(node)).Where(c => c.IsUserDefined && c.MethodSymbol?.ContainingAssembly.Name == engine))
            yield return conversion.MethodSymbol!.ToDisplayString(Format);
    }
}
