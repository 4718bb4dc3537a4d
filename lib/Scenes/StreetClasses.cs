namespace Research.Scenes;

/// <summary>The 19 Cityscapes evaluation classes: train ids, names and colours as the benchmark's scripts give them.</summary>
public static class StreetClasses
{
    /// <summary>Train id of road.</summary>
    public const byte Road = 0;

    /// <summary>Train id of sidewalk.</summary>
    public const byte Sidewalk = 1;

    /// <summary>Train id of building.</summary>
    public const byte Building = 2;

    /// <summary>Train id of wall.</summary>
    public const byte Wall = 3;

    /// <summary>Train id of fence.</summary>
    public const byte Fence = 4;

    /// <summary>Train id of pole.</summary>
    public const byte Pole = 5;

    /// <summary>Train id of traffic light.</summary>
    public const byte TrafficLight = 6;

    /// <summary>Train id of traffic sign.</summary>
    public const byte TrafficSign = 7;

    /// <summary>Train id of vegetation.</summary>
    public const byte Vegetation = 8;

    /// <summary>Train id of terrain.</summary>
    public const byte Terrain = 9;

    /// <summary>Train id of sky.</summary>
    public const byte Sky = 10;

    /// <summary>Train id of person.</summary>
    public const byte Person = 11;

    /// <summary>Train id of rider.</summary>
    public const byte Rider = 12;

    /// <summary>Train id of car.</summary>
    public const byte Car = 13;

    /// <summary>Train id of truck.</summary>
    public const byte Truck = 14;

    /// <summary>Train id of bus.</summary>
    public const byte Bus = 15;

    /// <summary>Train id of train.</summary>
    public const byte Train = 16;

    /// <summary>Train id of motorcycle.</summary>
    public const byte Motorcycle = 17;

    /// <summary>Train id of bicycle.</summary>
    public const byte Bicycle = 18;

    /// <summary>Number of classes, 19.</summary>
    public const int Count = 19;

    /// <summary>Label of pixels that no class covers; equal to <see cref="Imaging.LabelMap.Ignore"/>.</summary>
    public const byte Ignore = 255;

    /// <summary>Names by train id.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "road", "sidewalk", "building", "wall", "fence", "pole", "traffic light", "traffic sign", "vegetation", "terrain",
        "sky", "person", "rider", "car", "truck", "bus", "train", "motorcycle", "bicycle",
    ];

    /// <summary>Colours by train id (cityscapesScripts, helpers/labels.py).</summary>
    public static IReadOnlyList<(byte R, byte G, byte B)> Colours { get; } =
    [
        (128, 64, 128), (244, 35, 232), (70, 70, 70), (102, 102, 156), (190, 153, 153), (153, 153, 153), (250, 170, 30),
        (220, 220, 0), (107, 142, 35), (152, 251, 152), (70, 130, 180), (220, 20, 60), (255, 0, 0), (0, 0, 142), (0, 0, 70),
        (0, 60, 100), (0, 80, 100), (0, 0, 230), (119, 11, 32),
    ];

    /// <summary>Whether a class is countable: its pixels carry instance numbers.</summary>
    /// <param name="trainId">Train id.</param>
    public static bool IsCountable(byte trainId) => trainId is >= Person and < Count;
}
