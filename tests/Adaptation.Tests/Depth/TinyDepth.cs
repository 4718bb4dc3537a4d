using Research.Adaptation.Depth;
using Research.Adaptation.Training;
using Research.Imaging;
using Research.Scenes;
using static TorchSharp.torch;

namespace Research.Adaptation.Tests.Depth;

/// <summary>The smallest depth network and data that still train: textured walls at one distance per picture, seen by both cameras.</summary>
internal static class TinyDepth
{
    public const int Width = 64, Height = 32;

    public static DepthNetworkOptions Network { get; } = new() { Blocks = [1, 1, 1, 1], Width = 4, DecoderWidth = 2, Scales = 2, Nearest = 1, Farthest = 50, Initial = 8 };

    public static DepthNetwork Model(long seed = 1) => new(Network, new RandomStream(seed).Split("weights"));

    public static DepthLoader Loader(bool video = false, long seed = 3, int batch = 2)
    {
        var options = new DepthLoaderOptions { Batch = batch, Seed = seed, Workers = 1 };
        return video ? new DepthLoader((IVideoDataset)new Walls(6), options) : new DepthLoader((IStereoDataset)new Walls(6), options);
    }

    public static SelfSupervisedDepth Method(DepthNetwork model, bool video = false, SelfSupervisedDepthOptions? options = null) =>
        new(model, video ? new PoseNetwork(2, new RandomStream(4), 0.1) : null, options ?? new());

    public static TrainingOptions Options(long steps = 20, long checkpointEvery = 5) => new()
    {
        Steps = steps, Optimiser = OptimiserKind.Adam, WeightDecay = 0, Schedule = new ConstantSchedule(1e-3), CheckpointEvery = checkpointEvery,
    };

    public static (List<StepReport> Steps, Dictionary<string, double[]> Weights) Train(bool video, int steps)
    {
        using var model = Model();
        using var loader = Loader(video);
        using var method = Method(model, video);
        using var trainer = new Trainer<DepthBatch>(model, method, Options(steps), new RandomStream(5));
        var reports = new List<StepReport>();
        for (var step = 0; step < steps; step++)
            using (var batch = loader.Load(step))
                reports.Add(trainer.Step(batch, step));
        return (reports, model.state_dict().ToDictionary(w => w.Key, w => TestTensors.Values(w.Value)));
    }

    /// <summary>Pictures of a wall of blurred noise, facing the camera at 4, 6, 8, ... metres.</summary>
    internal sealed class Walls(int count) : IStereoDataset, IVideoDataset
    {
        private const double Focal = 60, Baseline = 0.5;

        public string Name => "walls";

        public string Fingerprint => $"walls {count}";

        public int Count => count;

        StereoSample IStereoDataset.Load(int index) =>
            new($"wall {index}", Picture(index, 0), Picture(index, Baseline), Truth(index), new CameraIntrinsics(Focal, Focal, Width / 2.0, Height / 2.0), Baseline);

        // A camera that moves to the right, 0.25 m per picture.
        VideoSample IVideoDataset.Load(int index) => new(
            $"wall {index}", Picture(index, -0.25), Picture(index, 0), Picture(index, 0.25), Truth(index),
            new CameraIntrinsics(Focal, Focal, Width / 2.0, Height / 2.0), []);

        private static double Distance(int index) => 4 + 2 * (index % 4);

        private static DepthMap Truth(int index)
        {
            var map = new DepthMap(Width, Height);
            map.Metres.AsSpan().Fill((float)Distance(index));
            return map;
        }

        // What a camera at x = right sees: the texture is a sum of waves in metres on the wall, so any place can be asked for.
        private static RgbImage Picture(int index, double right)
        {
            var random = new RandomStream(11).Split("wall", index);
            var waves = Enumerable.Range(0, 24).Select(_ => (X: random.NextDouble(-6, 6), Y: random.NextDouble(-6, 6), Phase: random.NextDouble(0, 6.3), Channel: random.NextInt(3))).ToArray();
            var image = new RgbImage(Width, Height);
            for (var y = 0; y < Height; y++)
            for (var x = 0; x < Width; x++)
            {
                var (u, v) = ((x + 0.5 - Width / 2.0) / Focal * Distance(index) + right, (y + 0.5 - Height / 2.0) / Focal * Distance(index));
                var values = new double[3];
                foreach (var wave in waves) values[wave.Channel] += Math.Sin(wave.X * u + wave.Y * v + wave.Phase);
                byte Channel(int c) => (byte)Math.Clamp(127 + 25 * values[c], 0, 255);
                image[x, y] = (Channel(0), Channel(1), Channel(2));
            }
            return image;
        }
    }
}
