// Q. Wang, D. Dai, L. Hoyer, L. Van Gool, O. Fink, "Domain Adaptive Semantic Segmentation with Self-Supervised Depth Estimation" (CorDA), ICCV 2021,
// arXiv 2104.13613. Notebook: notebooks/04-corda.ipynb.

using System.Reflection;
using Research.Adaptation.Data;
using Research.Adaptation.Depth;

namespace Research.Adaptation.Papers;

/// <summary>The CorDA paper: citation, published tables, recipes, differences.</summary>
public static class CordaPaper
{
    /// <summary>The citation.</summary>
    public static Paper Paper => CordaCitation.Paper;

    /// <summary>GTA5 to Cityscapes, as published.</summary>
    public static PublishedTable Gta5ToCityscapesPublished => CordaTables.Gta5ToCityscapes;

    /// <summary>SYNTHIA to Cityscapes, as published.</summary>
    public static PublishedTable SynthiaToCityscapesPublished => CordaTables.SynthiaToCityscapes;

    /// <summary>
    /// Source, DACS, each of the two contributions alone, and both, with the network for GTA5. Mini and Smoke: the game look of the embedded scenes to their
    /// real-camera look. Controls: more source training, batch statistics alone, depth as a second task without either contribution.
    /// </summary>
    public static RecipeTable Gta5ToCityscapes { get; } = CordaRecipes.Ablation(
        "gta5-to-cityscapes", "GTA5 → Cityscapes; Mini and Smoke: game scenes → street scenes", CordaTables.Gta5ToCityscapes, CordaExperimentData.Gta5ToCityscapes);

    /// <summary>Source, DACS and CorDA with the network for SYNTHIA, 16 classes. Mini and Smoke: the plain virtual city of the scenes to their real-camera look.</summary>
    public static RecipeTable SynthiaToCityscapes { get; } = CordaRecipes.Headline(
        "synthia-to-cityscapes", "SYNTHIA → Cityscapes, 16 classes; Mini and Smoke: virtual-city scenes → street scenes",
        CordaTables.SynthiaToCityscapes, CordaExperimentData.SynthiaToCityscapes);

    /// <summary>CorDA with other target depth: what the depth network, the matcher and the renderer are worth to it.</summary>
    public static RecipeTable DepthSupervision { get; } = CordaRecipes.Supervision(Gta5ToCityscapes);

    /// <summary>
    /// From both looks of the scenes to CamVid's photographs, 11 classes. CamVid has neither stereo nor video in this form: its depth comes from the
    /// self-supervised network that was trained on street scenes. No such table was published.
    /// </summary>
    public static RecipeTable ScenesToCamVid { get; } = CordaRecipes.Photographs(
        "scenes-to-camvid", "Embedded scenes → CamVid photographs, 11 classes", CordaExperimentData.ScenesToCamVid);

    /// <summary>
    /// CorDA as published for GTA5 (profile Paper: ResNet-101, crops of 512 x 512, 2 + 2 pictures, the released code), from drawn weights, on other
    /// pictures in Cityscapes' 19 classes: what a step costs can be measured without the datasets.
    /// </summary>
    /// <param name="pair">The pictures; resized to 1280 x 720 and 1024 x 512 before cropping, as published.</param>
    /// <param name="sourceDepth">Depth of the source pictures.</param>
    /// <param name="targetDepth">Depth of the target pictures.</param>
    public static CordaExperiment PublishedOn(DomainPair pair, IDepthSource sourceDepth, IDepthSource targetDepth) =>
        CordaRecipes.Published(pair, sourceDepth, targetDepth);

    /// <summary>All tables with recipes.</summary>
    public static IReadOnlyList<RecipeTable> Tables { get; } = [CordaDepth.Table, Gta5ToCityscapes, SynthiaToCityscapes, DepthSupervision, ScenesToCamVid];

    /// <summary>The numbered list of differences between paper, released code and this library, as Markdown.</summary>
    public static string Differences
    {
        get
        {
            using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("CorDA.Differences.md")
                ?? throw new InvalidOperationException("the assembly was built without CorDA.Differences.md");
            return new StreamReader(stream).ReadToEnd();
        }
    }
}
