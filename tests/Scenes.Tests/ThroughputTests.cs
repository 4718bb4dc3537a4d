using System.Diagnostics;
using Xunit.Abstractions;

namespace Research.Scenes.Tests;

/// <summary>Timings run after all other tests: those keep the cores busy.</summary>
[CollectionDefinition(nameof(ThroughputTests), DisableParallelization = true)]
public sealed class OnQuietCores;

[Collection(nameof(ThroughputTests))]
public sealed class ThroughputTests(ITestOutputHelper output)
{
    [SkippableTheory]
    [InlineData("game")]
    [InlineData("street")]
    [Trait("Category", "Benchmark")]
    public void Render_TwoCores_AtLeast25ScenesPerSecond(string name)
    {
        Skip.IfNot(Environment.GetEnvironmentVariable("RESEARCH_BENCHMARKS") == "1", "Timing: set RESEARCH_BENCHMARKS=1 on a quiet machine to run it.");
        Skip.If(Environment.ProcessorCount < 2, "Needs two cores.");
        var domain = SceneDomains.Find(name);
        var size = new SceneSize(256, 128);
        var two = new ParallelOptions { MaxDegreeOfParallelism = 2 };
        Parallel.For(0, 40, two, index => SceneRenderer.Render(domain, 1, index, size));
        var watch = Stopwatch.StartNew();
        Parallel.For(0, 100, two, index => SceneRenderer.Render(domain, 2, index, size));
        var rate = 100 / watch.Elapsed.TotalSeconds;
        output.WriteLine($"{name}: {rate:F1} scenes/s at {size} with all maps on two cores");
        Assert.True(rate >= 25, $"{rate:F1} scenes/s");
    }
}
