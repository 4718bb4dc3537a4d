using Research.Scenes;

namespace Research.Adaptation.Data;

/// <summary>The label spaces of the papers: Cityscapes' 19 classes, their subsets of 16 and 13, and CamVid's 11.</summary>
public static class LabelSpaces
{
    // The street renderer labels with the same train ids: names and colours are stated there, once.
    private static readonly (string Name, byte R, byte G, byte B)[] Cityscapes =
        StreetClasses.Names.Zip(StreetClasses.Colours, (name, colour) => (name, colour.R, colour.G, colour.B)).ToArray();

    // Ids and colours of the SegNet tutorial's CamVid (Brostow et al. 2009, grouped as in Sturgess et al. 2009).
    private static readonly (string Name, byte R, byte G, byte B)[] CamVid =
    [
        ("sky", 128, 128, 128), ("building", 128, 0, 0), ("pole", 192, 192, 128), ("road", 128, 64, 128),
        ("pavement", 60, 40, 222), ("tree", 128, 128, 0), ("sign or signal", 192, 128, 128), ("fence", 64, 64, 128),
        ("car", 64, 0, 128), ("pedestrian", 64, 64, 0), ("bicyclist", 0, 128, 192),
    ];

    /// <summary>Cityscapes' 19 train ids: road 0 .. bicycle 18.</summary>
    public static LabelSpace Cityscapes19 { get; } = Create("cityscapes19", Cityscapes);

    /// <summary>The 16 classes that SYNTHIA shares with Cityscapes (no terrain, truck, train), renumbered 0 .. 15.</summary>
    public static LabelSpace Synthia16 { get; } =
        Create("synthia16", Without("terrain", "truck", "train"));

    /// <summary>The 13 classes of the NTHU cross-city benchmark (also without wall, fence, pole), renumbered 0 .. 12.</summary>
    public static LabelSpace CrossCity13 { get; } =
        Create("crosscity13", Without("terrain", "truck", "train", "wall", "fence", "pole"));

    /// <summary>CamVid's 11 classes in the SegNet tutorial's order; its void (11) is <see cref="LabelSpace.Ignore"/> here.</summary>
    public static LabelSpace CamVid11 { get; } = Create("camvid11", CamVid);

    /// <summary>All spaces, largest first.</summary>
    public static IReadOnlyList<LabelSpace> All { get; } = [Cityscapes19, Synthia16, CrossCity13, CamVid11];

    /// <summary>The space with that key.</summary>
    /// <exception cref="ArgumentException">There is no such space.</exception>
    public static LabelSpace Find(string name) =>
        All.FirstOrDefault(space => space.Name == name)
        ?? throw new ArgumentException($"expected a label space ({string.Join(", ", All)}), got '{name}'", nameof(name));

    private static IEnumerable<(string, byte, byte, byte)> Without(params string[] names) =>
        Cityscapes.Where(c => !names.Contains(c.Name)).Select(c => (c.Name, c.R, c.G, c.B));

    private static LabelSpace Create(string name, IEnumerable<(string Name, byte R, byte G, byte B)> classes) =>
        new(name, classes.Select((c, id) => new SegmentationClass(id, c.Name, (c.R, c.G, c.B))));
}
