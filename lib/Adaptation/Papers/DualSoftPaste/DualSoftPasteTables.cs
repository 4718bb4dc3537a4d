// Numbers of L. Gao, J. Zhang, L. Zhang, D. Tao, ACM MM 2021, arXiv 2107.09600, with how each was obtained.

using Research.Adaptation.Data;

namespace Research.Adaptation.Papers;

/// <summary>The published results of the dual soft-paste paper and of DACS under the same protocol.</summary>
internal static class DualSoftPasteTables
{
    private const string Memory = "memory; the class numbers average to the mean";

    public static PublishedTable Gta5ToCityscapes { get; } = new(
        "gta5-to-cityscapes", "GTA5 → Cityscapes, 19 classes, DeepLabv2 with ResNet-101", LabelSpaces.Cityscapes19,
        [
            new("DACS", 52.1, FactStatus.Verified, "README of lhoyer/DAFormer; a user of vikolss/DACS measured 52.18 (issue 12)"),
            new("DSP", 55.0, FactStatus.Recalled, Memory)
            {
                Classes = [92.4, 48.0, 87.4, 33.4, 35.1, 36.4, 41.6, 46.0, 87.7, 43.2, 89.8, 66.6, 32.1, 89.9, 57.0, 56.1, 0.0, 44.1, 57.8],
                ClassStatus = FactStatus.Recalled,
            },
        ]);

    public static PublishedTable SynthiaToCityscapes { get; } = new(
        "synthia-to-cityscapes", "SYNTHIA → Cityscapes, 16 classes (second mean: 13, without wall, fence, pole)", LabelSpaces.Synthia16,
        [
            new("DACS", 48.3, FactStatus.Verified, "README of qinenergy/corda and of lhoyer/DAFormer") { SubsetMean = 54.8 },
            new("DSP", 51.0, FactStatus.Recalled, Memory)
            {
                Classes = [86.4, 42.0, 82.0, 2.1, 1.8, 34.0, 31.6, 33.2, 87.2, 88.5, 64.1, 31.9, 83.8, 65.4, 28.8, 54.0],
                ClassStatus = FactStatus.Recalled,
                SubsetMean = 59.9,
            },
        ]);
}
