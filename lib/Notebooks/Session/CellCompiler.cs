using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;

namespace Research.Notebooks;

/// <summary>Compiles cells as a chain of submissions, each seeing the declarations of those before it.</summary>
internal sealed class CellCompiler(CellReferences references, CellSources sources)
{
    /// <summary>Namespaces, and the one static class, that every cell sees.</summary>
    public static readonly IReadOnlyList<string> DefaultImports =
    [
        "System", "System.IO", "System.Text", "System.Collections", "System.Collections.Generic", "System.Linq", "System.Threading.Tasks",
        "Research.Notebooks.Cells", "Research.Notebooks.Cells.CellHelpers",
    ];

    private static readonly CSharpParseOptions ParseOptions = CSharpParseOptions.Default.WithKind(SourceCodeKind.Script).WithLanguageVersion(LanguageVersion.Preview);
    private static readonly string NamePrefix = "cells-" + Guid.NewGuid().ToString("N")[..8] + "-";
    private static readonly Lock Binding = new();
    private static int count;
    private readonly HashSet<MetadataReference> inherited = [];

    /// <summary>The compilation of the last cell that ran; what the next one builds on.</summary>
    public CSharpCompilation? Last { get; private set; }

    public static SyntaxTree Parse(string code, string path) =>
        CSharpSyntaxTree.ParseText(SourceText.From(code, Encoding.UTF8), ParseOptions, path);

    /// <summary>The compilation that a cell would be, without running or keeping it.</summary>
    /// <remarks>It inherits imports and references of the one before. Giving them again would make every cell carry those of all before it.</remarks>
    public CSharpCompilation Compile(SyntaxTree tree)
    {
        // References are bound one compilation at a time: two that bind at once, say a cell and a completion, each make their own symbols
        // of a DLL, and the next cell of the chain then sees every name in it twice (CS0121).
        lock (Binding)
        {
            var options = new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary,
                scriptClassName: "Cell",
                usings: Last is null ? DefaultImports : [],
                optimizationLevel: OptimizationLevel.Release,
                allowUnsafe: true,
                nullableContextOptions: NullableContextOptions.Annotations,
                metadataReferenceResolver: references,
                sourceReferenceResolver: sources,
                assemblyIdentityComparer: DesktopAssemblyIdentityComparer.Default);
            var compilation = CSharpCompilation.CreateScriptCompilation(NamePrefix + Interlocked.Increment(ref count), tree, references.All.Where(reference => !inherited.Contains(reference)), options, Last, typeof(object));
            _ = compilation.Assembly;
            return compilation;
        }
    }

    /// <summary>Emits a compilation. The diagnostics say whether it worked.</summary>
    public static (EmitResult Result, MemoryStream Assembly, MemoryStream Symbols) Emit(CSharpCompilation compilation, CancellationToken cancellation)
    {
        MemoryStream assembly = new(), symbols = new();
        var options = new EmitOptions(debugInformationFormat: DebugInformationFormat.PortablePdb);
        return (compilation.Emit(assembly, symbols, options: options, cancellationToken: cancellation), assembly, symbols);
    }

    /// <summary>Makes a cell that has run the base of the next ones.</summary>
    public void Keep(CSharpCompilation compilation)
    {
        lock (Binding)
        {
            Last = compilation;
            inherited.UnionWith(references.All);
        }
    }

    public static bool HasErrors(IEnumerable<Diagnostic> diagnostics) => diagnostics.Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);

    /// <summary>The messages for a cell as its author wrote it, given those for the cell as it was compiled.</summary>
    public IReadOnlyList<Diagnostic> Diagnose(SyntaxTree written, IReadOnlyList<Diagnostic> compiled, CancellationToken cancellation)
    {
        var diagnostics = Emit(Compile(written), cancellation).Result.Diagnostics;
        return HasErrors(diagnostics) ? diagnostics : compiled;
    }

    /// <summary>True when the code ends in an expression without a semicolon whose value is not void, or returns one.</summary>
    public static bool HasValue(CSharpCompilation compilation)
    {
        var tree = compilation.SyntaxTrees[^1];
        var root = (CompilationUnitSyntax)tree.GetRoot();
        if (root.Members.LastOrDefault() is not GlobalStatementSyntax { Statement: ExpressionStatementSyntax { SemicolonToken.IsMissing: true } last })
            return false;
        return compilation.GetSemanticModel(tree).GetTypeInfo(last.Expression).Type is { SpecialType: not SpecialType.System_Void };
    }
}
