using Research.Imaging;

namespace Research.Adaptation.Data;

/// <summary>Cuts the samples of one dataset for a <see cref="MultiDomainLoader"/>, on any thread.</summary>
internal sealed class MultiDomainCrops
{
    private readonly MultiDomainSource source;
    private readonly MultiDomainLoaderOptions options;
    private readonly SampleCache cache;
    private readonly RandomStream random;
    private readonly EpochOrder labelledOrder;
    private readonly EpochOrder? unlabelledOrder;
    private readonly TensorPixels pixels;
    private readonly (byte, byte, byte) padding;

    public MultiDomainCrops(MultiDomainSource source, MultiDomainLoaderOptions options, SampleCache cache, RandomStream random)
    {
        if (source.Labelled.Count == 0)
            throw new ArgumentException($"expected labelled samples, got none in {source.Name}", nameof(source));
        if (options.UnlabelledBatch > 0 && source.Unlabelled is not { Count: > 0 })
            throw new ArgumentException($"expected unlabelled samples, got none in {source.Name}", nameof(source));
        this.source = source;
        this.options = options;
        this.cache = cache;
        this.random = random;
        labelledOrder = new(random.Split("labelled order"), source.Labelled.Count);
        unlabelledOrder = options.UnlabelledBatch == 0 ? null : new(random.Split("unlabelled order"), source.Unlabelled!.Count);
        var normalisation = options.Preparation.Normalisation;
        pixels = new(normalisation);
        byte Mean(int channel) => (byte)Math.Clamp(Math.Round(normalisation.Mean[normalisation.SourceChannel(channel)] / normalisation.Scale), 0, 255);
        padding = (Mean(0), Mean(1), Mean(2));
    }

    private int Plane => options.Preparation.Size * options.Preparation.Size;

    public MultiDomainArrays Fill(long step, CancellationToken cancellation)
    {
        var (firstLabelled, n) = options.Shard.Of(options.LabelledBatch);
        var (firstPair, m) = options.Shard.Of(options.UnlabelledBatch);
        var arrays = new MultiDomainArrays(
            source, new float[checked(n * 3 * Plane)], new long[n * Plane], new string[n],
            new float[checked(m * 3 * Plane)], new float[m * 3 * Plane], new CropPair[m], new string[m]);
        for (var i = 0; i < n; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            FillLabelled(arrays, i, checked(step * options.LabelledBatch + firstLabelled + i));
        }
        for (var i = 0; i < m; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            FillPair(arrays, i, checked(step * options.UnlabelledBatch + firstPair + i));
        }
        return arrays;
    }

    private void FillLabelled(MultiDomainArrays arrays, int at, long position)
    {
        var own = random.Split("labelled", position);
        var sample = Sample(labelledOrder.IndexAt(position), labelled: true);
        var preparation = options.Preparation;
        var (width, height) = preparation.LabelledScale.Draw(sample.Image.Width, sample.Image.Height, own);
        var corner = CropPairSampler.Corner(width, height, preparation.Size, own);
        var flip = own.NextBool(preparation.FlipProbability);
        var image = CropColour.DrawLabelled(preparation, own).Apply(Cut(sample.Image, width, height, corner));
        var window = Window(width, height, corner);
        var labels = Resize.Nearest(sample.Labels!, width, height, window).Pad(preparation.Size, preparation.Size);
        pixels.Write(image, flip, arrays.Labelled.AsSpan(at * 3 * Plane, 3 * Plane));
        TensorPixels.Write(labels, flip, arrays.Labels.AsSpan(at * Plane, Plane));
        arrays.LabelledNames[at] = sample.Name;
    }

    private void FillPair(MultiDomainArrays arrays, int at, long position)
    {
        var own = random.Split("unlabelled", position);
        var sample = Sample(unlabelledOrder!.IndexAt(position), labelled: false);
        var preparation = options.Preparation;
        var (width, height) = preparation.UnlabelledScale.Draw(sample.Image.Width, sample.Image.Height, own);
        var pair = CropPairSampler.Draw(width, height, preparation, own) with
        {
            FlipFirst = own.NextBool(preparation.FlipProbability), FlipSecond = own.NextBool(preparation.FlipProbability),
        };
        var first = CropColour.DrawUnlabelled(preparation, own).Apply(Cut(sample.Image, width, height, pair.First));
        var second = CropColour.DrawUnlabelled(preparation, own).Apply(Cut(sample.Image, width, height, pair.Second));
        pixels.Write(first, pair.FlipFirst, arrays.First.AsSpan(at * 3 * Plane, 3 * Plane));
        pixels.Write(second, pair.FlipSecond, arrays.Second.AsSpan(at * 3 * Plane, 3 * Plane));
        arrays.Pairs[at] = pair;
        arrays.UnlabelledNames[at] = sample.Name;
    }

    private RgbImage Cut(RgbImage image, int width, int height, (int X, int Y) corner)
    {
        var part = Resize.Bicubic(image, width, height, Window(width, height, corner));
        var size = options.Preparation.Size;
        return part.Width == size && part.Height == size ? part : part.Pad(size, size, padding);
    }

    private PixelRect Window(int width, int height, (int X, int Y) corner) =>
        new(corner.X, corner.Y, Math.Min(options.Preparation.Size, width - corner.X), Math.Min(options.Preparation.Size, height - corner.Y));

    private PreparedSample Sample(int index, bool labelled)
    {
        try
        {
            return labelled
                ? cache.Get($"{source.Labelled.Fingerprint}|labels|native", index, () => Kept(source.Labelled.Load(index)))
                : cache.Get($"{source.Unlabelled!.Fingerprint}|picture|native", index, () => Kept(source.Unlabelled!.Load(index)));
        }
        catch (Exception error) when (error is not (OperationCanceledException or DatasetException))
        {
            throw new DatasetException($"{source.Name}, sample {index}: {error.Message}", (error as ImageFormatException)?.FileName, error);
        }
    }

    private static PreparedSample Kept(LabelledSample sample) => new(sample.Name, sample.Image, sample.Labels);

    private static PreparedSample Kept(UnlabelledSample sample) => new(sample.Name, sample.Image, null);
}
