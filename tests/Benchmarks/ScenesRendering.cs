using BenchmarkDotNet.Attributes;
using Research.Scenes;

namespace Research.Benchmarks;

/// <summary>Scenes with colour, labels, instances and depth, one scene per processor at a time; Op/s is scenes per second.</summary>
public class ScenesRendering
{
    private const int Scenes = 8;

    [Params("game", "street")]
    public string Domain { get; set; } = "";

    [Benchmark(OperationsPerInvoke = Scenes)]
    public void Render256x128()
    {
        var domain = SceneDomains.Find(Domain);
        Parallel.For(0, Scenes, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount },
            index => SceneRenderer.Render(domain, 2019, index, new SceneSize(256, 128)));
    }
}
