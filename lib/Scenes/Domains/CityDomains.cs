namespace Research.Scenes.Domains;

/// <summary>
/// Data of four cities, each with its own layout and looks through the same kind of camera as "street". They play the part of
/// the four NTHU cities: Rome, Rio de Janeiro, Tokyo, Taipei.
/// </summary>
internal static class CityDomains
{
    private static readonly Weather Mediterranean = new()
    {
        SunElevation = (25, 62), SunStrength = (0.8, 1.0), SunColour = new((34, 44), (0.1, 0.22), 1), SunRadius = 0.5, SkyStrength = (0.24, 0.32),
        Zenith = new((206, 218), (0.4, 0.6), (0.62, 0.78)), Horizon = new((195, 212), (0.08, 0.18), (0.86, 0.95)), Clouds = (0, 0.35), Haze = (0.0005, 0.0018), Occlusion = 0.85,
    };

    private static readonly Weather Humid = new()
    {
        SunElevation = (35, 65), SunStrength = (0.1, 0.4), SunRadius = 4, SkyStrength = (0.45, 0.62), Zenith = new((200, 220), (0.04, 0.14), (0.72, 0.86)),
        Horizon = new((190, 215), (0.01, 0.06), (0.86, 0.95)), Clouds = (0.5, 1), Haze = (0.001, 0.003), Occlusion = 0.9, SkyBrightness = (1, 1.25),
    };

    public static SceneDomain Rome()
    {
        var street = StreetDomain.Build();
        return street with
        {
            Name = "city-rome",
            Description = "southern old town: ochre walls, narrow streets, scooters, hard sun",
            Layout = street.Layout with
            {
                LanesPerDirection = [0.88, 0.12, 0], LaneWidth = (2.6, 3.1), ParkingProbability = 0.6, SidewalkWidth = (1.0, 2.2), MedianProbability = 0.03,
                VergeProbability = 0.06, Curvature = (-0.004, 0.004), JunctionSpacing = (22, 80), BlockKinds = [0.72, 0.06, 0.13, 0.09], TramTrackProbability = 0.08,
            },
            Architecture = street.Architecture with
            {
                Storeys = (3, 6), Width = (9, 24), BrickProbability = 0.08, BalconyProbability = 0.4, AwningProbability = 0.65, PitchedRoofProbability = 0.4, CurtainWallProbability = 0.01,
                Facades = [new((26, 42), (0.3, 0.55), (0.6, 0.82), 4), new((12, 24), (0.35, 0.52), (0.55, 0.72), 2), new((40, 50), (0.1, 0.25), (0.65, 0.85), 1)],
                Roofs = [new((10, 20), (0.4, 0.6), (0.4, 0.55))],
            },
            Greenery = street.Greenery with { StreetTreeProbability = 0.35, TreeHeight = (7, 15), TreeKinds = [0.6, 0.3, 0.02, 0.08], Foliage = [new((70, 100), (0.35, 0.55), (0.2, 0.34))] },
            Traffic = street.Traffic with
            {
                Vehicles = [0.7, 0.04, 0.05, 0.18, 0.03], CarBodies = [0.15, 0.55, 0.1, 0.08, 0.12], ParkedCyclesPer100Metres = 4, ParkedMotorcycleShare = 0.85,
                PedestriansPer100Metres = (5, 25), ParkingOccupancy = (0.6, 0.95),
            },
            Materials = street.Materials with { Asphalt = [new((20, 50), (0.03, 0.1), (0.26, 0.4))], SlabSize = (0.12, 0.3), MarkingWear = (0.3, 0.75) },
            Weathers = [Mediterranean],
            Sensor = street.Sensor with { Exposure = (0.2, 0.8), Warmth = (0.05, 0.3) },
        };
    }

    public static SceneDomain Rio()
    {
        var street = StreetDomain.Build();
        return street with
        {
            Name = "city-rio",
            Description = "tropical seaside city: palms, walls, bright colours, many buses",
            Layout = street.Layout with
            {
                LanesPerDirection = [0.3, 0.45, 0.25], LaneWidth = (3.0, 3.6), MedianProbability = 0.3, VergeProbability = 0.35, BlockKinds = [0.42, 0.1, 0.25, 0.23],
                Curvature = (-0.003, 0.003), YellowCentreLineProbability = 0.9, TramTrackProbability = 0,
            },
            Architecture = street.Architecture with
            {
                Storeys = (2, 9), TowerProbability = 0.12, TowerStoreys = (10, 18), PitchedRoofProbability = 0.2, BalconyProbability = 0.45, ShopProbability = 0.4, BrickProbability = 0.12,
                Facades = [new((0, 360), (0.03, 0.12), (0.65, 0.9), 3), new((0, 60), (0.3, 0.6), (0.55, 0.8), 1.5), new((150, 220), (0.25, 0.5), (0.5, 0.75), 1)],
            },
            Greenery = street.Greenery with
            {
                StreetTreeProbability = 0.65, TreeKinds = [0.5, 0.02, 0, 0.48], Foliage = [new((78, 125), (0.45, 0.68), (0.24, 0.42))], Grass = [new((72, 100), (0.4, 0.6), (0.3, 0.45))],
                ParkTreeDensity = 1.6,
            },
            Furniture = street.Furniture with { WallProbability = 0.45, FenceProbability = 0.4, OverheadWireProbability = 0.45, GuardRailProbability = 0.12 },
            Traffic = street.Traffic with { Vehicles = [0.72, 0.06, 0.12, 0.08, 0.02], PedestriansPer100Metres = (3, 18), ParkedMotorcycleShare = 0.6 },
            Materials = street.Materials with { Sidewalk = [new((20, 50), (0.02, 0.1), (0.5, 0.72))], Grime = 0.85 },
            Weathers = [Mediterranean with { SunElevation = (40, 75), SunStrength = (0.85, 1.05), Clouds = (0.1, 0.6) }, Humid with { Weight = 0.4 }],
            Sensor = street.Sensor with { Exposure = (0.1, 0.6), Saturation = (0.95, 1.25), Warmth = (-0.05, 0.2) },
        };
    }

    public static SceneDomain Tokyo()
    {
        var street = StreetDomain.Build();
        return street with
        {
            Name = "city-tokyo",
            Description = "dense eastern city: traffic on the left, wires, small houses, signs, few trees",
            Layout = street.Layout with
            {
                LeftHandTraffic = true, LanesPerDirection = [0.65, 0.3, 0.05], LaneWidth = (2.7, 3.2), ParkingProbability = 0.08, SidewalkWidth = (1.2, 3), VergeProbability = 0.08,
                MedianProbability = 0.05, JunctionSpacing = (18, 60), JunctionProbability = 0.85, BlockKinds = [0.7, 0.14, 0.06, 0.1], Curvature = (-0.0015, 0.0015), SetBack = (0.8, 2.5),
                TramTrackProbability = 0.04,
            },
            Architecture = street.Architecture with
            {
                Storeys = (2, 8), Width = (5, 13), TowerProbability = 0.06, PitchedRoofProbability = 0.3, GapProbability = 0.3, ShopProbability = 0.6, HangingSignProbability = 0.55,
                CurtainWallProbability = 0.15, BrickProbability = 0.1,
                Facades = [new((0, 360), (0, 0.06), (0.55, 0.85), 4), new((25, 45), (0.08, 0.22), (0.5, 0.75), 2), new((10, 25), (0.15, 0.3), (0.35, 0.5), 1)],
                Roofs = [new((200, 230), (0.05, 0.2), (0.25, 0.4))],
            },
            Greenery = street.Greenery with { StreetTreeProbability = 0.22, TreeHeight = (4, 8), HedgeProbability = 0.25 },
            Furniture = street.Furniture with { OverheadWireProbability = 0.8, WallProbability = 0.45, FenceProbability = 0.3, GuardRailProbability = 0.35, OverheadLightProbability = 0.85, SignSpacing = (8, 25) },
            Traffic = street.Traffic with
            {
                Vehicles = [0.78, 0.1, 0.04, 0.03, 0.05], CarBodies = [0.15, 0.35, 0.1, 0.08, 0.32], PedestriansPer100Metres = (4, 25), ParkedCyclesPer100Metres = 3.5, ParkedMotorcycleShare = 0.1,
                Paint = [new((0, 360), (0, 0.05), (0.6, 0.92), 4), new((0, 360), (0, 0.06), (0.06, 0.3), 2.5), new((205, 232), (0.3, 0.6), (0.2, 0.45), 0.8)],
            },
            Materials = street.Materials with { Patches = 0.6, MarkingWear = (0.05, 0.4), Grime = 0.5 },
            Weathers = [street.Weathers[0], street.Weathers[2] with { Weight = 0.5 }],
            Sensor = street.Sensor with { Warmth = (-0.25, 0.05), Green = (0.02, 0.14) },
        };
    }

    public static SceneDomain Taipei()
    {
        var street = StreetDomain.Build();
        return street with
        {
            Name = "city-taipei",
            Description = "humid eastern city: swarms of scooters, signs, tall rows, wide roads",
            Layout = street.Layout with
            {
                LanesPerDirection = [0.3, 0.5, 0.2], LaneWidth = (2.9, 3.4), ParkingProbability = 0.4, MedianProbability = 0.22, SidewalkWidth = (2, 4), JunctionSpacing = (20, 70),
                BlockKinds = [0.8, 0.03, 0.12, 0.05], Curvature = (-0.001, 0.001), YellowCentreLineProbability = 0.9, TramTrackProbability = 0.02,
            },
            Architecture = street.Architecture with
            {
                Storeys = (4, 9), Width = (5, 14), ShopProbability = 0.85, HangingSignProbability = 0.75, AwningProbability = 0.6, BalconyProbability = 0.45, PitchedRoofProbability = 0.05,
                TowerProbability = 0.08, BrickProbability = 0.3,
                Facades = [new((0, 360), (0, 0.08), (0.4, 0.7), 4), new((20, 40), (0.1, 0.25), (0.4, 0.62), 2), new((160, 200), (0.08, 0.2), (0.4, 0.6), 0.6)],
                Shops = [new((0, 360), (0.5, 0.95), (0.4, 0.85))],
            },
            Greenery = street.Greenery with { StreetTreeProbability = 0.5, TreeKinds = [0.82, 0.03, 0, 0.15], Foliage = [new((80, 118), (0.35, 0.58), (0.2, 0.36))] },
            Furniture = street.Furniture with { OverheadLightProbability = 0.8, OverheadWireProbability = 0.25, SignSpacing = (9, 28) },
            Traffic = street.Traffic with
            {
                Vehicles = [0.52, 0.04, 0.06, 0.35, 0.03], Headway = (8, 30), ParkedCyclesPer100Metres = 7, ParkedMotorcycleShare = 0.92, PedestriansPer100Metres = (4, 20),
                Paint = [new((0, 360), (0, 0.06), (0.06, 0.9), 3), new((44, 54), (0.75, 0.95), (0.7, 0.85), 1.5)],
            },
            Materials = street.Materials with { Grime = 0.95, Sidewalk = [new((15, 40), (0.08, 0.22), (0.38, 0.55))] },
            Weathers = [Humid, Mediterranean with { Weight = 0.35, SunStrength = (0.6, 0.85) }],
            Sensor = street.Sensor with { Saturation = (0.8, 1.05), Green = (0.0, 0.16), Glare = (0.005, 0.025) },
        };
    }
}
