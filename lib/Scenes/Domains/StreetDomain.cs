namespace Research.Scenes.Domains;

/// <summary>Data of the domain "street": a central European town through the camera of a car.</summary>
internal static class StreetDomain
{
    public static SceneDomain Build() => new()
    {
        Name = "street",
        Description = "real camera: pale colours, textured surfaces, haze, blur, noise, compression",
        Layout = Streets,
        Architecture = Buildings,
        Greenery = new()
        {
            StreetTreeProbability = 0.5,
            Foliage = [new((74, 114), (0.4, 0.64), (0.26, 0.46))],
            Grass = [new((68, 98), (0.32, 0.54), (0.32, 0.5))],
            Bark = [new((20, 45), (0.1, 0.25), (0.18, 0.3))],
            Soil = [new((25, 42), (0.15, 0.32), (0.32, 0.48))],
        },
        Furniture = new() { OverheadLightProbability = 0.2 },
        Traffic = Movement,
        Materials = new()
        {
            Texture = 1,
            Grime = 0.75,
            Patches = 0.9,
            Asphalt = [new((20, 60), (0.02, 0.09), (0.3, 0.46))],
            Sidewalk = [new((20, 50), (0.03, 0.12), (0.42, 0.6))],
            MarkingWear = (0.15, 0.6),
            MarkingBrightness = (0.65, 0.82),
        },
        Weathers =
        [
            new()
            {
                Weight = 0.45, SunElevation = (35, 60), SunStrength = (0.0, 0.12), SunRadius = 8, SkyStrength = (0.5, 0.65),
                Zenith = new((200, 225), (0.02, 0.1), (0.72, 0.84)), Horizon = new((190, 220), (0.0, 0.05), (0.86, 0.95)),
                Clouds = (0.6, 1), Haze = (0.0006, 0.0022), Occlusion = 0.9, SkyBrightness = (1.0, 1.3),
            },
            new()
            {
                Weight = 0.35, SunElevation = (12, 32), SunStrength = (0.6, 0.85), SunColour = new((32, 42), (0.15, 0.3), 1), SunRadius = 0.6,
                SkyStrength = (0.25, 0.35), Zenith = new((205, 220), (0.25, 0.4), (0.6, 0.75)), Horizon = new((35, 210), (0.02, 0.1), (0.88, 0.97)),
                Clouds = (0.1, 0.6), Haze = (0.0005, 0.0018), Occlusion = 0.85, SkyBrightness = (1.0, 1.3),
            },
            new()
            {
                Weight = 0.2, SunElevation = (30, 55), SunStrength = (0.4, 0.65), SunColour = new((35, 45), (0.05, 0.12), 1), SunRadius = 1.5,
                SkyStrength = (0.35, 0.45), Zenith = new((205, 218), (0.2, 0.35), (0.65, 0.8)), Horizon = new((200, 215), (0.03, 0.1), (0.86, 0.95)),
                Clouds = (0.3, 0.8), Haze = (0.0004, 0.0015), Occlusion = 0.85, SkyBrightness = (1.0, 1.2),
            },
        ],
        Camera = new() { Height = (1.2, 1.4), Pitch = (0.5, 3), HorizontalFieldOfView = (47.5, 50) },
        Sensor = Lens,
    };

    private static StreetLayout Streets => new()
    {
        LanesPerDirection = [0.75, 0.23, 0.02],
        LaneWidth = (2.9, 3.4),
        ParkingProbability = 0.6,
        MedianProbability = 0.08,
        SidewalkWidth = (1.6, 3.6),
        Curvature = (-0.003, 0.003),
        JunctionSpacing = (28, 110),
        BlockKinds = [0.58, 0.19, 0.15, 0.08],
        TramTrackProbability = 0.12,
    };

    private static Architecture Buildings => new()
    {
        Storeys = (3, 6),
        Width = (8, 20),
        PitchedRoofProbability = 0.65,
        BrickProbability = 0.2,
        Facades =
        [
            new((28, 50), (0.06, 0.24), (0.55, 0.8), 3), new((10, 25), (0.15, 0.35), (0.42, 0.62), 1), new((0, 360), (0, 0.07), (0.4, 0.8), 2),
            new((180, 220), (0.04, 0.14), (0.5, 0.7), 0.6),
        ],
        Roofs = [new((8, 20), (0.3, 0.5), (0.3, 0.45)), new((0, 360), (0, 0.08), (0.22, 0.36))],
        Shops = [new((0, 360), (0.2, 0.75), (0.2, 0.65))],
    };

    private static Traffic Movement => new()
    {
        ParkingOccupancy = (0.45, 0.95),
        PedestriansPer100Metres = (2, 14),
        Clothes = [new((0, 360), (0, 0.12), (0.06, 0.5), 3), new((205, 240), (0.2, 0.5), (0.12, 0.4)), new((0, 360), (0.2, 0.6), (0.2, 0.6))],
        Paint =
        [
            new((0, 360), (0, 0.06), (0.06, 0.35), 3), new((0, 360), (0, 0.05), (0.55, 0.88), 2.5), new((205, 232), (0.3, 0.6), (0.15, 0.4), 1),
            new((352, 365), (0.5, 0.75), (0.25, 0.5), 0.6), new((80, 160), (0.1, 0.3), (0.2, 0.4), 0.3),
        ],
    };

    private static SensorLook Lens => new()
    {
        Exposure = (0.05, 0.65),
        Warmth = (-0.15, 0.22),
        Green = (0.0, 0.08),
        Saturation = (0.85, 1.18),
        Contrast = (0.98, 1.2),
        Glare = (0.002, 0.015),
        Shoulder = 0.85,
        Blur = (1.2, 2.6),
        Vignetting = (0.1, 0.35),
        ReadNoise = (1, 3),
        ShotNoise = (2, 5),
        JpegQuality = (55, 88),
    };
}
