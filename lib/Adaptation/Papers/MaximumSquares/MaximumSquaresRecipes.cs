using Research.Adaptation.Data;
using Research.Adaptation.Methods;

namespace Research.Adaptation.Papers;

/// <summary>The rows of the maximum squares tables, for any pair of domains.</summary>
internal static class MaximumSquaresRecipes
{
    /// <summary>alpha of the image-wise weights in all rows that have them.</summary>
    internal const double Alpha = 0.2;

    /// <summary>So small that its gradients vanish in single precision, yet not 0, so that the target pictures still pass through the network.</summary>
    private const double VanishingWeight = 1e-30;

    /// <summary>All five rows and both controls.</summary>
    public static RecipeTable Table(string title, MaximumSquaresSetting setting)
    {
        var source = Source(setting);
        return new RecipeTable(setting.Key, title, setting.Published,
        [
            source,
            setting.Row("min-ent", "MinEnt", "Entropy minimisation on the target domain.", source,
                (scale, fidelity) => MethodChoice.Of(new EntropyMinimisationOptions { TargetWeight = scale.TargetWeight, Fidelity = fidelity })),
            MaxSquare(setting, source), ImageWise(setting, source), Guided(setting, source),
        ], (profile, places) => setting.Data(profile, places).Pair)
        {
            Controls = [Continued(setting, source), StatisticsOnly(setting, source)],
        };
    }

    /// <summary>The rows of the SYNTHIA table, which has no MinEnt, with both means.</summary>
    public static RecipeTable Synthia(string title, MaximumSquaresSetting setting)
    {
        var source = Source(setting);
        return new RecipeTable(setting.Key, title, setting.Published,
            [source, MaxSquare(setting, source), ImageWise(setting, source), Guided(setting, source)],
            (profile, places) => setting.Data(profile, places).Pair)
        {
            Controls = [Continued(setting, source), StatisticsOnly(setting, source)],
            Metrics = [TableMetric.MeanIntersectionOverUnion, MaximumSquaresTables.MeanOf13],
        };
    }

    /// <summary>The published rows of one city; its Source row is the run that all cities share, measured on this city.</summary>
    public static RecipeTable City(string city, string title, MaximumSquaresSetting setting, Recipe source) => new(
        setting.Key, title, setting.Published, [source with { Published = setting.Published!.Row("Source") }, MaxSquare(setting, source), ImageWise(setting, source)],
        (profile, places) => setting.Data(profile, places).Pair)
    {
        Controls = [StatisticsOnly(setting, source)],
        Metrics = [new("mIoU", run => 100 * (run.Reports.TryGetValue(city, out var report) ? report : run.Report).MeanIntersectionOverUnion)],
    };

    /// <summary>Training on the labelled source.</summary>
    public static Recipe Source(MaximumSquaresSetting setting) =>
        setting.Row("source", "Source", "Cross entropy on the source domain only.", null, (_, _) => MethodChoice.SourceOnly);

    /// <summary>One option of a method, varied around its setting in a table whose rows stand among the study's.</summary>
    /// <param name="key">Short name of the study.</param>
    /// <param name="title">What it varies.</param>
    /// <param name="main">The table it belongs to.</param>
    /// <param name="setting">That table's setting.</param>
    /// <param name="rows">The study's rows in order: a value, and the main table's row where that has it.</param>
    /// <param name="name">A row's name from its value.</param>
    /// <param name="method">The method at a scale and a value.</param>
    public static RecipeTable Study(
        string key, string title, RecipeTable main, MaximumSquaresSetting setting, IReadOnlyList<(double Value, string? Main)> rows,
        Func<double, string> name, Func<MaximumSquaresScale, Fidelity, double, MethodChoice> method)
    {
        var source = main.Row("Source");
        var study = setting with { Key = key, Published = null };
        return new RecipeTable(key, title, null,
            [.. rows.Select(r => r.Main is { } row ? main.Row(row) : study.Row(
                FormattableString.Invariant($"{r.Value}"), name(r.Value), $"{name(r.Value)}; everything else as in {setting.Key}.", source,
                (scale, fidelity) => method(scale, fidelity, r.Value)))],
            main.Data)
        {
            Controls = [source], Baseline = "Source",
        };
    }

    /// <summary>Options of the row with multi-level guidance.</summary>
    public static MaximumSquaresOptions GuidedOptions(MaximumSquaresScale scale, Fidelity fidelity) => new()
    {
        TargetWeight = scale.GuidedTargetWeight, ImageWiseAlpha = Alpha, MultiLevel = true, Delta = scale.Delta, Fidelity = fidelity,
    };

    /// <summary>The published experiment for GTA5 on other pictures.</summary>
    public static DomainExperiment Published(DomainPair pair, bool guided)
    {
        var scale = MaximumSquaresScale.Paper;
        var setting = new MaximumSquaresSetting("published", null, MaximumSquaresData.Gta5ToCityscapes, MaximumSquaresScale.Of);
        var data = new MaximumSquaresData(pair, scale.SourceSize, guided ? MaximumSquaresData.Guided : scale.TargetSize);
        return setting.Build(Profile.Paper, new DataPlaces(), data, "adaptation", (s, fidelity) => MethodChoice.Of(guided
            ? GuidedOptions(s, fidelity)
            : new MaximumSquaresOptions { TargetWeight = s.TargetWeight, ImageWiseAlpha = Alpha, Fidelity = fidelity }));
    }

    private static Recipe MaxSquare(MaximumSquaresSetting setting, Recipe source) => setting.Row(
        "max-square", "MaxSquare", "Maximum squares on the target domain.", source,
        (scale, fidelity) => MethodChoice.Of(new MaximumSquaresOptions { TargetWeight = scale.TargetWeight, Fidelity = fidelity }));

    private static Recipe ImageWise(MaximumSquaresSetting setting, Recipe source) => setting.Row(
        "image-wise", "MaxSquare+IW", "Maximum squares with image-wise class balance.", source,
        (scale, fidelity) => MethodChoice.Of(new MaximumSquaresOptions { TargetWeight = scale.TargetWeight, ImageWiseAlpha = Alpha, Fidelity = fidelity }));

    private static Recipe Guided(MaximumSquaresSetting setting, Recipe source) => setting.Row(
        "image-wise-multi", "MaxSquare+IW+Multi", "Image-wise maximum squares, and the low head guided by both heads.", source,
        (scale, fidelity) => MethodChoice.Of(GuidedOptions(scale, fidelity)), guided: true);

    private static Recipe Continued(MaximumSquaresSetting setting, Recipe source) => setting.Row(
        "source-continued", "Source, continued", "The source alone for as many further steps as the adapted rows take.", source, (_, _) => MethodChoice.SourceOnly);

    private static Recipe StatisticsOnly(MaximumSquaresSetting setting, Recipe source) => setting.Row(
        "statistics-only", "Statistics only", "Adaptation with a vanishing weight: only the batch statistics see the target.", source,
        (_, fidelity) => MethodChoice.Of(new MaximumSquaresOptions { TargetWeight = VanishingWeight, Fidelity = fidelity }));
}
