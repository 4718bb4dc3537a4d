// M. Chen, H. Xue, D. Cai, "Domain Adaptation for Semantic Segmentation with Maximum Squares Loss", ICCV 2019, arXiv 1909.13589.
// Notebook: notebooks/03-maximum-squares.ipynb.

using System.Reflection;
using Research.Adaptation.Data;

namespace Research.Adaptation.Papers;

/// <summary>The maximum squares paper: citation, published tables, recipes, differences.</summary>
public static class MaximumSquaresPaper
{
    /// <summary>The citation.</summary>
    public static Paper Paper { get; } = new(
        "maximum-squares", "Domain Adaptation for Semantic Segmentation with Maximum Squares Loss",
        "M. Chen, H. Xue, D. Cai", "ICCV", 2019, "1909.13589", "ZJULearning/MaxSquareLoss @2fbc18f (MIT)");

    /// <summary>GTA5 to Cityscapes, as published.</summary>
    public static PublishedTable Gta5ToCityscapesPublished => MaximumSquaresTables.Gta5ToCityscapes;

    /// <summary>SYNTHIA to Cityscapes, as published.</summary>
    public static PublishedTable SynthiaToCityscapesPublished => MaximumSquaresTables.SynthiaToCityscapes;

    /// <summary>Cityscapes to Rome, Rio, Tokyo and Taipei, as published.</summary>
    public static IReadOnlyList<PublishedTable> CrossCityPublished => MaximumSquaresTables.CrossCity;

    /// <summary>
    /// The rows Source, MinEnt, MaxSquare, MaxSquare+IW and MaxSquare+IW+Multi. Profile Paper: GTA5 to Cityscapes. Mini and Smoke: the
    /// game look of the embedded scenes to their real-camera look, in the same 19 classes.
    /// </summary>
    public static RecipeTable Gta5ToCityscapes { get; } = MaximumSquaresRecipes.Table("GTA5 → Cityscapes; Mini and Smoke: game scenes → street scenes",
        new("gta5-to-cityscapes", MaximumSquaresTables.Gta5ToCityscapes, MaximumSquaresData.Gta5ToCityscapes, MaximumSquaresScale.Of));

    private static readonly MaximumSquaresSetting SynthiaSetting = new(
        "synthia-to-cityscapes", MaximumSquaresTables.SynthiaToCityscapes, MaximumSquaresData.SynthiaToCityscapes, MaximumSquaresScale.OfFurther);

    /// <summary>
    /// The rows of SYNTHIA to Cityscapes in 16 classes, with the mean over 13 of them. Mini and Smoke: a second synthetic look of the scenes
    /// to their real-camera look; Mini is smaller than that of the first table.
    /// </summary>
    public static RecipeTable SynthiaToCityscapes { get; } =
        MaximumSquaresRecipes.Synthia("SYNTHIA → Cityscapes; Mini and Smoke: synthia-like scenes → street scenes", SynthiaSetting);

    /// <summary>Cityscapes to Rome, Rio, Tokyo and Taipei, 13 classes, in the order of <see cref="CrossCityPublished"/>. Mini and Smoke: street scenes to city scenes.</summary>
    public static IReadOnlyList<RecipeTable> CrossCity { get; } = CrossCityTables();

    /// <summary>alpha of the image-wise weights, on SYNTHIA's table; 0 is the plain loss. No such study was found in print.</summary>
    public static RecipeTable AlphaStudy { get; } = MaximumSquaresRecipes.Study("study-alpha", "α of the image-wise weights", SynthiaToCityscapes, SynthiaSetting,
        [(0, "MaxSquare"), (0.2, "MaxSquare+IW"), (0.5, null), (1, null)], value => FormattableString.Invariant($"α = {value}"),
        (scale, fidelity, value) => MethodChoice.Of(new Methods.MaximumSquaresOptions { TargetWeight = scale.TargetWeight, ImageWiseAlpha = value, Fidelity = fidelity }));

    /// <summary>lambda_T as a multiple of the table's, on SYNTHIA's table.</summary>
    public static RecipeTable LambdaStudy { get; } = MaximumSquaresRecipes.Study("study-lambda", "λ_T as a multiple of the table's", SynthiaToCityscapes, SynthiaSetting,
        [(0.25, null), (0.5, null), (1, "MaxSquare"), (2, null), (4, null)], value => FormattableString.Invariant($"λ_T x {value}"),
        (scale, fidelity, value) => MethodChoice.Of(new Methods.MaximumSquaresOptions { TargetWeight = value * scale.TargetWeight, Fidelity = fidelity }));

    /// <summary>delta of the multi-level guidance, on SYNTHIA's table.</summary>
    public static RecipeTable DeltaStudy { get; } = MaximumSquaresRecipes.Study("study-delta", "δ of the multi-level guidance", SynthiaToCityscapes, SynthiaSetting,
        [(0.5, null), (0.8, null), (0.95, "MaxSquare+IW+Multi"), (0.99, null)], value => FormattableString.Invariant($"δ = {value}"),
        (scale, fidelity, value) => MethodChoice.Of(MaximumSquaresRecipes.GuidedOptions(scale, fidelity) with { Delta = value }));

    /// <summary>
    /// The rows of the first table from all embedded scenes to CamVid's photographs, 11 classes. No such table was published. CamVid's training
    /// labels are not read; its validation labels serve for evaluation only.
    /// </summary>
    public static RecipeTable ScenesToCamVid { get; } = MaximumSquaresRecipes.Table("Embedded scenes → CamVid photographs, 11 classes",
        new("scenes-to-camvid", null, MaximumSquaresData.ScenesToCamVid, MaximumSquaresScale.Of));

    /// <summary>
    /// The row MaxSquare+IW+Multi as published for GTA5 (profile Paper: ResNet-101, a source picture of 1280 x 720, a target picture of
    /// 1280 x 640, both heads) on other pictures in Cityscapes' 19 classes: what a step costs can be measured without the datasets.
    /// </summary>
    /// <param name="pair">The pictures.</param>
    /// <param name="guided">False for MaxSquare+IW, whose target pictures are 1024 x 512 and which has one head.</param>
    public static DomainExperiment PublishedOn(DomainPair pair, bool guided = true) => MaximumSquaresRecipes.Published(pair, guided);

    /// <summary>All tables with recipes.</summary>
    public static IReadOnlyList<RecipeTable> Tables { get; } =
        [Gta5ToCityscapes, SynthiaToCityscapes, .. CrossCity, AlphaStudy, LambdaStudy, DeltaStudy, ScenesToCamVid];

    /// <summary>The numbered list of differences between paper, released code and this library, as Markdown.</summary>
    public static string Differences
    {
        get
        {
            using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("MaximumSquares.Differences.md")
                ?? throw new InvalidOperationException("the assembly was built without MaximumSquares.Differences.md");
            return new StreamReader(stream).ReadToEnd();
        }
    }

    // One source run for all cities: it is measured on each of them.
    private static IReadOnlyList<RecipeTable> CrossCityTables()
    {
        var cities = MaximumSquaresTables.CrossCity.Select(t => (Key: t.Key["cityscapes-to-".Length..], Table: t)).ToList();
        var shared = new MaximumSquaresSetting("cross-city", null, (profile, places) => MaximumSquaresData.CrossCity(null, profile, places), MaximumSquaresScale.OfFurther);
        var source = MaximumSquaresRecipes.Source(shared);
        var plain = source.Build;
        source = source with
        {
            Build = (profile, places) => new CrossCityExperiment((DomainExperiment)plain(profile, places),
                cities.ToDictionary(c => c.Key, c => MaximumSquaresData.CityTest(c.Key, profile, places))),
        };
        return [.. cities.Select(c => MaximumSquaresRecipes.City(c.Key, c.Table.Title, new MaximumSquaresSetting(
            c.Table.Key, c.Table, (profile, places) => MaximumSquaresData.CrossCity(c.Key, profile, places), MaximumSquaresScale.OfFurther), source))];
    }
}
