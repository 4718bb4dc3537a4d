using Research.Scenes.Geometry;
using Research.Scenes.Surfaces;

namespace Research.Scenes.Models;

/// <summary>Trucks, buses and trams. Local y points forward, the origin lies on the ground in the middle.</summary>
internal static class CoachModel
{
    public const double BusHalfLength = 5.8;
    public const double TruckHalfLength = 4.2;
    public const double TramSection = 8.5;
    private const int TramSections = 3;
    private static readonly PlainSurface Rubber = new(new Rgb(0.02), 0);
    private static readonly PlainSurface Steel = new(new Rgb(0.12), 0.1);
    private static readonly WheelSurface BigWheel = new(0.48);

    public static double TramHalfLength => 0.5 * TramSections * TramSection;

    public static void Bus(BuildContext context, in Frame frame, SceneRandom random)
    {
        var g = context.Geometry;
        g.BeginInstance(frame, StreetClasses.Bus);
        var paint = random.Draw(context.Domain.Traffic.Coaches);
        var look = new CoachLook
        {
            Paint = paint, Stripe = random.Chance(0.5) ? paint : random.Draw(context.Domain.Traffic.Coaches), WindowLow = 1.25, WindowHigh = 2.45,
            Pillars = 1.6, FrontLow = 1.0, FrontHigh = 2.5, RearWindow = true, Doors = true, Lamps = context.Lamps,
        };
        Hull(g, look, BusHalfLength, 1.25, 0.3, 3.05, 0.25);
        Axles(g, 1.25, [3.3, -2.6]);
        g.Box(new Vec3(0, -1.5, 3.15), new(0.8, 1.2, 0.15), new PlainSurface(paint * 0.8, 0.1));
    }

    public static void Truck(BuildContext context, in Frame frame, SceneRandom random)
    {
        var g = context.Geometry;
        g.BeginInstance(frame, StreetClasses.Truck);
        var paint = random.Draw(context.Domain.Traffic.Coaches);
        var cab = new CoachLook
        {
            Paint = paint, Stripe = paint, WindowLow = 1.65, WindowHigh = 2.35, Pillars = 3, WindowShare = 0.6, FrontLow = 1.55, FrontHigh = 2.4, Rear = false, Lamps = context.Lamps,
        };

        Hull(g, cab, 1.0, 1.15, 0.45, random.Uniform(2.6, 2.9), 0.2, TruckHalfLength - 1);
        var height = random.Uniform(1.0, 1.25);
        var cargo = random.Chance(0.5) ? new Rgb(random.Uniform(0.4, 0.8)) : random.Draw(context.Domain.Traffic.Coaches);
        var back = new CoachLook
        {
            Paint = cargo, Stripe = cargo, WindowLow = 9, WindowHigh = 10, Pillars = 5, FrontLow = 9, FrontHigh = 10, Front = false, Lamps = context.Lamps,
        };
        var half = TruckHalfLength - 1.1;
        g.Box(new Vec3(0, -1.1, 1.05 + height), new(1.22, half, height), new CoachSurface(back, half, 1.22, 1.05 + height));
        g.Box(new Vec3(0, -0.6, 0.85), new(0.5, TruckHalfLength - 0.8, 0.16), Steel);
        g.Box(new Vec3(0, -TruckHalfLength + 0.15, 0.62), new(1.1, 0.06, 0.1), Steel);
        Axles(g, 1.15, [TruckHalfLength - 1.2, -TruckHalfLength + 1.6, -TruckHalfLength + 2.7]);
    }

    public static void Tram(BuildContext context, in Frame frame, SceneRandom random)
    {
        var g = context.Geometry;
        g.BeginInstance(frame, StreetClasses.Train);
        Rgb paint = random.Draw(context.Domain.Traffic.Coaches), stripe = random.Draw(context.Domain.Traffic.Coaches);
        for (var n = 0; n < TramSections; n++)
        {
            var y = (n - 0.5 * (TramSections - 1)) * TramSection;
            var look = new CoachLook
            {
                Paint = paint, Stripe = stripe, WindowLow = 1.35, WindowHigh = 2.55, Pillars = 1.4, FrontLow = 1.2, FrontHigh = 2.7, RearWindow = true,
                Doors = true, Front = n == TramSections - 1, Rear = n == 0, Lamps = context.Lamps,
            };
            Hull(g, look, 0.5 * TramSection - 0.25, 1.2, 0.25, 3.3, n == TramSections - 1 ? 0.7 : 0.05, y);
            if (n > 0) g.Box(new Vec3(0, y - 0.5 * TramSection, 1.75), new(1.05, 0.35, 1.4), Rubber);
            g.Box(new Vec3(0, y, 3.45), new(0.7, 2, 0.2), Steel);
        }

        g.Capsule(new(-0.4, 0, 3.6), new(-0.4, 1.2, 4.4), 0.04, Steel);
        g.Capsule(new(0.4, 0, 3.6), new(0.4, 1.2, 4.4), 0.04, Steel);
        g.Capsule(new(-0.7, 0.4, 5.1), new(0.7, 0.4, 5.1), 0.04, Steel);
        g.Capsule(new(0, 1.2, 4.4), new(0, 0.4, 5.1), 0.04, Steel);
    }

    /// <summary>A body with a windscreen that leans back by <paramref name="rake"/> metres.</summary>
    private static void Hull(GeometryBuilder g, CoachLook look, double halfLength, double halfWidth, double low, double high, double rake, double shift = 0)
    {
        (double Y, double Z)[] outline =
        [
            (-halfLength + shift, low), (halfLength + shift, low), (halfLength + shift, 0.5 * (low + high) - 0.2), (halfLength - rake + shift, high - 0.1),
            (halfLength - rake - 0.15 + shift, high), (-halfLength + 0.1 + shift, high), (-halfLength + shift, high - 0.12),
        ];
        var middle = 0.5 * high;
        var surface = new CoachSurface(look, halfLength, halfWidth, middle);
        g.Convex(Extrusion.Across(outline, halfWidth, look.WindowLow, 0.05), new(0, shift, middle), new(halfWidth + 0.1, halfLength, middle), surface);
    }

    private static void Axles(GeometryBuilder g, double halfWidth, ReadOnlySpan<double> axles)
    {
        foreach (var y in axles)
        {
            g.Wheel(new(halfWidth - 0.14, y, 0.48), 0, 0.48, 0.16, BigWheel);
            g.Wheel(new(-halfWidth + 0.14, y, 0.48), 0, 0.48, 0.16, BigWheel);
        }
    }
}
