using Research.Imaging;

namespace Research.Adaptation.Data;

/// <summary>Carries labels of one space into a coarser one; a class without a counterpart becomes void.</summary>
/// <remarks>
/// 19 to 16 and 13 keep the shared classes and ignore the others, as the released code of the papers does.
/// 19 to CamVid's 11 follows how CamVid's own 32 classes were grouped into 11; the table gives each reason.
/// 255 always stays 255.
/// </remarks>
public sealed class LabelMapping
{
    private readonly byte[] table = new byte[256];

    private LabelMapping(LabelSpace from, LabelSpace to, ReadOnlySpan<int> targets)
    {
        From = from;
        To = to;
        Array.Fill(table, LabelSpace.Ignore);
        for (int id = 0; id < targets.Length; id++)
            table[id] = targets[id] < 0 ? LabelSpace.Ignore : checked((byte)targets[id]);
    }

    /// <summary>The space that labels come from.</summary>
    public LabelSpace From { get; }

    /// <summary>The space that labels go to.</summary>
    public LabelSpace To { get; }

    /// <summary>The label of the target space for a label of the source space; <see cref="LabelSpace.Ignore"/> stays.</summary>
    public byte this[byte label] =>
        label < From.Count || label == LabelSpace.Ignore ? table[label] : throw OutOfRange(label, null);

    /// <summary>The mapping between two spaces.</summary>
    /// <exception cref="ArgumentException">No such mapping is defined (a finer space cannot be told from a coarser one).</exception>
    public static LabelMapping Between(LabelSpace from, LabelSpace to)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        if (from.Name == to.Name)
            return new(from, to, from.Classes.Select(c => c.Id).ToArray());
        if (to.Name == LabelSpaces.CamVid11.Name && from.Classes.All(c => CamVidName(c.Name) is not null))
            return new(from, to, from.Classes.Select(c => to.Find(CamVidName(c.Name)!).Id).ToArray());
        var targets = from.Classes.Select(c => to.Classes.FirstOrDefault(t => t.Name == c.Name)?.Id ?? -1).ToArray();
        if (to.Classes.All(t => from.Classes.Any(c => c.Name == t.Name)))
            return new(from, to, targets);
        throw new ArgumentException($"no mapping from label space '{from}' to '{to}': '{to}' has classes that '{from}' does not tell apart", nameof(to));
    }

    /// <summary>A new label map in the target space.</summary>
    /// <exception cref="ArgumentException">A label is neither a class of the source space nor 255.</exception>
    public LabelMap Apply(LabelMap labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        var source = labels.Labels;
        var result = new byte[source.Length];
        int count = From.Count;
        for (int i = 0; i < source.Length; i++)
        {
            byte label = source[i];
            if (label >= count && label != LabelSpace.Ignore)
                throw OutOfRange(label, (i % labels.Width, i / labels.Width));
            result[i] = table[label];
        }
        return new LabelMap(labels.Width, labels.Height, result);
    }

    // The grouping of CamVid's 32 classes into 11 (Sturgess et al. 2009; SegNet tutorial), read for Cityscapes' classes.
    private static string? CamVidName(string cityscapes) => cityscapes switch
    {
        "road" => "road",                     // Road, LaneMkgsDriv, LaneMkgsNonDriv
        "sidewalk" => "pavement",             // Sidewalk, ParkingBlock, RoadShoulder
        "building" => "building",             // Building, Wall, Tunnel, Bridge, Archway
        "wall" => "building",                 // CamVid's Wall went into building
        "fence" => "fence",                   // Fence
        "pole" => "pole",                     // Column_Pole, TrafficCone
        "traffic light" => "sign or signal",  // SignSymbol, Misc_Text, TrafficLight
        "traffic sign" => "sign or signal",
        "vegetation" => "tree",               // Tree, VegetationMisc
        "terrain" => "tree",                  // grass and low growth are VegetationMisc in CamVid; 11 classes have no other place
        "sky" => "sky",                       // Sky
        "person" => "pedestrian",             // Pedestrian, Child, CartLuggagePram, Animal
        "rider" => "bicyclist",               // Bicyclist and MotorcycleScooter hold the person and what is ridden
        "motorcycle" => "bicyclist",
        "bicycle" => "bicyclist",
        "car" => "car",                       // Car, SUVPickupTruck, Truck_Bus, Train, OtherMoving
        "truck" => "car",
        "bus" => "car",
        "train" => "car",
        _ => null,
    };

    private ArgumentException OutOfRange(byte label, (int X, int Y)? pixel) =>
        new($"expected labels 0 .. {From.Count - 1} or {LabelSpace.Ignore} of '{From}', got {label}{(pixel is { } p ? $" at x {p.X}, y {p.Y}" : "")}");
}
