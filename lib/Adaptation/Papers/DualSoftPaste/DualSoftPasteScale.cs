using Research.Adaptation.Data;
using Research.Adaptation.Methods;
using Research.Adaptation.Mixing;
using Research.Adaptation.Models;
using Research.Adaptation.Training;

namespace Research.Adaptation.Papers;

/// <summary>What a profile changes for all rows of the dual soft-paste tables: size, network, schedules, strengths.</summary>
internal sealed record DualSoftPasteScale
{
    /// <summary>The published setting (arXiv 2107.09600; GaoLii/DSP @f90a6bb and @8baf66e).</summary>
    public static DualSoftPasteScale Paper { get; } = new()
    {
        Network = new ProjectedDeepLabOptions { Fidelity = Fidelity.ReleasedCode },
        Normalisation = Normalisation.CaffeBgr,
        Crop = (512, 512),
        BatchSize = 2,
        Start = new() { Steps = 1, Schedule = new PolySchedule(2.5e-4, 250_000) },
        Training = new() { Steps = 250_000, Schedule = new PolySchedule(2.5e-4, 250_000), CheckpointEvery = 1000, EvaluateEvery = 5000 },
        Method = new DualSoftPasteOptions { Fidelity = Fidelity.ReleasedCode, Augmentation = new() { Fidelity = Fidelity.ReleasedCode } },
    };

    /// <summary>Tens of seconds a row on two cores.</summary>
    public static DualSoftPasteScale Mini { get; } = new()
    {
        Network = new ProjectedDeepLabOptions
        {
            Trunk = new() { Blocks = [1, 1, 1, 1], Width = 12 },
            HeadDilations = [1, 4],
            FeatureChannels = 64,
            Initialisation = Initialisation.Kaiming,
            HeadLearningRateFactor = 0.2,
            FrozenNormalisation = false,
        },
        Normalisation = Normalisation.PlainRgb,
        Crop = (112, 80),
        BatchSize = 2,
        Start = new() { Steps = 400, Schedule = new PolySchedule(5e-2, 480), CheckpointEvery = 200 },
        Training = new() { Steps = 90, Schedule = new PolySchedule(5e-2, 112), CheckpointEvery = 45, EvaluateEvery = 30 },
        Method = new DualSoftPasteOptions { TeacherDecay = 0.95, Normalisation = Normalisation.PlainRgb },
    };

    /// <summary>Seconds a row; shows that everything runs.</summary>
    public static DualSoftPasteScale Smoke { get; } = Mini with
    {
        Network = Mini.Network with { Trunk = new() { Blocks = [1, 1, 1, 1], Width = 4 }, FeatureChannels = 8 },
        Crop = (48, 40),
        BatchSize = 2,
        Start = new() { Steps = 30, Schedule = new PolySchedule(2e-2, 40), CheckpointEvery = 30 },
        Training = new() { Steps = 12, Schedule = new PolySchedule(5e-3, 20), CheckpointEvery = 6, EvaluateEvery = 6 },
    };

    public required ProjectedDeepLabOptions Network { get; init; }

    public required Normalisation Normalisation { get; init; }

    public required (int Width, int Height) Crop { get; init; }

    public required int BatchSize { get; init; }

    /// <summary>How the network that all rows start from is trained on the source; not used in profile Paper.</summary>
    public required TrainingOptions Start { get; init; }

    public required TrainingOptions Training { get; init; }

    /// <summary>The method with everything switched on.</summary>
    public required DualSoftPasteOptions Method { get; init; }

    /// <summary>Rare classes without a list of their own: those in the fewest pictures of the source.</summary>
    public LongTailOptions LongTail { get; init; } = new();

    /// <summary>Which sides the rows of a profile take.</summary>
    public static DualSoftPasteScale Of(Profile profile) => profile switch
    {
        Profile.Smoke => Smoke,
        Profile.Mini => Mini,
        Profile.Paper => Paper,
        _ => throw new ArgumentException($"profile: expected Smoke, Mini or Paper, got {profile}"),
    };
}
