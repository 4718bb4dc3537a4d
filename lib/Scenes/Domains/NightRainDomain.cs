namespace Research.Scenes.Domains;

/// <summary>Data of the domain "night-rain": the streets of "street" after dark on a wet road.</summary>
internal static class NightRainDomain
{
    public static SceneDomain Build()
    {
        var street = StreetDomain.Build();
        return street with
        {
            Name = "night-rain",
            Description = "night and rain: lamps, headlights, wet road, noise",
            Layout = street.Layout with { LanesPerDirection = [0.5, 0.4, 0.1], JunctionSpacing = (22, 80) },
            Furniture = street.Furniture with { LampSpacing = (15, 26), TrafficLightProbability = 0.75 },
            Traffic = street.Traffic with { PedestriansPer100Metres = (1, 9), Headway = (12, 50) },
            Weathers =
            [
                new()
                {
                    SunStrength = 0, SkyStrength = (0.012, 0.035), Zenith = new((215, 240), (0.3, 0.5), (0.10, 0.16)), Horizon = new((20, 45), (0.2, 0.4), (0.18, 0.27)),
                    SkyBrightness = (0.8, 1.2), Clouds = (0.3, 1), Haze = (0.004, 0.01), Occlusion = 0.7, Wetness = (0.4, 1), Lamps = (0.8, 1.3), Rain = (0.2, 0.9),
                },
                new()
                {
                    Weight = 0.5, SunStrength = 0, SkyStrength = (0.06, 0.14), Zenith = new((215, 235), (0.35, 0.5), (0.25, 0.36)), Horizon = new((15, 40), (0.15, 0.35), (0.38, 0.5)),
                    SkyBrightness = (0.8, 1.1), Clouds = (0.4, 1), Haze = (0.003, 0.008), Occlusion = 0.7, Wetness = (0.3, 0.9), Lamps = (0.6, 1), Rain = (0, 0.7),
                },
            ],
            Sensor = street.Sensor with
            {
                Exposure = (0.7, 1.3), Warmth = (0.0, 0.35), Saturation = (0.75, 1.05), Blur = (1.4, 3.2), ReadNoise = (3, 7), ShotNoise = (5, 10),
                Glare = (0.001, 0.006), JpegQuality = (45, 80), Vignetting = (0.15, 0.4),
            },
        };
    }
}
