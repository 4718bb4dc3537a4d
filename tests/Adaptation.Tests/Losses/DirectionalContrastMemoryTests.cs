using System.Diagnostics;
using Research.Adaptation.Losses;
using Research.Adaptation.Papers;
using TorchSharp;
using Xunit.Abstractions;
using static TorchSharp.torch;

namespace Research.Adaptation.Tests.Losses;

/// <summary>The matrix of similarities between pixels and bank is never whole: what the loss adds to the process's memory, backward pass included.</summary>
public sealed class DirectionalContrastMemoryTests(ITestOutputHelper output)
{
    [SkippableFact]
    public void Of_ManyPixelsAndEntries_StaysFarBelowTheWholeMatrix()
    {
        // One direction's matrix alone would be 268 MB; a block is 1 MB.
        const long pixels = 4096, entries = 16384;
        var added = Added(pixels, entries, size: 16, new() { RowBlock = 256, ColumnBlock = 1024 });
        Assert.InRange(added, 0, Matrix(pixels, entries) / 4);
    }

    /// <summary>
    /// 720 x 720 crops have 90 x 90 cells. The code that the paper builds on: two crops and the bank of four devices (16 crops); the profile
    /// Paper here: eight crops whose every cell is shared, and 16,200 negatives of each view. Features of length 128.
    /// </summary>
    [SkippableTheory]
    [InlineData(2 * 8100, 16 * 8100)]
    [InlineData(8 * 8100, 2 * 16200)]
    public void Of_PaperSize_StaysFarBelowTheWholeMatrix(long pixels, long entries)
    {
        Skip.IfNot(Environment.GetEnvironmentVariable("RESEARCH_BENCHMARKS") == "1", "takes a minute or two: set RESEARCH_BENCHMARKS=1");
        var watch = Stopwatch.StartNew();
        var added = Added(pixels, entries, size: 128, new() { Threshold = 0.4 });
        var line = FormattableString.Invariant(
            $"directional contrast, {pixels} pixels, bank {entries}, 128-d, both directions, forward and backward: {added / 1e6:F0} MB above its inputs, one direction's matrix {Matrix(pixels, entries) / 1e6:F0} MB; {watch.Elapsed.TotalSeconds:F0} s");
        output.WriteLine(line);
        Console.WriteLine(line);
        Assert.InRange(added, 0, Matrix(pixels, entries) / 10);
    }

    private static long Matrix(long pixels, long entries) => pixels * entries * sizeof(float);

    // Bytes that loss and gradients add to what is there once the inputs are made.
    private static double Added(long pixels, long entries, long size, DirectionalContrastOptions options)
    {
        using var scope = NewDisposeScope();
        manual_seed(1);
        Tensor Features(long count) => nn.functional.normalize(randn(count, size), dim: 1);
        ContrastView View() => new(Features(pixels).requires_grad_(), rand(pixels) * 0.5 + 0.5, randint(0, 19, pixels));
        var (first, second, bank) = (View(), View(), new ContrastBank(Features(entries), randint(0, 19, entries)));
        var before = ResidentMemory.Begin();
        Skip.If(before is null, "resident memory is read from Linux's /proc");
        DirectionalContrast.Of(first, second, bank, options).backward();
        var added = (ResidentMemory.Peak()!.Value - before!.Value) * (1 << 20);
        foreach (var view in new[] { first, second })
            Assert.True(view.Features.grad!.isfinite().all().item<bool>() && view.Features.grad.abs().sum().item<float>() > 0);
        return added;
    }
}
