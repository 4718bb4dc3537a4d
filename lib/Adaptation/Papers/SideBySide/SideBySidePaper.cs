// No paper: the five systems of the other pages on the same pictures. Notebook: notebooks/06-side-by-side.ipynb.

using Research.Adaptation.Data;

namespace Research.Adaptation.Papers;

/// <summary>The five systems and their source-only networks on the same pictures, with the same size, batch and number of steps.</summary>
public static class SideBySidePaper
{
    /// <summary>The page's entry in the catalogue.</summary>
    public static Paper Paper { get; } = new("side-by-side", "Side by side: five systems on the same pictures", "this project", "notebooks/06-side-by-side.ipynb", null, null, null);

    /// <summary>Each system's row and the row of its own network trained on the source alone, which its gain is counted from.</summary>
    public static IReadOnlyList<(string System, string Source)> Pairs { get; } =
    [
        ("Region-wise DANN", "Source, SegNet"),
        ("Multi-head (labels of 1/8 of the target)", "Supervised, multi-head"),
        ("Maximum squares", "Source, DeepLabv2"),
        ("CorDA", "Source, multi-task DeepLabv2"),
        ("Dual soft paste", "Source, projected DeepLabv2"),
    ];

    /// <summary>From the game look of the scenes to their real-camera look; in profile Paper from GTA5 to Cityscapes, each as published.</summary>
    public static RecipeTable GameToStreet { get; } = Table("game-to-street", "Game scenes → street scenes, 19 classes, all systems with one budget", false,
        RegionDannPaper.Gta5ToCityscapes, MaximumSquaresPaper.Gta5ToCityscapes, CordaPaper.Gta5ToCityscapes, DualSoftPastePaper.Gta5ToCityscapes, MultiHeadPair.Scenes);

    /// <summary>From both looks of the scenes to CamVid's photographs.</summary>
    public static RecipeTable ScenesToCamVid { get; } = Table("scenes-to-camvid", "Embedded scenes → CamVid photographs, 11 classes, all systems with one budget", true,
        RegionDannPaper.ScenesToCamVid, MaximumSquaresPaper.ScenesToCamVid, CordaPaper.ScenesToCamVid, DualSoftPastePaper.ScenesToCamVid, MultiHeadPair.Photographs);

    /// <summary>All tables with recipes.</summary>
    public static IReadOnlyList<RecipeTable> Tables { get; } = [GameToStreet, ScenesToCamVid];

    private static RecipeTable Table(
        string key, string title, bool photographs, RecipeTable dann, RecipeTable squares, RecipeTable corda, RecipeTable paste, Func<bool, string, Recipe> multiHead)
    {
        var make = new SideBySideRecipes(key, photographs);
        var segnet = make.Source("source-segnet", Pairs[0].Source, dann.Row("SegNet(S)"));
        var deeplab = make.Source("source-deeplab", Pairs[2].Source, squares.Row("Source"));
        var multiTask = make.Source("source-multi-task", Pairs[3].Source, corda.Row("Source"));
        var projected = make.Source("source-projected", Pairs[4].Source, paste.Row("Source only").StartsFrom!);
        return new RecipeTable(key, title, null,
        [
            segnet,
            make.System("region-dann", Pairs[0].System, dann.Row("Proposed + pre-training"), segnet),
            multiHead(false, Pairs[1].Source),
            multiHead(true, Pairs[1].System),
            deeplab,
            make.System("maximum-squares", Pairs[2].System, squares.Row("MaxSquare+IW+Multi"), deeplab),
            multiTask,
            make.System("corda", Pairs[3].System, corda.Row("CorDA"), multiTask),
            projected,
            make.System("dual-soft-paste", Pairs[4].System, paste.Row("DSP"), projected),
        ])
        {
            Metrics = [new TableMetric("mIoU", r => 100 * Target(r))],
            Baseline = Pairs[2].Source,
            Controls =
            [
                make.System("statistics-only", "Statistics only, DeepLabv2", squares.Row("Statistics only"), deeplab),
                make.System("source-continued", "Source, continued, DeepLabv2", squares.Row("Source, continued"), deeplab),
            ],
        };
    }

    /// <summary>The evaluation of a run on the target; of a network with several heads, through the target's own.</summary>
    public static Evaluation.EvaluationReport TargetReport(Training.RunResult run) => run.Reports.GetValueOrDefault(MultiHeadPair.Target) ?? run.Report;

    private static double Target(Training.RunResult run) => TargetReport(run).MeanIntersectionOverUnion;
}
