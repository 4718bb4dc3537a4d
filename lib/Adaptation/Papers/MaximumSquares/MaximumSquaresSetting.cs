using Research.Adaptation.Data;
using Research.Adaptation.Evaluation;
using Research.Adaptation.Methods;
using Research.Adaptation.Models;
using Research.Adaptation.Weights;

namespace Research.Adaptation.Papers;

/// <summary>What the rows of one maximum squares table share.</summary>
/// <param name="Key">Short name of the table, part of its recipes' keys.</param>
/// <param name="Published">The published table; null where there is none.</param>
/// <param name="Data">The data at a profile.</param>
/// <param name="Scale">Size, network, schedules and strengths at a profile.</param>
internal sealed record MaximumSquaresSetting(
    string Key, PublishedTable? Published, Func<Profile, DataPlaces, MaximumSquaresData> Data, Func<Profile, MaximumSquaresScale> Scale)
{
    /// <summary>Seconds at profile Mini of the source row, its continuation, the statistics control, an adapted row, the multi-level row.</summary>
    public IReadOnlyList<double> MiniSeconds { get; init; } = [32, 6, 10, 11, 14];

    /// <summary>A recipe of the table.</summary>
    /// <param name="name">The last part of its key.</param>
    /// <param name="row">The row's name.</param>
    /// <param name="description">What the row is, in one sentence.</param>
    /// <param name="from">The recipe it starts from: an adaptation; null for training on the source from drawn weights.</param>
    /// <param name="method">The method at a scale.</param>
    /// <param name="guided">Whether the row takes the larger target pictures of the multi-level rows, where the data has them.</param>
    public Recipe Row(
        string name, string row, string description, Recipe? from, Func<MaximumSquaresScale, Fidelity, MethodChoice> method, bool guided = false) => new()
    {
        Key = $"{MaximumSquaresPaper.Paper.Key}.{Key}.{name}",
        Paper = MaximumSquaresPaper.Paper,
        Row = row,
        Description = description,
        Published = Published?.Rows.FirstOrDefault(r => r.Method == row),
        StartsFrom = from,
        MiniSeconds = MiniSeconds[name switch { "source" => 0, "source-continued" => 1, "statistics-only" => 2, "image-wise-multi" => 4, _ => 3 }],
        Build = (profile, places) => Build(profile, places, Sized(Data(profile, places), guided), from is null ? "source" : "adaptation", method),
    };

    /// <summary>The experiment of a row.</summary>
    /// <param name="profile">At which size.</param>
    /// <param name="places">Where weight files are found.</param>
    /// <param name="data">With which data.</param>
    /// <param name="stage">"source" or "adaptation".</param>
    /// <param name="method">The method at a scale.</param>
    public DomainExperiment Build(
        Profile profile, DataPlaces places, MaximumSquaresData data, string stage, Func<MaximumSquaresScale, Fidelity, MethodChoice> method)
    {
        var scale = Scale(profile);
        // Published numbers come from the released code; the embedded experiments follow the paper's text.
        var fidelity = profile == Profile.Paper ? Fidelity.ReleasedCode : Fidelity.Paper;
        var target = data.TargetSize;
        return new DomainExperiment
        {
            Data = data.Pair,
            Network = NetworkChoice.Of(new DeepLabV2Options
            {
                Classes = data.Pair.Evaluation.LabelSpace.Count,
                Trunk = scale.Trunk,
                HeadDilations = scale.HeadDilations,
                HeadLearningRateFactor = scale.HeadLearningRateFactor,
                Initialisation = scale.Initialisation,
                Fidelity = fidelity,
            }),
            Method = method(scale, fidelity),
            Training = stage == "source" ? scale.Pretraining : scale.Adaptation,
            SourcePreparation = Training(scale, data.SourceSize),
            TargetPreparation = Training(scale, target),
            BatchSize = scale.BatchSize,
            Evaluation = new EvaluationOptions
            {
                Preparation = ImagePreparation.Plain(target.Width, target.Height) with { Normalisation = scale.Normalisation },
                BatchSize = profile == Profile.Paper ? 1 : 4,
            },
            Stage = stage,
            Pretrained = profile == Profile.Paper && stage == "source" ? PretrainedWeights.Find("resnet101-deeplab-imagenet", places.DataRoot) : null,
        };
    }

    private static MaximumSquaresData Sized(MaximumSquaresData data, bool guided) =>
        guided && data.GuidedTargetSize is { } size ? data with { TargetSize = size } : data;

    private static ImagePreparation Training(MaximumSquaresScale scale, (int Width, int Height) size) =>
        ImagePreparation.Training(size.Width, size.Height) with { Normalisation = scale.Normalisation };
}
