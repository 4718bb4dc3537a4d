using Research.Adaptation.Data;
using Research.Benchmarks.Support;

namespace Research.Benchmarks.Comparison;

/// <summary>
/// Training steps from disk, nothing kept in memory: a labelled source picture and a target picture are decoded, resized, flipped,
/// normalised and made into tensors, by a worker per processor. The loops run on, with four steps prepared ahead, as in training.
/// </summary>
internal sealed class LoadingOperations : IDisposable
{
    private readonly List<(DomainLoader Loader, IEnumerator<DomainBatch> Steps)> running = [];

    /// <summary>A tree of PNG pictures of Cityscapes' size is written into the folder; CamVid is added where RESEARCH_DATA has it.</summary>
    public LoadingOperations(string folder)
    {
        var large = new LargePngDataset(folder, 12);
        Add("load-large-png", large, large, 1024, 512);
        if (CamVidDataset.Find("train", out _) is { } train) Add("load-camvid", train, CamVidDataset.Find("val", out _)!, 480, 360);
    }

    /// <summary>Name to what takes a number of steps.</summary>
    public Dictionary<string, Action<int>> Operations { get; } = [];

    public void Dispose()
    {
        foreach (var (loader, steps) in running)
        {
            steps.Dispose();
            loader.Dispose();
        }
    }

    private void Add(string name, ILabelledDataset source, ILabelledDataset target, int width, int height)
    {
        var preparation = ImagePreparation.Plain(width, height) with { Flip = true };
        var loader = new DomainLoader(source, target.WithoutLabels(), new DomainLoaderOptions
        {
            SourcePreparation = preparation, TargetPreparation = preparation, Seed = 1, Prefetch = 4, Cache = new SampleCache(0),
        });
        var steps = loader.From(0).GetEnumerator();
        running.Add((loader, steps));
        Operations[name] = count =>
        {
            for (var i = 0; i < count; i++)
            {
                steps.MoveNext();
                steps.Current.Dispose();
            }
        };
    }
}
