// M. Chen, H. Xue, D. Cai, "Domain Adaptation for Semantic Segmentation with Maximum Squares Loss", ICCV 2019, arXiv 1909.13589.
// Notebook: notebooks/03-maximum-squares.ipynb.

using System.Reflection;

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
    public static RecipeTable Gta5ToCityscapes { get; } = MaximumSquaresRecipes.Table(
        "gta5-to-cityscapes", "GTA5 → Cityscapes; Mini and Smoke: game scenes → street scenes",
        MaximumSquaresTables.Gta5ToCityscapes, MaximumSquaresData.Gta5ToCityscapes);

    /// <summary>
    /// The same rows from all embedded scenes to CamVid's photographs, 11 classes. No such table was published. CamVid's training
    /// labels are not read; its validation labels serve for evaluation only.
    /// </summary>
    public static RecipeTable ScenesToCamVid { get; } = MaximumSquaresRecipes.Table(
        "scenes-to-camvid", "Embedded scenes → CamVid photographs, 11 classes", published: null, MaximumSquaresData.ScenesToCamVid);

    /// <summary>All tables with recipes.</summary>
    public static IReadOnlyList<RecipeTable> Tables { get; } = [Gta5ToCityscapes, ScenesToCamVid];

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
}
