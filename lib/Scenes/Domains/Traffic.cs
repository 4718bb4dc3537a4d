namespace Research.Scenes;

/// <summary>Statistics of vehicles and people.</summary>
public sealed record Traffic
{
    /// <summary>Distance between vehicles in a lane, metres, nose to tail plus a vehicle.</summary>
    public ValueRange Headway { get; init; } = (14, 60);

    /// <summary>Part of a parking lane that is taken.</summary>
    public ValueRange ParkingOccupancy { get; init; } = (0.3, 0.85);

    /// <summary>Weights of car, truck, bus, motorcycle and bicycle among moving vehicles.</summary>
    public IReadOnlyList<double> Vehicles { get; init; } = [0.84, 0.05, 0.03, 0.04, 0.04];

    /// <summary>Weights of saloon, hatchback, estate, off-roader and van among cars.</summary>
    public IReadOnlyList<double> CarBodies { get; init; } = [0.3, 0.3, 0.15, 0.15, 0.1];

    /// <summary>Probability that a tram is in sight where there are tracks.</summary>
    public double TramProbability { get; init; } = 0.5;

    /// <summary>People per 100 m of sidewalk.</summary>
    public ValueRange PedestriansPer100Metres { get; init; } = (2, 14);

    /// <summary>Probability that people cross the road at a junction.</summary>
    public double CrossingProbability { get; init; } = 0.35;

    /// <summary>Groups of parked bicycles and motorcycles per 100 m of sidewalk.</summary>
    public double ParkedCyclesPer100Metres { get; init; } = 1.2;

    /// <summary>Part of parked cycles that are motorcycles.</summary>
    public double ParkedMotorcycleShare { get; init; } = 0.25;

    /// <summary>Speed of vehicles, m/s.</summary>
    public ValueRange Speed { get; init; } = (4, 12);

    /// <summary>Colours of car paint.</summary>
    public IReadOnlyList<ColourRange> Paint { get; init; } =
        [new((0, 360), (0, 0.06), (0.1, 0.9), 3), new((200, 235), (0.4, 0.8), (0.2, 0.5)), new((350, 365), (0.6, 0.9), (0.3, 0.65))];

    /// <summary>Colours of buses, trams and trucks.</summary>
    public IReadOnlyList<ColourRange> Coaches { get; init; } =
        [new((0, 360), (0, 0.08), (0.6, 0.9), 2), new((0, 12), (0.6, 0.85), (0.4, 0.7)), new((42, 54), (0.6, 0.85), (0.6, 0.85)), new((205, 230), (0.5, 0.8), (0.3, 0.6))];

    /// <summary>Colours of clothes.</summary>
    public IReadOnlyList<ColourRange> Clothes { get; init; } =
        [new((0, 360), (0, 0.15), (0.08, 0.6), 2), new((200, 240), (0.3, 0.6), (0.15, 0.5)), new((0, 360), (0.4, 0.8), (0.3, 0.8))];
}
