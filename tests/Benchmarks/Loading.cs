using BenchmarkDotNet.Attributes;
using Research.Adaptation.Data;
using Research.Benchmarks.Support;
using Research.Scenes;

namespace Research.Benchmarks;

/// <summary>
/// Training batches from disk with a worker per processor and nothing kept in memory: decode, resize, flip, normalise, tensor.
/// Op/s is pictures per second, source and target together.
/// </summary>
public class Loading
{
    private const int Steps = 24, PicturesPerStep = 2;

    private readonly string folder = Path.Combine(Path.GetTempPath(), $"research-benchmarks-{Environment.ProcessId}");
    private DomainLoader loader = null!;

    /// <summary>CamVid only where RESEARCH_DATA names a folder that has it.</summary>
    public static IEnumerable<string> Available =>
        CamVidDataset.Find("train", out _) is null ? ["scenes", "large-png"] : ["scenes", "large-png", "camvid"];

    [ParamsSource(nameof(Available))]
    public string Dataset { get; set; } = "";

    [GlobalSetup]
    public void Setup()
    {
        TorchThreads.Fix();
        var (source, target, width, height) = Dataset switch
        {
            "scenes" => (Scenes(SceneDomains.Game), Scenes(SceneDomains.Street), 256, 128),
            "large-png" => (new LargePngDataset(folder, 8), new LargePngDataset(folder, 8), 1024, 512),
            "camvid" => ((ILabelledDataset)CamVid("train"), (ILabelledDataset)CamVid("val"), 480, 360),
            _ => throw new ArgumentException($"{nameof(Dataset)}: expected scenes, large-png or camvid, got '{Dataset}'"),
        };
        var preparation = new ImagePreparation { Width = width, Height = height, Flip = true };
        loader = new DomainLoader(source, target.WithoutLabels(), new DomainLoaderOptions
        {
            SourcePreparation = preparation, TargetPreparation = preparation, Seed = 1, Prefetch = 1, Cache = new SampleCache(0),
        });
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        loader.Dispose();
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
    }

    [Benchmark(OperationsPerInvoke = Steps * PicturesPerStep)]
    public void Batches()
    {
        foreach (var batch in loader.From(0).Take(Steps)) batch.Dispose();
    }

    private static CamVidDataset CamVid(string split) =>
        CamVidDataset.Find(split, out var reason) ?? throw new DatasetException(reason);

    private ILabelledDataset Scenes(SceneDomain domain)
    {
        var scenes = new SceneDataset(domain, 2019, 0, Steps, new SceneSize(256, 128), LabelSpaces.Cityscapes19, folder);
        Parallel.For(0, scenes.Count, index => scenes.Load(index)); // into the cache on disk
        return scenes;
    }
}
