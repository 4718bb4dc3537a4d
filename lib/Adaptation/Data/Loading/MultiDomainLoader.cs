using Research.Imaging;
using TorchSharp;
using static TorchSharp.torch;

namespace Research.Adaptation.Data;

/// <summary>
/// Labelled crops and overlapping unlabelled crop pairs of several datasets, each in its own classes. The batch of step k is a pure function of
/// (seed, k), whatever the number of workers.
/// </summary>
/// <remarks>
/// Each dataset runs through random orders of its own, epoch after epoch, smaller ones more often; every sample is augmented anew from the
/// stream of its position. Labelled samples do not depend on whether unlabelled ones are asked for.
/// </remarks>
public sealed class MultiDomainLoader : IBatchSource<MultiDomainBatch>, IShardedSource
{
    private readonly BatchPipeline<MultiDomainArrays[], MultiDomainBatch> pipeline;
    private readonly MultiDomainLoaderOptions options;
    private readonly MultiDomainCrops[] domains;

    /// <summary>A loader over several datasets.</summary>
    /// <param name="sources">At least one; names unique.</param>
    /// <param name="options">Sizes, seed, threads.</param>
    /// <exception cref="ArgumentException">An option is out of range, a dataset is empty, or a name occurs twice.</exception>
    public MultiDomainLoader(IReadOnlyList<MultiDomainSource> sources, MultiDomainLoaderOptions options)
    {
        ArgumentNullException.ThrowIfNull(sources);
        options.Validate();
        if (sources.Count == 0 || sources.Select(s => s.Name).Distinct().Count() != sources.Count)
            throw new ArgumentException($"expected at least one dataset, names unique, got [{string.Join(", ", sources.Select(s => s.Name))}]", nameof(sources));
        this.options = options;
        var cache = options.Cache ?? new SampleCache();
        var random = new RandomStream(options.Seed).Split("multi-domain loader");
        domains = [.. sources.Select(s => new MultiDomainCrops(s, options, cache, random.Split(s.Name)))];
        pipeline = new(Prepare, ToBatch, options.Workers, options.Prefetch);
    }

    /// <inheritdoc/>
    public BatchShard Shard => options.Shard;

    /// <inheritdoc/>
    public MultiDomainBatch Load(long step) => pipeline.Load(step);

    /// <inheritdoc/>
    public IEnumerable<MultiDomainBatch> From(long step, CancellationToken cancellation = default) => pipeline.From(step, cancellation);

    /// <summary>Stops every loop over this loader.</summary>
    public void Dispose() => pipeline.Dispose();

    private MultiDomainArrays[] Prepare(long step, CancellationToken cancellation) => [.. domains.Select(d => d.Fill(step, cancellation))];

    private MultiDomainBatch ToBatch(MultiDomainArrays[] parts) => new([.. parts.Select(ToPart)]);

    private MultiDomainPart ToPart(MultiDomainArrays arrays)
    {
        long side = options.Preparation.Size;
        Tensor Pictures(float[] values) => tensor(values, [values.Length / (3 * side * side), 3, side, side], device: options.Device);
        var labels = tensor(arrays.Labels, [arrays.LabelledNames.Length, side, side], device: options.Device);
        return new MultiDomainPart(
            arrays.Source.Name, new LabelledBatch(Pictures(arrays.Labelled), labels, arrays.LabelledNames),
            arrays.Pairs.Length == 0 ? null : new CropPairBatch(Pictures(arrays.First), Pictures(arrays.Second), arrays.Pairs, arrays.UnlabelledNames))
        {
            Head = arrays.Source.Head,
        };
    }
}
