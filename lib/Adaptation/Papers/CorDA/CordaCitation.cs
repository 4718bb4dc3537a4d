namespace Research.Adaptation.Papers;

/// <summary>Which paper the recipes of both stages belong to; in a class of its own so that neither stage's tables need the other's first.</summary>
internal static class CordaCitation
{
    public static Paper Paper { get; } = new(
        "corda", "Domain Adaptive Semantic Segmentation with Self-Supervised Depth Estimation",
        "Q. Wang, D. Dai, L. Hoyer, L. Van Gool, O. Fink", "ICCV", 2021, "2104.13613", "qinenergy/corda @2904cc6 (no licence file)");
}
