using Research.Adaptation.Depth;
using Research.Adaptation.Training;

namespace Research.Adaptation.Papers;

/// <summary>What a profile changes for the depth recipes: size, network, schedules.</summary>
internal sealed record DepthScale
{
    /// <summary>Monodepth2's setting (arXiv 1806.01260, Section 4 and supplement) on street scenes: 20 epochs, learning rate divided by ten after 15.</summary>
    public static DepthScale Paper { get; } = new()
    {
        Size = (640, 320),
        Pairs = 3000, Evaluation = 300, Drives = 300, Frames = 12,
        Network = new(),
        Method = new(),
        Batch = 12, PoseWidth = 16, PoseScale = 0.01,
        Stereo = Adam(5000, new StepSchedule(1e-4, 3750, 0.1)),
        Video = Adam(5000, new StepSchedule(1e-4, 3750, 0.1)),
        Matching = new() { MaximumDisparity = 96, Window = 5, SmallPenalty = 1, LargePenalty = 120, Speckle = 400 },
    };

    /// <summary>
    /// About 80 s a row on one core. Rows, reduced pictures, equal ratios of depth and a falling rate make up for the short training: 1500 steps of 4 half-size
    /// pictures instead of some 65,000, from drawn weights. Tried on training pictures that were held out for it.
    /// </summary>
    public static DepthScale Mini { get; } = new()
    {
        Size = (192, 96),
        Pairs = 300, Evaluation = 80, Drives = 40, Frames = 6,
        Network = new()
        {
            Blocks = [1, 1, 1, 1], Width = 16, DecoderWidth = 8, Scales = 1, RowChannel = true, AverageWithMirrored = true, Reduction = 2, LogarithmicRange = true, Initial = 25,
        },
        Method = new() { OnlyVisible = true, PictureSizes = 3, PictureReduction = 2 },
        Batch = 4, PoseWidth = 8, PoseScale = 0.1, PoseForward = 0.02,
        Stereo = Adam(1500, new PolySchedule(2e-3, 1500) { WarmUpSteps = 40 }),
        // At the rate of stereo, after so short a warm-up, one seed of four lost its depth to infinity within 25 steps: the motion is still a guess.
        Video = Adam(800, new PolySchedule(1.5e-3, 800) { WarmUpSteps = 150 }),
        Matching = new() { MaximumDisparity = 40, Window = 5, SmallPenalty = 1, LargePenalty = 120, Speckle = 100 },
    };

    /// <summary>Seconds a row; shows that everything runs.</summary>
    public static DepthScale Smoke { get; } = Mini with
    {
        Size = (96, 48),
        Pairs = 16, Evaluation = 8, Drives = 2, Frames = 5,
        Network = new() { Blocks = [1, 1, 1, 1], Width = 8, DecoderWidth = 4, Scales = 2, RowChannel = true },
        Method = new() { OnlyVisible = true, PictureSizes = 3 },
        Batch = 2, PoseWidth = 4,
        Stereo = Adam(20, new PolySchedule(1e-3, 20) { WarmUpSteps = 2 }),
        Video = Adam(20, new PolySchedule(1e-3, 20) { WarmUpSteps = 2 }),
        Matching = new() { MaximumDisparity = 20, Window = 5, SmallPenalty = 1, LargePenalty = 120, Speckle = 50 },
    };

    public required (int Width, int Height) Size { get; init; }

    public required int Pairs { get; init; }

    public required int Evaluation { get; init; }

    /// <summary>Drives of the video recipe, each of <see cref="Frames"/> pictures.</summary>
    public required int Drives { get; init; }

    public required int Frames { get; init; }

    /// <summary>The network of the stereo recipe, in metres.</summary>
    public required DepthNetworkOptions Network { get; init; }

    /// <summary>
    /// The network of the video recipe. Its unit is free, and is chosen so that steps of the camera are hundredths, as the pose network's answers
    /// are: were the pictured world ten units away, depth would shrink to meet them before they had grown.
    /// </summary>
    public DepthNetworkOptions VideoNetwork => Network with { Nearest = 0.02, Farthest = 2, Initial = 0.2 };

    public required SelfSupervisedDepthOptions Method { get; init; }

    public required int Batch { get; init; }

    public required int PoseWidth { get; init; }

    public required double PoseScale { get; init; }

    /// <summary>In the unit of <see cref="VideoNetwork"/>.</summary>
    public double PoseForward { get; init; }

    public required TrainingOptions Stereo { get; init; }

    public required TrainingOptions Video { get; init; }

    public required SemiGlobalOptions Matching { get; init; }

    /// <summary>Which sides the rows of a profile take.</summary>
    public static DepthScale Of(Profile profile) => profile switch
    {
        Profile.Smoke => Smoke,
        Profile.Mini => Mini,
        Profile.Paper => Paper,
        _ => throw new ArgumentException($"profile: expected Smoke, Mini or Paper, got {profile}"),
    };

    private static TrainingOptions Adam(long steps, LearningRateSchedule schedule) => new()
    {
        Steps = steps, Optimiser = OptimiserKind.Adam, WeightDecay = 0, Schedule = schedule, CheckpointEvery = Math.Max(10, steps / 4),
    };
}
