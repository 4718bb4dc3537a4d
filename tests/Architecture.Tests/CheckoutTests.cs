using System.Text.Json;
using System.Text.RegularExpressions;

namespace Research.Architecture.Tests;

/// <summary>What may be in the checkout.</summary>
public sealed partial class CheckoutTests
{
    [Fact]
    public void Notebooks_AsCommitted_CarryNoOutputs()
    {
        foreach (var file in Directory.GetFiles(Path.Combine(Repository.Root, "notebooks"), "*.ipynb"))
        {
            using var notebook = JsonDocument.Parse(File.ReadAllText(file));
            foreach (var cell in notebook.RootElement.GetProperty("cells").EnumerateArray())
            {
                var hasOutputs = cell.TryGetProperty("outputs", out var outputs) && outputs.GetArrayLength() > 0;
                Assert.False(hasOutputs, $"{Repository.Relative(file)} has outputs: run `research notebook clean {Repository.Relative(file)}`.");
            }
        }
    }

    [Fact]
    public void Notebooks_AsCommitted_NameNoAbsolutePath()
    {
        foreach (var file in Directory.GetFiles(Path.Combine(Repository.Root, "notebooks"), "*.ipynb"))
        {
            var text = File.ReadAllText(file);
            Assert.DoesNotMatch(AbsolutePath(), text);
        }
    }

    [SkippableFact]
    public void TrackedFiles_AreSmallAndFreeOfLeftovers()
    {
        var tracked = Repository.TrackedFiles();
        Skip.If(tracked is null, "no git checkout");
        var tooLarge = tracked!.Where(file => new FileInfo(Path.Combine(Repository.Root, file)).Length > 1 << 20);
        Assert.Empty(tooLarge);
        var unfinished = tracked!.Where(file => file.EndsWith(".cs", StringComparison.Ordinal))
            .Where(file => Leftover().IsMatch(File.ReadAllText(Path.Combine(Repository.Root, file))));
        Assert.Empty(unfinished);
    }

    [GeneratedRegex(@"\bTO[D]O\b|\bFIX[M]E\b|NotImplemented[E]xception")]
    private static partial Regex Leftover();

    [GeneratedRegex(@"""(/home/|/work/|/tmp/|/root/|C:\\\\)")]
    private static partial Regex AbsolutePath();
}
