using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Research.TorchSharpSuite;

/// <summary>What came of compiling the suite.</summary>
/// <param name="Assembly">The test methods that compile.</param>
/// <param name="Compiled">How many test methods it holds.</param>
/// <param name="Missing">Test methods left out, with the first error of each.</param>
internal sealed record CompiledSuite(Assembly Assembly, int Compiled, IReadOnlyList<(string Method, string Reason)> Missing);

/// <summary>Compiles TorchSharp's test files, leaving out every member that does not compile until the rest does.</summary>
internal static class SuiteCompiler
{
    private const int MostRounds = 40;

    public static CompiledSuite Compile(string folder)
    {
        var options = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Latest).WithPreprocessorSymbols("NET8_0", "NET8_0_OR_GREATER", "NET6_0_OR_GREATER", "NETCOREAPP");
        var trees = Directory.GetFiles(folder, "*.cs").Order(StringComparer.Ordinal).Select(file => CSharpSyntaxTree.ParseText(File.ReadAllText(file), options, file)).ToList();
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path)).ToList();
        var settings = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, optimizationLevel: OptimizationLevel.Release)
            .WithSpecificDiagnosticOptions(new Dictionary<string, ReportDiagnostic> { ["CS1701"] = ReportDiagnostic.Suppress });
        var missing = new List<(string, string)>();
        for (var round = 0; round < MostRounds; round++)
        {
            var compilation = CSharpCompilation.Create("TorchSharpTest", trees, references, settings);
            using var image = new MemoryStream();
            var result = compilation.Emit(image);
            if (result.Success)
                return new CompiledSuite(Assembly.Load(image.ToArray()), trees.Sum(tree => Tests(tree.GetRoot()).Count()), missing);
            trees = [.. Without(trees, result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error), missing)];
        }
        throw new InvalidOperationException($"the test files still do not compile after {MostRounds} rounds");
    }

    private static IEnumerable<SyntaxTree> Without(IReadOnlyList<SyntaxTree> trees, IEnumerable<Diagnostic> errors, List<(string, string)> missing)
    {
        var byTree = errors.Where(e => e.Location.SourceTree is not null).ToLookup(e => e.Location.SourceTree!);
        foreach (var tree in trees)
        {
            var root = tree.GetRoot();
            var doomed = new Dictionary<SyntaxNode, Diagnostic>();
            foreach (var error in byTree[tree])
            {
                var node = root.FindNode(error.Location.SourceSpan);
                var victim = node.AncestorsAndSelf().FirstOrDefault(n => n is MemberDeclarationSyntax and not BaseNamespaceDeclarationSyntax) ?? node.AncestorsAndSelf().OfType<UsingDirectiveSyntax>().FirstOrDefault()
                    ?? throw new InvalidOperationException(error.ToString());
                doomed.TryAdd(victim, error);
            }
            if (doomed.Count == 0)
            {
                yield return tree;
                continue;
            }
            foreach (var (victim, error) in doomed)
                missing.AddRange(Tests(victim).Select(test => (Name(test), error.GetMessage(System.Globalization.CultureInfo.InvariantCulture))));
            yield return tree.WithRootAndOptions(root.RemoveNodes(doomed.Keys, SyntaxRemoveOptions.KeepUnbalancedDirectives)!, tree.Options);
        }
    }

    private static IEnumerable<MethodDeclarationSyntax> Tests(SyntaxNode root) =>
        root.DescendantNodesAndSelf().OfType<MethodDeclarationSyntax>().Where(m => m.AttributeLists.SelectMany(l => l.Attributes).Any(a => a.Name.ToString() is var n && (n.StartsWith("Fact", StringComparison.Ordinal) || n.StartsWith("Theory", StringComparison.Ordinal))));

    private static string Name(MethodDeclarationSyntax method) => $"{(method.Parent as TypeDeclarationSyntax)?.Identifier.Text}.{method.Identifier.Text}";
}
