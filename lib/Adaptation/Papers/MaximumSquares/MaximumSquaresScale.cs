using Research.Adaptation.Data;
using Research.Adaptation.Models;
using Research.Adaptation.Training;

namespace Research.Adaptation.Papers;

/// <summary>What a profile changes for all rows of the maximum squares tables: size, network, schedules, strengths.</summary>
internal sealed record MaximumSquaresScale
{
    /// <summary>The published setting (Section 4 of arXiv 1909.13589 and ZJULearning/MaxSquareLoss @2fbc18f).</summary>
    public static MaximumSquaresScale Paper { get; } = new()
    {
        Trunk = ResNetOptions.ResNet101,
        HeadDilations = [6, 12, 18, 24],
        Initialisation = Initialisation.SmallNormal,
        Normalisation = Normalisation.CaffeBgr,
        SourceSize = (1280, 720),
        TargetSize = (1024, 512),
        BatchSize = 1,
        Pretraining = new() { Steps = 80_000, Schedule = new PolySchedule(2.5e-4, 200_000), CheckpointEvery = 1000, EvaluateEvery = 5000 },
        Adaptation = new() { Steps = 29_750, Schedule = new PolySchedule(2.5e-4, 29_760), CheckpointEvery = 1000, EvaluateEvery = 2975 },
        TargetWeight = 0.1,
        GuidedTargetWeight = 0.09,
        Delta = 0.95,
    };

    /// <summary>Tens of seconds a row on two cores.</summary>
    public static MaximumSquaresScale Mini { get; } = new()
    {
        Trunk = new() { Blocks = [1, 1, 1, 1], Width = 16 },
        HeadDilations = [1, 2, 4, 6],
        Initialisation = Initialisation.Kaiming,
        Normalisation = Normalisation.PlainRgb,
        SourceSize = (192, 96),
        TargetSize = (192, 96),
        BatchSize = 2,
        Pretraining = new() { Steps = 700, Schedule = new PolySchedule(2e-2, 875), CheckpointEvery = 100, EvaluateEvery = 175 },
        Adaptation = new() { Steps = 110, Schedule = new PolySchedule(1e-2, 140), CheckpointEvery = 55, EvaluateEvery = 55 },
        HeadLearningRateFactor = 0.2,
        // Twenty times the published weights: there are 110 steps instead of 29,750.
        TargetWeight = 2,
        GuidedTargetWeight = 1.8,
        Delta = 0.95,
    };

    /// <summary>Seconds a row; shows that everything runs.</summary>
    public static MaximumSquaresScale Smoke { get; } = Mini with
    {
        Trunk = new() { Blocks = [1, 1, 1, 1], Width = 8 },
        SourceSize = (96, 48),
        TargetSize = (96, 48),
        BatchSize = 1,
        Pretraining = new() { Steps = 60, Schedule = new PolySchedule(2e-2, 80), CheckpointEvery = 30, EvaluateEvery = 30 },
        Adaptation = new() { Steps = 20, Schedule = new PolySchedule(5e-3, 30), CheckpointEvery = 10, EvaluateEvery = 10 },
    };

    /// <summary>For the tables and studies beyond the first: half the width, two thirds of the size, half the steps.</summary>
    public static MaximumSquaresScale Small { get; } = Mini with
    {
        Trunk = new() { Blocks = [1, 1, 1, 1], Width = 8 },
        SourceSize = (128, 64),
        TargetSize = (128, 64),
        Pretraining = new() { Steps = 300, Schedule = new PolySchedule(2e-2, 375), CheckpointEvery = 150 },
        Adaptation = new() { Steps = 60, Schedule = new PolySchedule(1e-2, 75), CheckpointEvery = 60 },
    };

    public required ResNetOptions Trunk { get; init; }

    /// <summary>How much faster the heads learn than the trunk; the published 10 is for a pretrained trunk.</summary>
    public double HeadLearningRateFactor { get; init; } = 10;

    public required IReadOnlyList<int> HeadDilations { get; init; }

    public required Initialisation Initialisation { get; init; }

    public required Normalisation Normalisation { get; init; }

    public required (int Width, int Height) SourceSize { get; init; }

    public required (int Width, int Height) TargetSize { get; init; }

    public required int BatchSize { get; init; }

    public required TrainingOptions Pretraining { get; init; }

    public required TrainingOptions Adaptation { get; init; }

    public required double TargetWeight { get; init; }

    /// <summary>lambda_T of the row with multi-level guidance.</summary>
    public required double GuidedTargetWeight { get; init; }

    public required double Delta { get; init; }

    /// <summary>Which sides the rows of a profile take.</summary>
    public static MaximumSquaresScale Of(Profile profile) => profile switch
    {
        Profile.Smoke => Smoke,
        Profile.Mini => Mini,
        Profile.Paper => Paper,
        _ => throw new ArgumentException($"profile: expected Smoke, Mini or Paper, got {profile}"),
    };

    /// <summary>The same for SYNTHIA, the cities and the studies: a smaller Mini, and SYNTHIA's own picture size in the Paper profile.</summary>
    public static MaximumSquaresScale OfFurther(Profile profile) => profile == Profile.Mini ? Small : Of(profile);
}
