namespace Research.Scenes.Models;

/// <summary>Kinds of moving vehicles, in the order of <see cref="Traffic.Vehicles"/>; trams come with their tracks.</summary>
internal enum VehicleKind
{
    Car,
    Truck,
    Bus,
    Motorcycle,
    Bicycle,
    Tram,
}
