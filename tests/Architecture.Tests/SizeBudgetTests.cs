using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Research.Architecture.Tests;

/// <summary>File at most 400 lines, method at most 60 (<c>Forward</c> and <c>Step</c> 80). Exceptions stand here with their reason.</summary>
public sealed class SizeBudgetTests
{
    private const int FileLines = 400;
    private const int MethodLines = 60;
    private const int StepLines = 80;

    private static readonly Dictionary<string, string> LongFiles = new()
    {
    };

    private static readonly Dictionary<string, string> LongMethods = new()
    {
    };

    [Fact]
    public void Files_InLib_StayWithinTheBudget()
    {
        var tooLong = Repository.Sources("lib")
            .Select(file => (Name: Repository.Relative(file), Lines: File.ReadLines(file).Count()))
            .Where(x => x.Lines > FileLines && !LongFiles.ContainsKey(x.Name))
            .Select(x => $"{x.Name}: {x.Lines} lines (at most {FileLines})");
        Assert.Empty(tooLong);
    }

    [Fact]
    public void Methods_InLib_StayWithinTheBudget()
    {
        var tooLong = new List<string>();
        foreach (var file in Repository.Sources("lib"))
        {
            var root = CSharpSyntaxTree.ParseText(File.ReadAllText(file)).GetRoot();
            foreach (var method in root.DescendantNodes().OfType<BaseMethodDeclarationSyntax>())
            {
                var name = method is MethodDeclarationSyntax named ? named.Identifier.Text : method.Kind().ToString();
                var span = method.SyntaxTree.GetLineSpan(method.Span);
                var lines = span.EndLinePosition.Line - span.StartLinePosition.Line + 1;
                var budget = name is "forward" or "Forward" or "Step" ? StepLines : MethodLines;
                var key = $"{Repository.Relative(file)}:{name}";
                if (lines > budget && !LongMethods.ContainsKey(key))
                    tooLong.Add($"{key}: {lines} lines (at most {budget})");
            }
        }

        Assert.Empty(tooLong);
    }

    [Fact]
    public void Exceptions_ToTheBudget_AreStillNeeded()
    {
        var files = Repository.Sources("lib").ToDictionary(Repository.Relative, file => File.ReadLines(file).Count());
        foreach (var (name, _) in LongFiles)
            Assert.True(files.TryGetValue(name, out var lines) && lines > FileLines, $"{name} no longer needs its exception.");
    }
}
