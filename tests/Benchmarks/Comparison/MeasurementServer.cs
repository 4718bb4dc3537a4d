using System.Diagnostics;
using System.Globalization;
using Research.Benchmarks.Support;
using static TorchSharp.torch;

namespace Research.Benchmarks.Comparison;

/// <summary>
/// Measures on request, a slice at a time, so that python/compare.py can alternate between this process and its own: both sides
/// (and python/loading.py, which gives a folder for pictures) then see the same machine. Request: a line "operation count". Answer: a line
/// with the nanoseconds per call, and for training steps the loss of the last one.
/// </summary>
internal static class MeasurementServer
{
    /// <summary>Answers until the input ends.</summary>
    /// <param name="requests">Lines "operation count".</param>
    /// <param name="answers">Nanoseconds per call, and a loss.</param>
    /// <param name="pictures">An empty folder for a tree of pictures; null = no loading is measured.</param>
    /// <returns>0, or 2 after a request it could not read.</returns>
    public static int Run(TextReader requests, TextWriter answers, string? pictures = null)
    {
        TorchThreads.Fix();
        using var loading = pictures is null ? null : new LoadingOperations(pictures);
        manual_seed(1);
        using var left = ones(1);
        using var right = ones(1);
        using var leaf = ones(1, requires_grad: true);
        using var block = new BottleneckBlock();
        using var steps = new DeepLabSteps();
        var operations = new Dictionary<string, Action<int>>
        {
            ["add"] = count => Add(left, right, count),
            ["add-grad"] = count => Add(leaf, right, count),
            ["bottleneck"] = count =>
            {
                for (var i = 0; i < count; i++) block.ForwardBackward();
            },
        };
        foreach (var (name, operation) in steps.Operations) operations[name] = operation;
        foreach (var (name, operation) in loading?.Operations ?? []) operations[name] = operation;
        answers.WriteLine($"ready libtorch {__version__} threads {get_num_threads()}");
        answers.Flush();
        while (requests.ReadLine() is { } line)
        {
            if (line.Split(' ') is not [var name, var text] || !operations.TryGetValue(name, out var operation)
                || !int.TryParse(text, CultureInfo.InvariantCulture, out var count) || count < 1)
            {
                Console.Error.WriteLine($"expected one of {string.Join(", ", operations.Keys)} and a count of 1 or more, got '{line}'");
                return 2;
            }

            var began = Stopwatch.GetTimestamp();
            operation(count);
            var nanoseconds = Stopwatch.GetElapsedTime(began).TotalNanoseconds / count;
            var loss = steps.LossOf(name) is { } value ? FormattableString.Invariant($" {value:R}") : "";
            answers.WriteLine(nanoseconds.ToString("R", CultureInfo.InvariantCulture) + loss);
            answers.Flush();
        }

        return 0;
    }

    private static void Add(Tensor a, Tensor b, int count)
    {
        for (var i = 0; i < count; i++)
        {
            using var sum = a.add(b);
        }
    }
}
