// The region-wise paper: a two-page abstract in Japanese, from which this library knows text, equation and table, but neither title nor
// authors. It cites Y. Ganin et al., JMLR 17(59), 2016 and V. Badrinarayanan et al., TPAMI 39(12), 2017. No code was released.
// Notebook: notebooks/01-region-dann.ipynb.

using System.Reflection;
using Research.Adaptation.Data;

namespace Research.Adaptation.Papers;

/// <summary>The region-wise gradient reversal paper: citation, published table, recipes, differences.</summary>
public static class RegionDannPaper
{
    /// <summary>The citation; title, authors and year are not in the text that the facts were read from.</summary>
    public static Paper Paper { get; } = new(
        "region-dann", "Domain adaptation for semantic segmentation with a gradient reversal layer per region (descriptive title)",
        "authors not named in the text at hand", "two-page abstract in Japanese", null, null, null);

    /// <summary>GTAV to Cityscapes, as published.</summary>
    public static PublishedTable Gta5ToCityscapesPublished => RegionDannTables.Gta5ToCityscapes;

    /// <summary>
    /// The rows SegNet(T), SegNet(S), DANN, Proposed, Proposed + pre-training. Profile Paper: GTAV to Cityscapes. Mini and Smoke: the game
    /// look of the embedded scenes to their real-camera look, in the same 19 classes.
    /// </summary>
    public static RecipeTable Gta5ToCityscapes { get; } = RegionDannRecipes.Table(
        "gta5-to-cityscapes", "GTAV → Cityscapes; Mini and Smoke: game scenes → street scenes",
        RegionDannTables.Gta5ToCityscapes, RegionDannData.Gta5ToCityscapes);

    /// <summary>What the abstract leaves open, one choice at a time. No such table was published.</summary>
    public static RecipeTable Choices { get; } = RegionDannRecipes.Choices(Gta5ToCityscapes, RegionDannData.Gta5ToCityscapes);

    /// <summary>
    /// The same rows from all embedded scenes to CamVid's photographs, 11 classes. No such table was published. CamVid's training labels
    /// serve the row SegNet(T) only.
    /// </summary>
    public static RecipeTable ScenesToCamVid { get; } = RegionDannRecipes.Table(
        "scenes-to-camvid", "Embedded scenes → CamVid photographs, 11 classes", published: null, RegionDannData.ScenesToCamVid);

    /// <summary>
    /// The proposed row at the paper's size (profile Paper: SegNet with VGG16's encoder, 1024 x 512, 2 + 2 pictures, 16 x 32 regions) on other
    /// pictures in Cityscapes' 19 classes: what a step costs can be measured without the datasets.
    /// </summary>
    /// <param name="pair">The pictures.</param>
    public static DomainExperiment PublishedOn(DomainPair pair) => RegionDannRecipes.Published(pair);

    /// <summary>All tables with recipes.</summary>
    public static IReadOnlyList<RecipeTable> Tables { get; } = [Gta5ToCityscapes, Choices, ScenesToCamVid];

    /// <summary>The numbered list of what was open, what was chosen, and what is doubtful, as Markdown.</summary>
    public static string Differences
    {
        get
        {
            using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("RegionDann.Differences.md")
                ?? throw new InvalidOperationException("the assembly was built without RegionDann.Differences.md");
            return new StreamReader(stream).ReadToEnd();
        }
    }
}
