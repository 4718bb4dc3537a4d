// The data side of L. Gao, J. Zhang, L. Zhang, D. Tao, "DSP: Dual Soft-Paste for Unsupervised Domain Adaptive Semantic Segmentation",
// ACM MM 2021, arXiv 2107.09600 (GaoLii/DSP @f90a6bb): two source batches, a target batch, rare crops.

using Research.Adaptation.Data;
using Research.Imaging;
using static TorchSharp.torch;

namespace Research.Adaptation.Mixing;

/// <summary>
/// Batches for pasting: random crops of source pictures (twice, in two orders), of target pictures, and of source pictures that
/// show a rare class. The batch of step k is a pure function of (seed, k).
/// </summary>
public sealed class PasteLoader : IBatchSource<PasteBatch>, IShardedSource
{
    private readonly BatchPipeline<Parts, PasteBatch> pipeline;
    private readonly PasteLoaderOptions options;
    private readonly BatchBuilder source, target;
    private readonly EpochOrder sourceOrder, templateOrder, targetOrder;
    private readonly RareDraw? rare;
    private readonly RandomStream random;
    private readonly TensorPixels sourcePixels, targetPixels;

    /// <summary>A loader.</summary>
    /// <param name="source">Labelled source pictures; their labels are what rare classes are drawn by.</param>
    /// <param name="target">Target pictures.</param>
    /// <param name="options">Sizes, crops, rare classes.</param>
    /// <param name="index">Which source pictures contain which class; may be null where long-tail class first sampling is off.</param>
    /// <exception cref="ArgumentException">An option is out of range, a dataset is empty, or no rare class occurs.</exception>
    public PasteLoader(ILabelledDataset source, IUnlabelledDataset target, PasteLoaderOptions options, ClassIndex? index = null)
    {
        options.Validate();
        if (source.Count == 0 || target.Count == 0)
            throw new ArgumentException($"expected source and target with samples, got {source.Count} in {source.Name} and {target.Count} in {target.Name}");
        this.options = options;
        var cache = options.Cache ?? new SampleCache();
        this.source = new(source, options.SourcePreparation, cache, options.Device);
        this.target = new(target, options.TargetPreparation, cache, options.Device);
        sourcePixels = new(options.SourcePreparation.Normalisation);
        targetPixels = new(options.TargetPreparation.Normalisation);
        random = new RandomStream(options.Seed).Split("paste loader");
        sourceOrder = new(random.Split("source order"), source.Count);
        templateOrder = new(random.Split("template order"), source.Count);
        targetOrder = new(random.Split("target order"), target.Count);
        rare = options.LongTail is { } longTail
            ? new RareDraw(index ?? throw new ArgumentException("index: expected one for long-tail class first sampling, got null"), longTail) : null;
        pipeline = new(Prepare, ToBatch, options.Workers);
    }

    /// <summary>The rare classes that are drawn from; none where long-tail class first sampling is off.</summary>
    public IReadOnlyList<int> RareClasses => rare?.Classes ?? [];

    /// <inheritdoc/>
    public BatchShard Shard => options.Shard;

    /// <inheritdoc/>
    public PasteBatch Load(long step) => pipeline.Load(step);

    /// <inheritdoc/>
    public IEnumerable<PasteBatch> From(long step, CancellationToken cancellation = default) => pipeline.From(step, cancellation);

    /// <summary>Stops every loop over this loader.</summary>
    public void Dispose() => pipeline.Dispose();

    private Parts Prepare(long step, CancellationToken cancellation) => new(
        Crops(step, source, sourceOrder, sourcePixels, "source crop", labelled: true, cancellation),
        Crops(step, source, templateOrder, sourcePixels, "template crop", labelled: true, cancellation),
        Crops(step, target, targetOrder, targetPixels, "target crop", labelled: false, cancellation),
        rare is null ? [] : Rare(step, rare, cancellation));

    private Crop Crops(long step, BatchBuilder builder, EpochOrder order, TensorPixels pixels, string purpose, bool labelled, CancellationToken cancellation)
    {
        var crop = NewCrop(labelled);
        for (var i = 0; i < Part.Length; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            var position = checked(step * options.Batch + Part.First + i);
            var sample = builder.Prepare(order.IndexAt(position));
            var own = random.Split(purpose, position);
            var part = new PixelRect(
                own.NextInt(sample.Image.Width - options.CropWidth + 1), own.NextInt(sample.Image.Height - options.CropHeight + 1), options.CropWidth, options.CropHeight);
            Write(crop, i, sample, part, pixels);
        }
        return crop;
    }

    // One entry for every rare crop of the step; the classes are the batch's, the pictures each picture's own.
    private (int Class, Crop Crop)[] Rare(long step, RareDraw draw, CancellationToken cancellation)
    {
        var own = random.Split("rare", step);
        var classes = draw.DrawClasses(own);
        var patches = new (int, Crop)[classes.Length];
        for (var r = 0; r < classes.Length; r++)
        {
            var crop = NewCrop(labelled: true);
            Array.Fill(crop.Labels!, CrossEntropyIgnore);
            for (var i = 0; i < Part.Length; i++)
            {
                cancellation.ThrowIfCancellationRequested();
                if (draw.Draw(classes[r], own.Split($"crop {r}", Part.First + i), source.Prepare, options.CropWidth, options.CropHeight) is { } found)
                    Write(crop, i, found.Sample, found.Crop, sourcePixels);
            }
            patches[r] = (classes[r], crop);
        }
        return patches;
    }

    private const long CrossEntropyIgnore = Losses.CrossEntropy.Ignore;

    private int Plane => options.CropWidth * options.CropHeight;

    // This process's places in the batch.
    private (int First, int Length) Part => options.Shard.Of(options.Batch);

    private Crop NewCrop(bool labelled) => new(
        new float[checked(Part.Length * 3 * Plane)], labelled ? new long[Part.Length * Plane] : null, new string[Part.Length]);

    private void Write(Crop crop, int i, PreparedSample sample, PixelRect part, TensorPixels pixels)
    {
        pixels.Write(sample.Image.Crop(part), flip: false, crop.Images.AsSpan(i * 3 * Plane, 3 * Plane));
        if (crop.Labels is not null)
            TensorPixels.Write(sample.Labels!.Crop(part), flip: false, crop.Labels.AsSpan(i * Plane, Plane));
        crop.Names[i] = sample.Name;
    }

    private PasteBatch ToBatch(Parts parts) => new(
        new LabelledBatch(Pictures(parts.Source), LabelMaps(parts.Source), parts.Source.Names),
        new LabelledBatch(Pictures(parts.Template), LabelMaps(parts.Template), parts.Template.Names),
        new UnlabelledBatch(Pictures(parts.Target), parts.Target.Names),
        [.. parts.Rare.Select(r => Patch(r.Class, r.Crop))]);

    private RarePatch Patch(int id, Crop crop)
    {
        var labels = LabelMaps(crop);
        return new RarePatch(id, Pictures(crop).DetachFromDisposeScope(), labels.DetachFromDisposeScope(), labels.eq(id).DetachFromDisposeScope());
    }

    private Tensor Pictures(Crop crop) => tensor(crop.Images, [crop.Names.Length, 3, options.CropHeight, options.CropWidth], device: options.Device);

    private Tensor LabelMaps(Crop crop) => tensor(crop.Labels!, [crop.Names.Length, options.CropHeight, options.CropWidth], device: options.Device);

    private sealed record Crop(float[] Images, long[]? Labels, string[] Names);

    private sealed record Parts(Crop Source, Crop Template, Crop Target, (int Class, Crop Crop)[] Rare);
}
