using Research.Adaptation.Data;
using Research.Adaptation.Evaluation;
using Research.Adaptation.Training;

namespace Research.Adaptation.Papers;

/// <summary>What all systems get alike: pictures of one size, batches of two and two, and as many steps.</summary>
/// <remarks>
/// What a paper calls for stays its own: the kind of network, the learning rates of its Mini profile, its augmentation, its losses and
/// their weights. Networks of one table are of about the same width; the page counts their parameters.
/// </remarks>
internal sealed record SideBySideBudget
{
    /// <summary>Seconds a row on two cores.</summary>
    public static SideBySideBudget Mini { get; } = new() { Size = (128, 64), PhotographSize = (128, 96), SourceSteps = 320, Steps = 100 };

    /// <summary>A second or two a row; shows that everything runs.</summary>
    public static SideBySideBudget Smoke { get; } = new() { Size = (64, 32), PhotographSize = (64, 32), SourceSteps = 20, Steps = 8 };

    /// <summary>Size of the scenes; both sides multiples of 32, which SegNet's five poolings need.</summary>
    public required (int Width, int Height) Size { get; init; }

    /// <summary>Size of photographs and of the scenes that are their source.</summary>
    public required (int Width, int Height) PhotographSize { get; init; }

    /// <summary>Steps on the source that every system starts with.</summary>
    public required long SourceSteps { get; init; }

    /// <summary>Steps of adaptation.</summary>
    public required long Steps { get; init; }

    /// <summary>The budget of a profile; null for Paper, where every system keeps what its paper says.</summary>
    public static SideBySideBudget? Of(Profile profile) => profile switch
    {
        Profile.Smoke => Smoke,
        Profile.Mini => Mini,
        Profile.Paper => null,
        _ => throw new ArgumentException($"profile: expected Smoke, Mini or Paper, got {profile}"),
    };

    /// <summary>A paper's experiment within the budget.</summary>
    /// <param name="experiment">A row of its own tables.</param>
    /// <param name="start">Whether it is the training on the source that the row proper starts from.</param>
    /// <param name="photographs">Whether its target is photographs.</param>
    public Experiment Apply(Experiment experiment, bool start, bool photographs)
    {
        var size = photographs ? PhotographSize : Size;
        var training = Trained(experiment.Training, start ? SourceSteps : Steps);
        return experiment switch
        {
            DomainExperiment e => e with
            {
                Training = training, BatchSize = 2, SourcePreparation = Sized(e.SourcePreparation, size), TargetPreparation = Sized(e.TargetPreparation, size), Evaluation = Sized(e.Evaluation, size),
            },
            CordaExperiment e => e with
            {
                Training = training, BatchSize = 2, SourcePreparation = Sized(e.SourcePreparation, size), TargetPreparation = Sized(e.TargetPreparation, size), Evaluation = Sized(e.Evaluation, size),
                CropWidth = size.Width, CropHeight = size.Height,
            },
            PasteExperiment e => e with
            {
                Training = training, BatchSize = 2, SourcePreparation = Sized(e.SourcePreparation, size), TargetPreparation = Sized(e.TargetPreparation, size), Evaluation = Sized(e.Evaluation, size),
                CropWidth = size.Width, CropHeight = size.Height,
            },
            _ => throw new ArgumentException($"expected an experiment on two domains, got {experiment.GetType().Name}"),
        };
    }

    /// <summary>A schedule of as many steps: the rate reaches 0 a quarter later, as in the papers' Mini profiles.</summary>
    public static TrainingOptions Trained(TrainingOptions training, long steps) => training with
    {
        Steps = steps,
        Schedule = training.Schedule is PolySchedule poly ? poly with { MaximumSteps = steps * 5 / 4, WarmUpSteps = Math.Min(poly.WarmUpSteps, steps / 8) } : training.Schedule,
        CheckpointEvery = steps,
        EvaluateEvery = 0,
    };

    private static ImagePreparation Sized(ImagePreparation preparation, (int Width, int Height) size) => preparation with { Width = size.Width, Height = size.Height };

    private static EvaluationOptions Sized(EvaluationOptions options, (int Width, int Height) size) => options with { Preparation = Sized(options.Preparation, size) };
}
