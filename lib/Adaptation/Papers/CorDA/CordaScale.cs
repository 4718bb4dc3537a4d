using Research.Adaptation.Data;
using Research.Adaptation.Methods;
using Research.Adaptation.Models;
using Research.Adaptation.Training;

namespace Research.Adaptation.Papers;

/// <summary>What a profile changes for all rows of the CorDA tables: size, network, schedules, strengths.</summary>
internal sealed record CordaScale
{
    /// <summary>The published setting (arXiv 2104.13613 and qinenergy/corda @2904cc6, configs).</summary>
    public static CordaScale Paper { get; } = new()
    {
        Network = new(),
        Normalisation = Normalisation.CaffeBgr,
        SourceSize = (1280, 720),
        TargetSize = (1024, 512),
        Crop = (512, 512),
        Source = new() { Steps = 250_000, Schedule = new PolySchedule(2.5e-4, 250_000), CheckpointEvery = 1000, EvaluateEvery = 5000 },
        Adaptation = new() { Steps = 250_000, Schedule = new PolySchedule(2.5e-4, 250_000), CheckpointEvery = 1000, EvaluateEvery = 5000 },
        Method = new(),
        InitialLabelSteps = 25_001,
    };

    /// <summary>Seconds a row on two cores.</summary>
    public static CordaScale Mini { get; } = new()
    {
        Network = new()
        {
            Trunk = new() { Blocks = [1, 1, 1, 1], Width = 12 },
            TaskWidth = 32,
            HeadDilations = [1, 2, 4],
            FreezeTrunkNormalisation = false,
            HeadLearningRateFactor = 1,
            TrunkClassifierLearningRateFactor = 0.2,
            DepthLearningRateFactor = 8,
            DepthStart = 30,
            Initialisation = Initialisation.Kaiming,
        },
        Normalisation = Normalisation.PlainRgb,
        SourceSize = (192, 96),
        TargetSize = (192, 96),
        Crop = (80, 80),
        Source = new() { Steps = 350, Schedule = new PolySchedule(2e-2, 440), CheckpointEvery = 175 },
        Adaptation = new() { Steps = 90, Schedule = new PolySchedule(1e-2, 115) { WarmUpSteps = 10 }, CheckpointEvery = 45, EvaluateEvery = 45 },
        Method = new() { TeacherDecay = 0.95, Threshold = 0.9, MixDepthWeight = 0.01 },
        InitialLabelSteps = 20,
    };

    /// <summary>A second or two a row; shows that everything runs.</summary>
    public static CordaScale Smoke { get; } = Mini with
    {
        Network = Mini.Network with { Trunk = new() { Blocks = [1, 1, 1, 1], Width = 8 }, TaskWidth = 16, HeadDilations = [1, 2] },
        SourceSize = (96, 48),
        TargetSize = (96, 48),
        Crop = (48, 48),
        Source = new() { Steps = 30, Schedule = new PolySchedule(2e-2, 40), CheckpointEvery = 15 },
        Adaptation = new() { Steps = 10, Schedule = new PolySchedule(5e-3, 20), CheckpointEvery = 5, EvaluateEvery = 5 },
        InitialLabelSteps = 2,
    };

    /// <summary>The network's shape; classes, variant, exchange and fidelity are the row's.</summary>
    public required MultiTaskOptions Network { get; init; }

    public required Normalisation Normalisation { get; init; }

    public required (int Width, int Height) SourceSize { get; init; }

    public required (int Width, int Height) TargetSize { get; init; }

    public required (int Width, int Height) Crop { get; init; }

    /// <summary>Training on the source, where every row starts.</summary>
    public required TrainingOptions Source { get; init; }

    public required TrainingOptions Adaptation { get; init; }

    /// <summary>Strengths; what is on is the row's.</summary>
    public required CorDAOptions Method { get; init; }

    /// <summary>Steps with pseudo-labels from the initial head, in the GTA5 variant with exchange.</summary>
    public required long InitialLabelSteps { get; init; }

    public static CordaScale Of(Profile profile) => profile switch
    {
        Profile.Smoke => Smoke,
        Profile.Mini => Mini,
        Profile.Paper => Paper,
        _ => throw new ArgumentException($"profile: expected Smoke, Mini or Paper, got {profile}"),
    };
}
