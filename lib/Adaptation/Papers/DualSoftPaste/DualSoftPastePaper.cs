// L. Gao, J. Zhang, L. Zhang, D. Tao, "DSP: Dual Soft-Paste for Unsupervised Domain Adaptive Semantic Segmentation", ACM MM 2021,
// arXiv 2107.09600. Notebook: notebooks/05-dual-soft-paste.ipynb.

using System.Reflection;
using Research.Adaptation.Data;

namespace Research.Adaptation.Papers;

/// <summary>The dual soft-paste paper: citation, published tables, recipes, differences.</summary>
public static class DualSoftPastePaper
{
    /// <summary>The citation.</summary>
    public static Paper Paper { get; } = new(
        "dual-soft-paste", "DSP: Dual Soft-Paste for Unsupervised Domain Adaptive Semantic Segmentation",
        "L. Gao, J. Zhang, L. Zhang, D. Tao", "ACM Multimedia", 2021, "2107.09600", "GaoLii/DSP @f90a6bb and @8baf66e (no licence file)");

    /// <summary>GTA5 to Cityscapes, as published.</summary>
    public static PublishedTable Gta5ToCityscapesPublished => DualSoftPasteTables.Gta5ToCityscapes;

    /// <summary>SYNTHIA to Cityscapes, as published.</summary>
    public static PublishedTable SynthiaToCityscapesPublished => DualSoftPasteTables.SynthiaToCityscapes;

    /// <summary>
    /// Source only, DSP and its ablations. Profile Paper: GTA5 to Cityscapes as the release of September 2021 runs it. Mini and Smoke: the
    /// game look of the embedded scenes to their real-camera look, after the paper's text, all rows from one source-trained network.
    /// </summary>
    public static RecipeTable Gta5ToCityscapes { get; } = DualSoftPasteRecipes.Whole(
        "gta5-to-cityscapes", "GTA5 → Cityscapes; Mini and Smoke: game scenes → street scenes", DualSoftPasteTables.Gta5ToCityscapes, DualSoftPasteSetting.Gta5);

    /// <summary>Source only and DSP. Profile Paper: SYNTHIA to Cityscapes as the release of July 2021 runs it. Mini and Smoke: the scenes in the same 16 classes, lambda 0.8.</summary>
    public static RecipeTable SynthiaToCityscapes { get; } = DualSoftPasteRecipes.Headline(
        "synthia-to-cityscapes", "SYNTHIA → Cityscapes, 16 classes; Mini and Smoke: game scenes → street scenes", DualSoftPasteTables.SynthiaToCityscapes, DualSoftPasteSetting.Synthia);

    /// <summary>
    /// The rows from all embedded scenes to CamVid's photographs, 11 classes. No such table was published. CamVid's training labels
    /// are not read; its validation labels serve for evaluation only.
    /// </summary>
    public static RecipeTable ScenesToCamVid { get; } = DualSoftPasteRecipes.Whole(
        "scenes-to-camvid", "Embedded scenes → CamVid photographs, 11 classes", published: null, DualSoftPasteSetting.CamVid);

    /// <summary>
    /// DSP as published for GTA5 (profile Paper: ResNet-101, crops of 512 x 512, 2 + 2 + 2 pictures, the release of September 2021) on other
    /// pictures in Cityscapes' 19 classes: what a step costs can be measured without the datasets.
    /// </summary>
    /// <param name="pair">The pictures; resized to 1280 x 720 and 1024 x 512 before cropping, as published.</param>
    public static PasteExperiment PublishedOn(DomainPair pair) =>
        DualSoftPasteRecipes.Published(DualSoftPasteSetting.Gta5, pair, (1280, 720), (1024, 512));

    /// <summary>All tables with recipes.</summary>
    public static IReadOnlyList<RecipeTable> Tables { get; } = [Gta5ToCityscapes, SynthiaToCityscapes, ScenesToCamVid];

    /// <summary>The numbered list of differences between paper, released code and this library, as Markdown.</summary>
    public static string Differences
    {
        get
        {
            using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("DualSoftPaste.Differences.md")
                ?? throw new InvalidOperationException("the assembly was built without DualSoftPaste.Differences.md");
            return new StreamReader(stream).ReadToEnd();
        }
    }
}
