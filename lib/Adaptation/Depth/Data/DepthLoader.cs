using System.Collections.Concurrent;
using Research.Adaptation.Data;
using Research.Imaging;
using Research.Scenes;
using static TorchSharp.torch;

namespace Research.Adaptation.Depth;

/// <summary>
/// Batches of stereo pairs or of triples from videos. The batch of step k is a pure function of (seed, k): position k * batch + i of
/// an endless stream of epochs, each in its own random order.
/// </summary>
public sealed class DepthLoader : IBatchSource<DepthBatch>, IShardedSource
{
    private readonly BatchPipeline<Parts, DepthBatch> pipeline;
    private readonly ConcurrentDictionary<int, Sample> kept = new();
    private readonly Func<int, Sample> load;
    private readonly DepthLoaderOptions options;
    private readonly EpochOrder order;
    private readonly RandomStream random;

    /// <summary>Stereo pairs: the left picture is the target, the right one its view, the motion between them known.</summary>
    /// <exception cref="ArgumentException">An option is out of range, or the dataset is empty.</exception>
    public DepthLoader(IStereoDataset pairs, DepthLoaderOptions options)
        : this(pairs.Name, pairs.Count, options, index =>
        {
            var pair = pairs.Load(index);
            return new Sample(pair.Name, [pair.Left, pair.Right], pair.Intrinsics, pair.Baseline);
        })
    {
    }

    /// <summary>Triples: the middle picture is the target, the others its views, their motions unknown.</summary>
    /// <exception cref="ArgumentException">An option is out of range, or the dataset is empty.</exception>
    public DepthLoader(IVideoDataset triples, DepthLoaderOptions options)
        : this(triples.Name, triples.Count, options, index =>
        {
            var triple = triples.Load(index);
            return new Sample(triple.Name, [triple.Current, triple.Previous, triple.Next], triple.Intrinsics, null);
        })
    {
    }

    private DepthLoader(string name, int count, DepthLoaderOptions options, Func<int, Sample> load)
    {
        options.Validate();
        if (count == 0) throw new ArgumentException($"expected a dataset with samples, got none in {name}");
        (this.options, this.load) = (options, load);
        random = new RandomStream(options.Seed).Split("depth loader");
        order = new(random.Split("order"), count);
        pipeline = new(Prepare, ToBatch, options.Workers);
    }

    /// <inheritdoc/>
    public BatchShard Shard => options.Shard;

    /// <inheritdoc/>
    public DepthBatch Load(long step) => pipeline.Load(step);

    /// <inheritdoc/>
    public IEnumerable<DepthBatch> From(long step, CancellationToken cancellation = default) => pipeline.From(step, cancellation);

    /// <summary>Stops every loop over this loader.</summary>
    public void Dispose() => pipeline.Dispose();

    private Parts Prepare(long step, CancellationToken cancellation)
    {
        Parts? parts = null;
        var (first, length) = options.Shard.Of(options.Batch);
        for (var i = 0; i < length; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            var position = checked(step * options.Batch + first + i);
            var sample = kept.GetOrAdd(order.IndexAt(position), load);
            parts ??= new Parts(sample, length);
            if (sample.Pictures[0].Width != parts.Width || sample.Pictures[0].Height != parts.Height)
                throw new DatasetException($"{sample.Name}: expected {parts.Width} x {parts.Height} as the others of its batch, got {sample.Pictures[0].Width} x {sample.Pictures[0].Height}");
            Write(sample, parts, i, random.Split("augmentation", position));
        }
        return parts!;
    }

    // Mirrored, the right camera of a pair lies on the left. So each side of the picture, of which the partner does not see a strip, is
    // the seen side half of the time.
    private void Write(Sample sample, Parts parts, int at, RandomStream draws)
    {
        var flip = draws.NextBool(options.FlipProbability);
        var jitter = draws.NextBool(options.JitterProbability) ? Jitter(draws) : image => image;
        for (var p = 0; p < sample.Pictures.Length; p++)
        {
            var plane = 3 * parts.Width * parts.Height;
            Colours.Write(sample.Pictures[p], flip, parts.Pictures[p].AsSpan(at * plane, plane));
            Colours.Write(jitter(sample.Pictures[p]), flip, parts.Inputs[p].AsSpan(at * plane, plane));
        }
        var camera = sample.Intrinsics;
        double[] numbers = [camera.Fx, camera.Fy, flip ? parts.Width - camera.Cx : camera.Cx, camera.Cy];
        for (var i = 0; i < 4; i++) parts.Intrinsics[4 * at + i] = (float)numbers[i];
        if (sample.Baseline is { } baseline) RigidMotion.ToRight(flip ? -baseline : baseline).CopyTo(parts.Motions!.AsSpan(16 * at));
        parts.Names[at] = sample.Name;
    }

    private Func<RgbImage, RgbImage> Jitter(RandomStream draws)
    {
        double Factor() => draws.NextDouble(1 - options.Jitter, 1 + options.Jitter);
        var (brightness, contrast, saturation) = (Factor(), Factor(), Factor());
        return image => ColourJitter.Saturation(ColourJitter.Contrast(ColourJitter.Brightness(image, brightness), contrast), saturation);
    }

    private DepthBatch ToBatch(Parts parts)
    {
        long count = parts.Names.Length;
        Tensor Picture(float[] values) => tensor(values, [count, 3, parts.Height, parts.Width], device: options.Device);
        (string Name, int Order)[] roles = parts.Motions is null ? [("previous", -1), ("next", 1)] : [("right", 0)];
        var motion = parts.Motions is null ? null : tensor(parts.Motions, [count, 4, 4], device: options.Device);
        DepthView[] views = [.. roles.Select((role, i) => new DepthView(role.Name, Picture(parts.Pictures[i + 1]), Picture(parts.Inputs[i + 1]), role.Order, motion))];
        return new DepthBatch(
            Picture(parts.Pictures[0]), Picture(parts.Inputs[0]), views, tensor(parts.Intrinsics, [count, 4], device: options.Device), parts.Names);
    }

    // The target first, then its views; a baseline where the second is the right picture.
    private sealed record Sample(string Name, RgbImage[] Pictures, CameraIntrinsics Intrinsics, double? Baseline);

    private sealed class Parts(Sample like, int count)
    {
        public int Width { get; } = like.Pictures[0].Width;

        public int Height { get; } = like.Pictures[0].Height;

        public float[][] Pictures { get; } = Planes(like, count);

        public float[][] Inputs { get; } = Planes(like, count);

        public float[] Intrinsics { get; } = new float[4 * count];

        public float[]? Motions { get; } = like.Baseline is null ? null : new float[16 * count];

        public string[] Names { get; } = new string[count];

        private static float[][] Planes(Sample like, int count) =>
            [.. like.Pictures.Select(p => new float[count * 3 * p.Width * p.Height])];
    }
}
