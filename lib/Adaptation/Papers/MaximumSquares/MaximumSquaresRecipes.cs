using Research.Adaptation.Data;
using Research.Adaptation.Evaluation;
using Research.Adaptation.Methods;
using Research.Adaptation.Models;
using Research.Adaptation.Weights;

namespace Research.Adaptation.Papers;

/// <summary>The five rows of a maximum squares table, for any pair of domains.</summary>
internal static class MaximumSquaresRecipes
{
    /// <summary>alpha of the image-wise weights in all rows that have them.</summary>
    private const double Alpha = 0.2;

    /// <summary>So small that its gradients vanish in single precision, yet not 0, so that the target pictures still pass through the network.</summary>
    private const double VanishingWeight = 1e-30;

    public static RecipeTable Table(
        string key, string title, PublishedTable? published, Func<Profile, DataPlaces, MaximumSquaresData> data)
    {
        Recipe Row(
            string name, string row, string description, Recipe? from, Func<MaximumSquaresScale, Fidelity, MethodChoice> method, bool guided = false) => new()
        {
            Key = $"{MaximumSquaresPaper.Paper.Key}.{key}.{name}",
            Paper = MaximumSquaresPaper.Paper,
            Row = row,
            Description = description,
            Published = published?.Rows.FirstOrDefault(r => r.Method == row),
            StartsFrom = from,
            MiniSeconds = name switch { "source" => 28, "source-continued" => 7, "statistics-only" => 13, "image-wise-multi" => 20, _ => 16 },
            Build = (profile, places) => Build(profile, places, Sized(data(profile, places), guided), from is null ? "source" : "adaptation", method),
        };

        var source = Row("source", "Source", "Cross entropy on the source domain only.", null, (_, _) => MethodChoice.SourceOnly);
        return new RecipeTable(key, title, published,
        [
            source,
            Row("min-ent", "MinEnt", "Entropy minimisation on the target domain.", source,
                (scale, fidelity) => MethodChoice.Of(new EntropyMinimisationOptions { TargetWeight = scale.TargetWeight, Fidelity = fidelity })),
            Row("max-square", "MaxSquare", "Maximum squares on the target domain.", source,
                (scale, fidelity) => MethodChoice.Of(new MaximumSquaresOptions { TargetWeight = scale.TargetWeight, Fidelity = fidelity })),
            Row("image-wise", "MaxSquare+IW", "Maximum squares with image-wise class balance.", source,
                (scale, fidelity) => MethodChoice.Of(new MaximumSquaresOptions { TargetWeight = scale.TargetWeight, ImageWiseAlpha = Alpha, Fidelity = fidelity })),
            Row("image-wise-multi", "MaxSquare+IW+Multi", "Image-wise maximum squares, and the low head guided by both heads.", source,
                (scale, fidelity) => MethodChoice.Of(new MaximumSquaresOptions
                {
                    TargetWeight = scale.GuidedTargetWeight, ImageWiseAlpha = Alpha, MultiLevel = true, Delta = scale.Delta, Fidelity = fidelity,
                }), guided: true),
        ], (profile, places) => data(profile, places).Pair)
        {
            Controls =
            [
                Row("source-continued", "Source, continued", "The source alone for as many further steps as the adapted rows take.", source,
                    (_, _) => MethodChoice.SourceOnly),
                Row("statistics-only", "Statistics only", "Adaptation with a vanishing weight: only the batch statistics see the target.", source,
                    (_, fidelity) => MethodChoice.Of(new MaximumSquaresOptions { TargetWeight = VanishingWeight, Fidelity = fidelity })),
            ],
        };
    }

    private static MaximumSquaresData Sized(MaximumSquaresData data, bool guided) =>
        guided && data.GuidedTargetSize is { } size ? data with { TargetSize = size } : data;

    private static DomainExperiment Build(
        Profile profile, DataPlaces places, MaximumSquaresData data, string stage, Func<MaximumSquaresScale, Fidelity, MethodChoice> method)
    {
        var scale = MaximumSquaresScale.Of(profile);
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

    private static ImagePreparation Training(MaximumSquaresScale scale, (int Width, int Height) size) =>
        ImagePreparation.Training(size.Width, size.Height) with { Normalisation = scale.Normalisation };
}
