namespace Research.Scenes.Domains;

/// <summary>Data of the domain "render": a careful photo-realistic rendering of European streets, with a clean camera.</summary>
internal static class RenderDomain
{
    public static SceneDomain Build() => new()
    {
        Name = "render",
        Description = "photo-realistic rendering: natural light and textures through a clean camera",
        Layout = new() { LanesPerDirection = [0.6, 0.33, 0.07], ParkingProbability = 0.5, Curvature = (-0.0025, 0.0025), TramTrackProbability = 0.06 },
        Architecture = new()
        {
            Storeys = (2, 7),
            Facades =
            [
                new((22, 48), (0.1, 0.36), (0.55, 0.82), 3), new((8, 22), (0.25, 0.45), (0.42, 0.62), 1.2), new((0, 360), (0, 0.08), (0.45, 0.85), 1.5),
                new((185, 220), (0.06, 0.2), (0.5, 0.72), 0.6),
            ],
            Shops = [new((0, 360), (0.35, 0.85), (0.3, 0.75))],
        },
        Greenery = new()
        {
            Foliage = [new((70, 112), (0.4, 0.62), (0.25, 0.45))],
            Grass = [new((68, 98), (0.32, 0.52), (0.3, 0.48))],
        },
        Furniture = new() { OverheadLightProbability = 0.3 },
        Traffic = new() { PedestriansPer100Metres = (3, 20), ParkedCyclesPer100Metres = 1.6, Vehicles = [0.8, 0.06, 0.04, 0.05, 0.05] },
        Materials = new() { Texture = 0.85, Grime = 0.4, Patches = 0.5, MarkingWear = (0.05, 0.35), MarkingBrightness = (0.75, 0.9) },
        Weathers =
        [
            new()
            {
                Weight = 0.6, SunElevation = (15, 60), SunStrength = (0.6, 0.9), SunColour = new((33, 45), (0.08, 0.22), 1), SunRadius = 0.5, SkyStrength = (0.25, 0.38),
                Zenith = new((205, 220), (0.35, 0.6), (0.6, 0.78)), Horizon = new((195, 215), (0.06, 0.18), (0.86, 0.95)), Clouds = (0.1, 0.7), Haze = (0.0005, 0.002), Occlusion = 0.85,
            },
            new()
            {
                Weight = 0.4, SunStrength = (0.02, 0.2), SunRadius = 7, SkyStrength = (0.45, 0.6), Zenith = new((200, 222), (0.05, 0.15), (0.7, 0.82)),
                Horizon = new((195, 215), (0.02, 0.08), (0.85, 0.94)), Clouds = (0.5, 1), Haze = (0.0008, 0.0025), Occlusion = 0.9,
            },
        ],
        Camera = new() { Height = (1.2, 1.5), Pitch = (0, 3) },
        Sensor = new()
        {
            Exposure = (0.2, 0.7), Warmth = (-0.08, 0.12), Saturation = (0.9, 1.15), Contrast = (0.98, 1.1), Shoulder = 0.7, Blur = (0.3, 0.9),
            Vignetting = (0.02, 0.12), ReadNoise = (0.3, 1), ShotNoise = (0.5, 1.5),
        },
    };
}
