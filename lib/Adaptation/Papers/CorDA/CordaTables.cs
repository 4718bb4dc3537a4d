// Numbers of Q. Wang et al., "Domain Adaptive Semantic Segmentation with Self-Supervised Depth Estimation", ICCV 2021, arXiv 2104.13613, with how each was obtained.

using Research.Adaptation.Data;

namespace Research.Adaptation.Papers;

/// <summary>The published results of the CorDA paper.</summary>
internal static class CordaTables
{
    private const string Readme = "README of qinenergy/corda";
    private const string Abstract = "the paper's introduction";
    private const string Reruns = "users' reports in issue 6 of qinenergy/corda";
    private const string Dacs = "comparison table in the README of lhoyer/DAFormer";

    /// <summary>The classes of the second SYNTHIA mean: 16 without wall, fence, pole.</summary>
    public static IReadOnlyList<string> Synthia13 { get; } =
        [.. LabelSpaces.Synthia16.Classes.Select(c => c.Name).Where(n => n is not ("wall" or "fence" or "pole"))];

    /// <summary>The name of the second SYNTHIA mean.</summary>
    public const string SubsetMetric = "mIoU of 13";

    public static PublishedTable Gta5ToCityscapes { get; } = new(
        "gta5-to-cityscapes", "GTA5 → Cityscapes, 19 classes, DeepLabv2 with ResNet-101; averages of five runs", LabelSpaces.Cityscapes19,
        [
            new("DACS", 52.1, FactStatus.Verified, Dacs)
            {
                Classes = [92.93, 52.58, 85.81, 27.76, 31.80, 35.65, 41.17, 40.13, 86.46, 45.03, 86.32, 62.39, 25.00, 88.16, 49.78, 54.88, 0.00, 35.89, 49.64],
                ClassStatus = FactStatus.Unverified, // a user's reproduction (52.18), vikolss/DACS issue 12
            },
            new("CorDA", 56.6, FactStatus.Verified, Abstract)
            {
                Classes = [94.7, 63.1, 87.6, 30.7, 40.6, 40.2, 47.8, 51.6, 87.6, 47.0, 89.7, 66.7, 35.9, 90.2, 48.9, 57.5, 0.0, 39.8, 56.0],
                ClassStatus = FactStatus.Recalled,
            },
            new("CorDA, released checkpoint", 57.7, FactStatus.Verified, Readme),
            new("CorDA, a user's rerun", 54.8, FactStatus.Verified, Reruns),
            new("CorDA, another user's, after 82,000 steps", 51.1, FactStatus.Verified, Reruns),
        ]);

    public static PublishedTable SynthiaToCityscapes { get; } = new(
        "synthia-to-cityscapes", "SYNTHIA → Cityscapes, 16 classes (second mean: 13, without wall, fence, pole)", LabelSpaces.Synthia16,
        [
            Synthia("CBST", 42.6, 48.9),
            new("FDA", 52.5, FactStatus.Verified, Readme) { Metric = SubsetMetric },
            Synthia("DADA", 42.6, 49.8),
            Synthia("DACS", 48.3, 54.8),
            Synthia("CorDA", 55.0, 62.8) with
            {
                Classes = [93.3, 61.6, 85.3, 19.6, 5.1, 37.8, 36.6, 42.8, 84.9, 90.4, 69.7, 41.8, 85.6, 38.4, 32.6, 53.9],
                ClassStatus = FactStatus.Recalled,
            },
            new("CorDA, released checkpoint", 56.3, FactStatus.Verified, Readme),
        ]);

    private static PublishedRow Synthia(string method, double mean16, double mean13) => new(method, mean16, FactStatus.Verified, Readme)
    {
        SubsetMean = mean13,
        Others = new Dictionary<string, double> { [SubsetMetric] = mean13 },
    };
}
