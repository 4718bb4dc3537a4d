using Research.Adaptation.Data;
using Research.Adaptation.Methods;

namespace Research.Adaptation.Papers;

/// <summary>What a table of the paper sets, beside what the profile sets.</summary>
/// <param name="Data">The data at a profile.</param>
/// <param name="Lambda">Share of the pasted picture, 0.9 for GTA5 and 0.8 for SYNTHIA.</param>
/// <param name="RareClasses">The published list of rare classes, used in profile Paper; null where there is none.</param>
/// <param name="Release">The release that can run it; read in profile Paper.</param>
internal sealed record DualSoftPasteSetting(
    Func<Profile, DataPlaces, DualSoftPasteData> Data, double Lambda, IReadOnlyList<int>? RareClasses, DualSoftPasteRelease Release)
{
    /// <summary>GTA5 to Cityscapes: rider, bus, train, motorcycle, bicycle are rare.</summary>
    public static DualSoftPasteSetting Gta5 { get; } = new(DualSoftPasteData.Gta5ToCityscapes, 0.9, [12, 15, 16, 17, 18], DualSoftPasteRelease.September2021);

    /// <summary>SYNTHIA to Cityscapes: wall, fence, traffic light, bus are rare; only the first release can run it.</summary>
    public static DualSoftPasteSetting Synthia { get; } = new(DualSoftPasteData.SynthiaToCityscapes, 0.8, [3, 4, 6, 13], DualSoftPasteRelease.July2021);

    /// <summary>Scenes to CamVid: not published.</summary>
    public static DualSoftPasteSetting CamVid { get; } = new(DualSoftPasteData.ScenesToCamVid, 0.9, null, DualSoftPasteRelease.September2021);
}
