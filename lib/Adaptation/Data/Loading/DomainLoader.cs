namespace Research.Adaptation.Data;

/// <summary>
/// Batches of a source and a target domain for training. The batch of step k is a pure function of (seed, k): a resumed run
/// sees what an uninterrupted one would have seen, whatever the number of workers.
/// </summary>
/// <remarks>
/// Each domain runs through its own random order of all samples, epoch after epoch; sample i of step k is position
/// k * batch + i of that stream, and its augmentation is drawn from a random stream of that position.
/// </remarks>
public sealed class DomainLoader : IBatchSource<DomainBatch>, IShardedSource
{
    private readonly BatchPipeline<Parts, DomainBatch> pipeline;
    private readonly DomainLoaderOptions options;
    private readonly BatchBuilder source;
    private readonly BatchBuilder target;
    private readonly EpochOrder sourceOrder;
    private readonly EpochOrder targetOrder;
    private readonly RandomStream random;

    /// <summary>A loader of two domains.</summary>
    /// <exception cref="ArgumentException">An option is out of range, or a dataset is empty.</exception>
    public DomainLoader(ILabelledDataset source, IUnlabelledDataset target, DomainLoaderOptions options)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        if (source.Count == 0)
            throw new ArgumentException($"expected a source with samples, got none in {source.Name}", nameof(source));
        if (target.Count == 0)
            throw new ArgumentException($"expected a target with samples, got none in {target.Name}", nameof(target));
        this.options = options;
        var cache = options.Cache ?? new SampleCache();
        this.source = new(source, options.SourcePreparation, cache, options.Device);
        this.target = new(target, options.TargetPreparation, cache, options.Device);
        random = new RandomStream(options.Seed).Split("domain loader");
        sourceOrder = new(random.Split("source order"), source.Count);
        targetOrder = new(random.Split("target order"), target.Count);
        pipeline = new(Prepare, ToBatch, options.Workers, options.Prefetch);
    }

    /// <inheritdoc/>
    public BatchShard Shard => options.Shard;

    /// <inheritdoc/>
    public DomainBatch Load(long step) => pipeline.Load(step);

    /// <inheritdoc/>
    /// <remarks>
    /// Prepared ahead by workers. An error of a worker is thrown at the step it belongs to. Leaving the loop, cancelling or disposing
    /// the loader stops the workers.
    /// </remarks>
    public IEnumerable<DomainBatch> From(long step, CancellationToken cancellation = default) => pipeline.From(step, cancellation);

    /// <summary>Stops every loop over this loader.</summary>
    public void Dispose() => pipeline.Dispose();

    private Parts Prepare(long step, CancellationToken cancellation) =>
        new(source.Fill(Choose(step, options.SourceBatch, sourceOrder, options.SourcePreparation, "source augmentation"), cancellation),
            target.Fill(Choose(step, options.TargetBatch, targetOrder, options.TargetPreparation, "target augmentation"), cancellation));

    private (int, Augmentation)[] Choose(long step, int batch, EpochOrder order, ImagePreparation preparation, string purpose)
    {
        var (first, length) = options.Shard.Of(batch);
        var samples = new (int, Augmentation)[length];
        for (int i = 0; i < length; i++)
        {
            long position = checked(step * batch + first + i);
            samples[i] = (order.IndexAt(position), Augmentation.Draw(preparation, random.Split(purpose, position)));
        }
        return samples;
    }

    private DomainBatch ToBatch(Parts parts) => new(source.ToLabelled(parts.Source), target.ToUnlabelled(parts.Target));

    private sealed record Parts(BatchBuilder.Arrays Source, BatchBuilder.Arrays Target);
}
