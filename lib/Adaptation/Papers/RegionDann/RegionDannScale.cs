using Research.Adaptation.Data;
using Research.Adaptation.Models;
using Research.Adaptation.Training;

namespace Research.Adaptation.Papers;

/// <summary>What a profile changes for all rows of the region-wise tables. The abstract states none of it: every number here is this library's.</summary>
internal sealed record RegionDannScale
{
    /// <summary>SegNet at its published size; schedule of SegNet's tutorial (alexgkendall/SegNet-Tutorial @bb68b64, Models/segnet_solver.prototxt).</summary>
    public static RegionDannScale Paper { get; } = new()
    {
        Network = new SegNetOptions(),
        // That of the encoder's pretrained weights.
        Normalisation = Normalisation.ImageNetRgb,
        Size = (1024, 512),
        BatchSize = 2,
        FromDrawnWeights = new() { Steps = 40_000, Schedule = new ConstantSchedule(1e-3), CheckpointEvery = 1000, EvaluateEvery = 5000 },
        FromSourceWeights = new() { Steps = 40_000, Schedule = new ConstantSchedule(1e-3), CheckpointEvery = 1000, EvaluateEvery = 5000 },
        Lambda = 1,
        ClassifierLearningRateFactor = 1,
    };

    /// <summary>Ten to twenty seconds a row on one core.</summary>
    public static RegionDannScale Mini { get; } = new()
    {
        Network = new() { Width = 16, Convolutions = [1, 1, 1, 1, 1] },
        Normalisation = Normalisation.PlainRgb,
        Size = (128, 64),
        BatchSize = 2,
        // SegNet's paper trains at 0.1; so high a rate wants a weaker reversal and slower classifiers, or the adversaries run away.
        FromDrawnWeights = new() { Steps = 500, Schedule = new PolySchedule(0.1, 625), CheckpointEvery = 250, EvaluateEvery = 125 },
        FromSourceWeights = new() { Steps = 250, Schedule = new PolySchedule(0.05, 312), CheckpointEvery = 125, EvaluateEvery = 125 },
        Lambda = 0.1,
        ClassifierLearningRateFactor = 0.1,
    };

    /// <summary>A second or two a row; shows that everything runs.</summary>
    public static RegionDannScale Smoke { get; } = Mini with
    {
        Network = new() { Width = 4, Convolutions = [1, 1, 1, 1, 1] },
        Size = (64, 32),
        BatchSize = 1,
        FromDrawnWeights = new() { Steps = 30, Schedule = new PolySchedule(0.05, 40), CheckpointEvery = 15, EvaluateEvery = 15 },
        FromSourceWeights = new() { Steps = 10, Schedule = new PolySchedule(0.05, 15), CheckpointEvery = 5, EvaluateEvery = 5 },
    };

    /// <summary>The network, in Cityscapes' 19 classes.</summary>
    public required SegNetOptions Network { get; init; }

    public required Normalisation Normalisation { get; init; }

    /// <summary>Size of the pictures of both domains: one size for all, because classifiers are tied to their place.</summary>
    public required (int Width, int Height) Size { get; init; }

    public required int BatchSize { get; init; }

    public required TrainingOptions FromDrawnWeights { get; init; }

    public required TrainingOptions FromSourceWeights { get; init; }

    /// <summary>What lambda grows to.</summary>
    public required double Lambda { get; init; }

    public required double ClassifierLearningRateFactor { get; init; }

    public static RegionDannScale Of(Profile profile) => profile switch
    {
        Profile.Smoke => Smoke,
        Profile.Mini => Mini,
        Profile.Paper => Paper,
        _ => throw new ArgumentException($"profile: expected Smoke, Mini or Paper, got {profile}"),
    };
}
