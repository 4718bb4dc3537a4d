// Batches of CorDA (arXiv 2104.13613; qinenergy/corda @2904cc6, data loaders): one random crop and one flip for picture, labels and depth together.

using Research.Adaptation.Depth;
using Research.Imaging;
using static TorchSharp.torch;

namespace Research.Adaptation.Data;

/// <summary>
/// Batches of a source and a target domain with depth. The batch of step k is a pure function of (seed, k), whatever the number of workers.
/// </summary>
/// <remarks>
/// Each domain runs through its own random order of all samples, epoch after epoch; sample i of step k is position k * batch + i of that stream. Flip, blur
/// and crop of a sample are drawn from one random stream of that position, and the flip and the crop go to picture, labels and depth alike.
/// </remarks>
public sealed class DepthDomainLoader : IBatchSource<DepthDomainBatch>, IShardedSource
{
    private readonly BatchPipeline<Parts, DepthDomainBatch> pipeline;
    private readonly DepthDomainLoaderOptions options;
    private readonly Domain source, target;

    /// <summary>A loader of two domains.</summary>
    /// <param name="source">Labelled pictures.</param>
    /// <param name="sourceDepth">Their depth, by the same index; taken over.</param>
    /// <param name="target">Unlabelled pictures.</param>
    /// <param name="targetDepth">Their depth, by the same index; taken over.</param>
    /// <param name="options">Sizes, crop, batch, seed.</param>
    /// <exception cref="ArgumentException">An option is out of range, a dataset is empty, or it has another number of depth maps.</exception>
    public DepthDomainLoader(
        ILabelledDataset source, IDepthSource sourceDepth, IUnlabelledDataset target, IDepthSource targetDepth, DepthDomainLoaderOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        Check(nameof(source), source.Name, source.Count, sourceDepth);
        Check(nameof(target), target.Name, target.Count, targetDepth);
        this.options = options;
        var cache = options.Cache ?? new SampleCache();
        var random = new RandomStream(options.Seed).Split("domain loader");
        this.source = new(new BatchBuilder(source, options.SourcePreparation, cache, options.Device), sourceDepth, options.SourcePreparation,
            new EpochOrder(random.Split("source order"), source.Count), random.Split("source augmentation"), DepthPlanes.Of(cache));
        this.target = new(new BatchBuilder(target, options.TargetPreparation, cache, options.Device), targetDepth, options.TargetPreparation,
            new EpochOrder(random.Split("target order"), target.Count), random.Split("target augmentation"), DepthPlanes.Of(cache));
        pipeline = new(Prepare, ToBatch, options.Workers, options.Prefetch);
    }

    /// <inheritdoc/>
    public BatchShard Shard => options.Shard;

    /// <inheritdoc/>
    public DepthDomainBatch Load(long step) => pipeline.Load(step);

    /// <inheritdoc/>
    public IEnumerable<DepthDomainBatch> From(long step, CancellationToken cancellation = default) => pipeline.From(step, cancellation);

    /// <summary>Stops every loop over this loader, and disposes the sources of depth that can be disposed (a network's).</summary>
    public void Dispose()
    {
        pipeline.Dispose();
        (source.Depth as IDisposable)?.Dispose();
        (target.Depth as IDisposable)?.Dispose();
    }

    private static void Check(string name, string dataset, int count, IDepthSource depth)
    {
        if (count == 0)
            throw new ArgumentException($"expected a {name} with samples, got none in {dataset}", name);
        if (depth.Count != count)
            throw new ArgumentException($"{name}: expected depth for the {count} samples of {dataset}, got {depth.Count} maps of {depth.Name}", name);
    }

    private Parts Prepare(long step, CancellationToken cancellation) =>
        new(Fill(source, step, withLabels: true, cancellation), Fill(target, step, withLabels: false, cancellation));

    private Arrays Fill(Domain domain, long step, bool withLabels, CancellationToken cancellation)
    {
        var plane = options.CropWidth * options.CropHeight;
        var (first, length) = options.Shard.Of(options.Batch);
        var arrays = new Arrays(
            new float[checked(3 * plane * length)], withLabels ? new long[plane * length] : null, new float[plane * length], new string[length]);
        for (var i = 0; i < length; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            Write(domain, checked(step * options.Batch + first + i), i, arrays);
        }
        return arrays;
    }

    private void Write(Domain domain, long position, int slot, Arrays arrays)
    {
        var random = domain.Random.Split("sample", position);
        var choice = Augmentation.Draw(domain.Preparation, random);
        var crop = new PixelRect(
            random.NextInt(domain.Preparation.Width - options.CropWidth + 1), random.NextInt(domain.Preparation.Height - options.CropHeight + 1), options.CropWidth, options.CropHeight);
        var index = domain.Order.IndexAt(position);
        var sample = domain.Builder.Prepare(index);
        var plane = crop.Width * crop.Height;
        var image = choice.BlurRadius > 0 ? Blur.GaussianByBoxes(sample.Image, choice.BlurRadius) : sample.Image;
        domain.Pixels.Write(image.Crop(crop), choice.Flip, arrays.Images.AsSpan(3 * plane * slot, 3 * plane));
        if (arrays.Labels is { } labels) TensorPixels.Write(sample.Labels!.Crop(crop), choice.Flip, labels.AsSpan(plane * slot, plane));
        var depth = domain.Planes.Get(domain.Depth, index, domain.Preparation.Width, domain.Preparation.Height);
        WriteDepth(depth, domain.Preparation.Width, crop, choice.Flip, arrays.Depth.AsSpan(plane * slot, plane));
        arrays.Names[slot] = sample.Name;
    }

    private static void WriteDepth(float[] depth, int width, PixelRect crop, bool flip, Span<float> to)
    {
        for (var y = 0; y < crop.Height; y++)
        {
            var row = to.Slice(y * crop.Width, crop.Width);
            depth.AsSpan((crop.Y + y) * width + crop.X, crop.Width).CopyTo(row);
            if (flip) row.Reverse();
        }
    }

    private DepthDomainBatch ToBatch(Parts parts)
    {
        long[] shape = [parts.Source.Names.Length, options.CropHeight, options.CropWidth];
        Tensor Images(Arrays a) => tensor(a.Images, [shape[0], 3, shape[1], shape[2]], device: options.Device);
        Tensor Depth(Arrays a) => tensor(a.Depth, [shape[0], 1, shape[1], shape[2]], device: options.Device);
        var (s, t) = (parts.Source, parts.Target);
        return new(new LabelledBatch(Images(s), tensor(s.Labels!, shape, device: options.Device), s.Names), Depth(s), new UnlabelledBatch(Images(t), t.Names), Depth(t));
    }

    /// <summary>All that is needed to read samples of one domain.</summary>
    private sealed class Domain(
        BatchBuilder builder, IDepthSource depth, ImagePreparation preparation, EpochOrder order, RandomStream random, DepthPlanes planes)
    {
        public BatchBuilder Builder { get; } = builder;
        public IDepthSource Depth { get; } = depth;
        public ImagePreparation Preparation { get; } = preparation;
        public EpochOrder Order { get; } = order;
        public RandomStream Random { get; } = random;
        public DepthPlanes Planes { get; } = planes;
        public TensorPixels Pixels { get; } = new(preparation.Normalisation);
    }

    private sealed record Arrays(float[] Images, long[]? Labels, float[] Depth, string[] Names);

    private sealed record Parts(Arrays Source, Arrays Target);
}
