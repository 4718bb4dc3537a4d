namespace Research.Scenes.Domains;

/// <summary>Data of the domain "game": a big city of a computer game, wide roads under a hard sun.</summary>
internal static class GameDomain
{
    public static SceneDomain Build() => new()
    {
        Name = "game",
        Description = "computer game: clean saturated materials, hard sun, no camera effects",
        Layout = Streets,
        Architecture = Buildings,
        Greenery = new()
        {
            StreetTreeProbability = 0.45,
            TreeKinds = [0.62, 0.1, 0.12, 0.16],
            Foliage = [new((82, 125), (0.48, 0.8), (0.32, 0.55))],
            Grass = [new((80, 108), (0.45, 0.75), (0.38, 0.58))],
            Bark = [new((22, 34), (0.35, 0.5), (0.3, 0.42))],
        },
        Furniture = new()
        {
            OverheadLightProbability = 0.75,
            YellowSignalProbability = 0.6,
            LampHeight = (6, 10),
            OverheadWireProbability = 0.12,
        },
        Traffic = Movement,
        Materials = new()
        {
            Texture = 0.22,
            Grime = 0.1,
            Patches = 0.12,
            Asphalt = [new((210, 250), (0.04, 0.12), (0.34, 0.42))],
            Sidewalk = [new((35, 48), (0.08, 0.2), (0.62, 0.74))],
            MarkingWear = (0, 0.15),
            MarkingBrightness = (0.88, 0.97),
            SlabSize = (1.0, 1.6),
        },
        Weathers =
        [
            new()
            {
                SunElevation = (30, 65), SunStrength = (0.85, 1.0), SunColour = new((38, 48), (0.08, 0.16), 1), SunRadius = 0.15,
                SkyStrength = (0.22, 0.3), Zenith = new((208, 222), (0.65, 0.8), (0.7, 0.85)), Horizon = new((195, 210), (0.18, 0.3), (0.9, 0.97)),
                Clouds = (0, 0.4), Haze = (0.0003, 0.0012), Occlusion = 0.55,
            },
        ],
        Camera = new() { Height = (1.3, 1.6), Pitch = (0, 2.5), HorizontalFieldOfView = (49, 53) },
        Sensor = Lens,
    };

    private static StreetLayout Streets => new()
    {
        LanesPerDirection = [0.35, 0.5, 0.15],
        LaneWidth = (3.2, 3.7),
        ParkingProbability = 0.35,
        MedianProbability = 0.18,
        SidewalkWidth = (2.2, 4.5),
        VergeProbability = 0.2,
        Curvature = (-0.002, 0.002),
        JunctionSpacing = (25, 90),
        BlockKinds = [0.55, 0.15, 0.17, 0.13],
        YellowCentreLineProbability = 0.75,
        ZebraProbability = 0.6,
    };

    private static Architecture Buildings => new()
    {
        Storeys = (2, 7),
        TowerProbability = 0.15,
        Width = (10, 26),
        ShopProbability = 0.5,
        PitchedRoofProbability = 0.15,
        CurtainWallProbability = 0.15,
        BrickProbability = 0.2,
        AwningProbability = 0.5,
        BalconyProbability = 0.12,
        Facades =
        [
            new((18, 45), (0.3, 0.6), (0.65, 0.9), 3), new((0, 15), (0.35, 0.6), (0.5, 0.75), 1.2),
            new((190, 220), (0.15, 0.4), (0.55, 0.8), 1), new((0, 360), (0, 0.08), (0.6, 0.9), 1),
        ],
        Roofs = [new((5, 18), (0.5, 0.7), (0.45, 0.6)), new((200, 220), (0.1, 0.2), (0.3, 0.45))],
        Shops = [new((0, 360), (0.6, 0.95), (0.5, 0.9))],
    };

    private static Traffic Movement => new()
    {
        PedestriansPer100Metres = (3, 16),
        ParkingOccupancy = (0.2, 0.7),
        Paint =
        [
            new((0, 360), (0, 0.05), (0.12, 0.95), 2), new((0, 12), (0.75, 0.95), (0.5, 0.85)), new((40, 55), (0.75, 0.95), (0.7, 0.9), 0.7),
            new((205, 230), (0.65, 0.9), (0.4, 0.8), 1.2), new((90, 160), (0.4, 0.7), (0.3, 0.55), 0.5),
        ],
        Clothes = [new((0, 360), (0.5, 0.9), (0.3, 0.9), 2), new((0, 360), (0, 0.1), (0.1, 0.9))],
    };

    private static SensorLook Lens => new() { Exposure = (-0.15, 0.35), Saturation = (1.0, 1.3), Contrast = (1.0, 1.18), Sharpening = 0.25 };
}
