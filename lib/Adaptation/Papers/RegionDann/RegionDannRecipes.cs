using Research.Adaptation.Data;
using Research.Adaptation.Evaluation;
using Research.Adaptation.Losses;
using Research.Adaptation.Methods;
using Research.Adaptation.Models;
using Research.Adaptation.Weights;

namespace Research.Adaptation.Papers;

/// <summary>The rows of the region-wise tables, for any pair of domains.</summary>
internal static class RegionDannRecipes
{
    /// <summary>So small that its gradients vanish in single precision, yet not 0, so that target pictures pass through and classifiers learn.</summary>
    private const double VanishingLambda = 1e-30;

    private const string Supervised = "SegNet(T)", SourceOnly = "SegNet(S)";

    public static RecipeTable Table(string key, string title, PublishedTable? published, Func<Profile, DataPlaces, RegionDannData> data)
    {
        Recipe Row(string name, string row, string description, Recipe? from, Func<RegionDannScale, RegionDannOptions>? options) => new()
        {
            Key = $"{RegionDannPaper.Paper.Key}.{key}.{name}",
            Paper = RegionDannPaper.Paper,
            Row = row,
            Description = description,
            Published = published?.Rows.FirstOrDefault(r => r.Method == row),
            StartsFrom = from,
            MiniSeconds = from is null ? 13 : 6,
            Build = (profile, places) => Build(profile, places, row == Supervised ? data(profile, places).Supervised : data(profile, places), from is not null, options),
        };

        var source = Row("segnet-source", SourceOnly, "SegNet, trained on the labelled source alone.", null, null);
        return new RecipeTable(key, title, published,
        [
            Row("segnet-target", Supervised, "SegNet, trained on the labelled target: what adaptation could reach at best.", null, null),
            source,
            Row("dann", "DANN", "One domain classifier for the whole picture.", null, s => Options(s, DomainClassifierScope.PooledImage)),
            Row("proposed", "Proposed", "One domain classifier for each region of the feature map.", null, s => Options(s, DomainClassifierScope.Region)),
            Row("proposed-pretrained", "Proposed + pre-training", "The same, started from SegNet(S).", source, s => Options(s, DomainClassifierScope.Region)),
        ], (profile, places) => data(profile, places).Pair)
        {
            Metrics = [TableMetric.MeanIntersectionOverUnion, TableMetric.GlobalAccuracy, TableMetric.ClassAccuracy],
            Baseline = SourceOnly,
            Controls =
            [
                Row("source-continued", "SegNet(S), continued", "SegNet(S) trained on the source for as many further steps as the pre-trained row.", source, null),
                Row("statistics-only", "Statistics only", "Proposed with a vanishing lambda: classifiers learn, nothing is reversed, batch statistics see the target.", null,
                    s => Options(s, DomainClassifierScope.Region) with { Reversal = ReversalSchedule.Growing(VanishingLambda) }),
            ],
        };
    }

    /// <summary>What the abstract leaves open, one option changed at a time; every row starts from the source row of <paramref name="main"/>.</summary>
    public static RecipeTable Choices(RecipeTable main, Func<Profile, DataPlaces, RegionDannData> data)
    {
        var source = main.Row(SourceOnly);
        Recipe Row(string name, string row, string description, Func<RegionDannOptions, RegionDannOptions> change) => new()
        {
            Key = $"{RegionDannPaper.Paper.Key}.choices.{name}",
            Paper = RegionDannPaper.Paper,
            Row = row,
            Description = description,
            StartsFrom = source,
            MiniSeconds = 6,
            Build = (profile, places) => Build(profile, places, data(profile, places), true, s => change(Options(s, DomainClassifierScope.Region))),
        };
        return new RecipeTable("choices", "What the abstract leaves open, one choice at a time; every row starts from SegNet(S)", null,
        [
            source,
            main.Row("Proposed + pre-training"),
            Row("shared", "one shared classifier", "A 1x1 convolution in place of a classifier for each region.", o => o with { Classifier = new() { Scope = DomainClassifierScope.SharedRegion } }),
            Row("pooled", "image: pooled", "DANN from SegNet(S): one classifier of the mean over all regions.", o => o with { Classifier = new() { Scope = DomainClassifierScope.PooledImage } }),
            Row("flattened", "image: flattened", "DANN from SegNet(S): one classifier of all regions' channels together.", o => o with { Classifier = new() { Scope = DomainClassifierScope.FlattenedImage } }),
            Row("conv5", "tap before the last pooling", "Four times as many regions, each a quarter as large.", o => o with { Tap = SegNetTap.Conv5 }),
            Row("sum", "sum over regions", "The regions' losses are added up: lambda acts R times as strongly.", o => o with { Reduction = RegionReduction.Sum }),
            Row("constant", "constant lambda", "lambda has its final value from the first step.", o => o with { Reversal = o.Reversal with { Growth = null } }),
            Row("hidden", "one hidden layer", "64 hidden units in every classifier.", o => o with { Classifier = new() { HiddenLayers = 1 } }),
            Row("joint", "joint batch statistics", "Both domains in one forward pass.", o => o with { Statistics = BatchStatistics.Joint }),
        ], main.Data)
        {
            Metrics = main.Metrics,
            Baseline = SourceOnly,
        };
    }

    /// <summary>The published experiment on other pictures.</summary>
    public static DomainExperiment Published(DomainPair pair) => Build(
        Profile.Paper, new DataPlaces(), new RegionDannData(pair, pair.Evaluation, RegionDannScale.Paper.Size), false, s => Options(s, DomainClassifierScope.Region));

    private static RegionDannOptions Options(RegionDannScale scale, DomainClassifierScope scope) => new()
    {
        Classifier = new() { Scope = scope },
        Reversal = ReversalSchedule.Growing(scale.Lambda),
        ClassifierLearningRateFactor = scale.ClassifierLearningRateFactor,
    };

    private static DomainExperiment Build(
        Profile profile, DataPlaces places, RegionDannData data, bool continued, Func<RegionDannScale, RegionDannOptions>? options)
    {
        var scale = RegionDannScale.Of(profile);
        var (width, height) = data.Size;
        // No blur and no crops: the abstract mentions no augmentation, and regions must stay where they are. A flip mirrors both domains alike.
        var plain = ImagePreparation.Plain(width, height) with { Normalisation = scale.Normalisation };
        return new DomainExperiment
        {
            Data = data.Pair,
            Network = NetworkChoice.Of(nameof(SegNet), scale.Network with { Classes = data.Pair.Evaluation.LabelSpace.Count }, (o, random) => new SegNet(o, random)),
            Method = options is null ? MethodChoice.SourceOnly : MethodChoice.Of(nameof(RegionDann), options(scale), (o, inputs) => new RegionDann(
                inputs.Model as SegNet ?? throw new ArgumentException($"expected a {nameof(SegNet)}, got {inputs.Model.GetType().Name}"), o, inputs.Size.Height, inputs.Size.Width, inputs.Random)),
            Training = continued ? scale.FromSourceWeights : scale.FromDrawnWeights,
            SourcePreparation = plain with { Flip = true },
            TargetPreparation = plain with { Flip = true },
            BatchSize = scale.BatchSize,
            Evaluation = new EvaluationOptions { Preparation = plain, BatchSize = profile == Profile.Paper ? 1 : 4 },
            Stage = continued ? "adaptation" : "training",
            Pretrained = profile == Profile.Paper && !continued ? PretrainedWeights.Find("vgg16-imagenet", places.DataRoot) : null,
        };
    }
}
