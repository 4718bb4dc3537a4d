namespace Research.Scenes.Domains;

/// <summary>Data of the domain "synthia-like": a simple virtual city seen from varied, often high, places with a wide lens.</summary>
internal static class SynthiaLikeDomain
{
    public static SceneDomain Build() => new()
    {
        Name = "synthia-like",
        Description = "simple virtual city: plain materials, crowded sidewalks, high and wide view",
        Layout = Streets,
        Architecture = Buildings,
        Greenery = new()
        {
            StreetTreeProbability = 0.6,
            TreeKinds = [0.65, 0.15, 0.2, 0],
            Foliage = [new((75, 120), (0.5, 0.75), (0.22, 0.42))],
            Grass = [new((80, 105), (0.45, 0.65), (0.3, 0.45))],
        },
        Furniture = new() { LampHeight = (6, 9), BollardProbability = 0.2, ClutterDensity = 3, SignSpacing = (10, 30) },
        Traffic = Movement,
        Materials = new()
        {
            Texture = 0.5,
            Grime = 0.25,
            Patches = 0.3,
            Asphalt = [new((200, 250), (0, 0.06), (0.24, 0.34))],
            Sidewalk = [new((10, 45), (0.1, 0.3), (0.45, 0.62))],
            MarkingWear = (0, 0.3),
            SlabSize = (0.4, 0.8),
        },
        Weathers =
        [
            new()
            {
                Weight = 0.6, SunElevation = (25, 55), SunStrength = (0.55, 0.8), SunColour = new((35, 50), (0.04, 0.12), 1), SunRadius = 0.2, SkyStrength = (0.3, 0.42),
                Zenith = new((212, 226), (0.5, 0.7), (0.55, 0.75)), Horizon = new((205, 220), (0.12, 0.25), (0.8, 0.92)), Clouds = (0.1, 0.6), Haze = (0.0004, 0.0015), Occlusion = 0.35,
            },
            new()
            {
                Weight = 0.4, SunStrength = (0.05, 0.2), SunRadius = 5, SkyStrength = (0.4, 0.55), Zenith = new((210, 225), (0.15, 0.3), (0.55, 0.7)),
                Horizon = new((205, 220), (0.05, 0.12), (0.75, 0.88)), Clouds = (0.5, 0.9), Haze = (0.001, 0.003), Occlusion = 0.4,
            },
        ],
        Camera = new() { Height = (1.4, 3.6), Pitch = (0, 9), Yaw = (-8, 8), HorizontalFieldOfView = (58, 72), Offset = (-1.5, 1.5) },
        Sensor = Lens,
    };

    private static StreetLayout Streets => new()
    {
        LanesPerDirection = [0.35, 0.45, 0.2],
        LaneWidth = (3.3, 4.0),
        ParkingProbability = 0.3,
        MedianProbability = 0.25,
        SidewalkWidth = (3, 6),
        VergeProbability = 0.35,
        Curvature = (-0.0012, 0.0012),
        JunctionSpacing = (20, 70),
        BlockKinds = [0.6, 0.08, 0.24, 0.08],
        ZebraProbability = 0.8,
        TramTrackProbability = 0.06,
    };

    private static Architecture Buildings => new()
    {
        Storeys = (3, 9),
        TowerProbability = 0.08,
        Width = (14, 30),
        ShopProbability = 0.35,
        PitchedRoofProbability = 0.2,
        CurtainWallProbability = 0.2,
        BrickProbability = 0.3,
        Facades = [new((15, 40), (0.15, 0.45), (0.5, 0.75), 3), new((0, 360), (0, 0.1), (0.5, 0.8), 2), new((5, 15), (0.4, 0.55), (0.4, 0.55), 1)],
        Shops = [new((0, 360), (0.5, 0.9), (0.4, 0.8))],
    };

    private static Traffic Movement => new()
    {
        PedestriansPer100Metres = (10, 40),
        CrossingProbability = 0.7,
        Vehicles = [0.8, 0.04, 0.06, 0.05, 0.05],
        Headway = (12, 45),
        ParkedCyclesPer100Metres = 2,
        Clothes = [new((0, 360), (0.3, 0.8), (0.2, 0.75), 2), new((0, 360), (0, 0.15), (0.1, 0.8))],
    };

    private static SensorLook Lens => new() { Exposure = (-0.2, 0.2), Saturation = (0.95, 1.15), Contrast = (1.0, 1.12) };
}
