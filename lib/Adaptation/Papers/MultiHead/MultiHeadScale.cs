using Research.Adaptation.Data;
using Research.Adaptation.Losses;
using Research.Adaptation.Methods;
using Research.Adaptation.Models;
using Research.Adaptation.Training;

namespace Research.Adaptation.Papers;

/// <summary>What a profile changes for all rows of the multi-head tables: data, network, schedule, strengths.</summary>
internal sealed record MultiHeadScale
{
    // An epoch is one pass over Cityscapes' 2,975 training pictures in batches of 8; the paper says "150 epochs on each dataset".
    private const long PaperSteps = 150 * 372;

    /// <summary>
    /// The published setting where the paper states one (crop 720, SGD, momentum 0.9, weight decay 1e-4, rate 0.01, 150 epochs, lambda 0.1),
    /// else that of the code it builds on (batch 8 + 8, gamma 0.75, tau 0.1, trunk at a tenth of the rate, poly schedule, 5 of 80 epochs of warm-up).
    /// </summary>
    public static MultiHeadScale Paper { get; } = new()
    {
        Body = new DeepLabV3PlusOptions(),
        ProjectorWidth = 256,
        ProjectionSize = 128,
        Preparation = new CropPreparation(),
        Batch = 8,
        Pairs = 8,
        Training = new()
        {
            Steps = PaperSteps, Schedule = new PolySchedule(0.01, PaperSteps), WeightDecay = 1e-4, CheckpointEvery = 1000, EvaluateEvery = 3720,
        },
        // Published numbers come from code; the embedded experiments follow the paper's text.
        Method = new() { WarmUpSteps = PaperSteps * 5 / 80, Contrast = new() { Fidelity = Fidelity.ReleasedCode } },
    };

    /// <summary>Seconds a row on two cores.</summary>
    public static MultiHeadScale Mini { get; } = new()
    {
        Body = new()
        {
            Trunk = ResNetOptions.ResNet50 with { Blocks = [1, 1, 1, 1], Width = 12 },
            PyramidDilations = [1, 2, 3], PyramidChannels = 24, LowLevelChannels = 12, DecoderChannels = 24,
            Dropout = 0.1, ClassifierDropout = 0.1, TrunkLearningRateFactor = 1,
        },
        ProjectorWidth = 32,
        ProjectionSize = 32,
        // So short a training does not reach the point where labels are short unless labelled crops are shown as they are.
        Preparation = new() { Size = 64, Normalisation = Normalisation.PlainRgb, LabelledScale = new(1, 1), LabelledJitterProbability = 0 },
        Batch = 4,
        // Half as many pairs as labelled crops: up to a quarter of a row's time less. Two seeds: 0.1 points less for one network, 0.4 for a network each.
        Pairs = 2,
        Training = new() { Steps = 200, Schedule = new PolySchedule(0.05, 210), WeightDecay = 1e-4, CheckpointEvery = 100, EvaluateEvery = 100 },
        Method = new() { WarmUpSteps = 60, BankSteps = 1, NegativesPerView = 200 },
        Pictures = (80, 40),
        PictureSize = (192, 96),
    };

    /// <summary>A second or two a row; shows that everything runs.</summary>
    public static MultiHeadScale Smoke { get; } = Mini with
    {
        Body = Mini.Body with { Trunk = Mini.Body.Trunk with { Width = 4 }, PyramidChannels = 8, LowLevelChannels = 4, DecoderChannels = 8 },
        ProjectorWidth = 8,
        ProjectionSize = 8,
        Preparation = Mini.Preparation with { Size = 32 },
        Training = Mini.Training with { Steps = 12, Schedule = new PolySchedule(0.05, 20), CheckpointEvery = 6, EvaluateEvery = 6 },
        Method = Mini.Method with { WarmUpSteps = 3, NegativesPerView = 20, Contrast = new() { Threshold = 0.2 } },
        Pictures = (16, 4),
        PictureSize = (96, 48),
    };

    public required DeepLabV3PlusOptions Body { get; init; }

    public required int ProjectorWidth { get; init; }

    public required int ProjectionSize { get; init; }

    public required CropPreparation Preparation { get; init; }

    /// <summary>Labelled crops of each dataset per step.</summary>
    public required int Batch { get; init; }

    /// <summary>Unlabelled pairs of each dataset per step, in the rows that use them.</summary>
    public required int Pairs { get; init; }

    public required TrainingOptions Training { get; init; }

    /// <summary>The semi-supervised rows' method.</summary>
    public required MultiHeadTrainingOptions Method { get; init; }

    /// <summary>Training and evaluation pictures of each scene domain.</summary>
    public (int Training, int Evaluation) Pictures { get; init; }

    public (int Width, int Height) PictureSize { get; init; }

    public static MultiHeadScale Of(Profile profile) => profile switch
    {
        Profile.Smoke => Smoke,
        Profile.Mini => Mini,
        Profile.Paper => Paper,
        _ => throw new ArgumentException($"profile: expected Smoke, Mini or Paper, got {profile}"),
    };
}
