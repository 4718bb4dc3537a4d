using Research.Scenes.Geometry;
using Research.Scenes.Surfaces;

namespace Research.Scenes.Models;

/// <summary>Bicycles and motorcycles, parked or ridden. Local y points forward.</summary>
internal static class CycleModel
{
    public const double HalfLength = 1.0;
    private static readonly PlainSurface Tyre = new(new Rgb(0.02), 0);
    private static readonly PlainSurface Metal = new(new Rgb(0.25), 0.1, 4, 0.05f);
    private static readonly PlainSurface Saddle = new(new Rgb(0.02), 0);

    public static void Bicycle(BuildContext context, in Frame frame, bool ridden, SceneRandom random)
    {
        var g = context.Geometry;
        g.BeginInstance(frame, StreetClasses.Bicycle);
        var paint = new PlainSurface(random.Draw(context.Domain.Traffic.Paint), 0, 1, 0.03f);
        Vec3 rear = new(0, -0.52, 0.34), front = new(0, 0.54, 0.34), crank = new(0, -0.06, 0.3), seat = new(0, -0.24, 0.84), head = new(0, 0.38, 0.88);
        g.Wheel(rear, 0.30, 0.345, 0.02, Tyre);
        g.Wheel(front, 0.30, 0.345, 0.02, Tyre);
        foreach (var axle in (ReadOnlySpan<Vec3>)[rear, front])
        {
            g.Capsule(axle - new Vec3(0, 0.2, 0.23), axle + new Vec3(0, 0.2, 0.23), 0.004, Metal);
            g.Capsule(axle - new Vec3(0, -0.2, 0.23), axle + new Vec3(0, -0.2, 0.23), 0.004, Metal);
            g.Capsule(axle - new Vec3(0, 0.3, 0), axle + new Vec3(0, 0.3, 0), 0.004, Metal);
        }

        g.Capsule(crank, seat, 0.024, paint);
        g.Capsule(crank, head - new Vec3(0, 0.02, 0.12), 0.026, paint);
        g.Capsule(seat - new Vec3(0, 0, 0.06), head, 0.024, paint);
        g.Capsule(crank, rear, 0.018, paint);
        g.Capsule(seat - new Vec3(0, 0, 0.08), rear, 0.016, paint);
        g.Capsule(head + new Vec3(0, -0.02, 0.1), front, 0.022, paint);
        g.Capsule(new(-0.26, 0.34, 1.02), new(0.26, 0.34, 1.02), 0.018, Metal);
        g.Ellipsoid(seat + new Vec3(0, -0.03, 0.08), new(0.08, 0.14, 0.04), Saddle);
        if (random.Chance(0.35)) g.Box(new Vec3(0, -0.55, 0.74), new(0.14, 0.18, 0.1), Metal);
        if (ridden) PersonModel.Ride(context, frame, new(0, -0.24, 0.95), new(0, 0.32, 1.04), new(0, -0.02, 0.3), random.Chance(0.5), random);
    }

    public static void Motorcycle(BuildContext context, in Frame frame, bool ridden, SceneRandom random)
    {
        var g = context.Geometry;
        g.BeginInstance(frame, StreetClasses.Motorcycle);
        var paint = new PlainSurface(random.Draw(context.Domain.Traffic.Paint), 0, 1, 0.06f);
        var scooter = random.Chance(0.5);
        var radius = scooter ? 0.25 : 0.31;
        Vec3 rear = new(0, -0.62, radius), front = new(0, 0.68, radius);
        g.Wheel(rear, 0.5 * radius, radius, 0.07, Tyre);
        g.Wheel(front, 0.5 * radius, radius, 0.06, Tyre);
        g.Ellipsoid(rear, new(0.04, 0.5 * radius, 0.5 * radius), Metal);
        g.Ellipsoid(front, new(0.04, 0.5 * radius, 0.5 * radius), Metal);
        g.Capsule(front, new(0, 0.42, 0.98), 0.06, Metal);
        g.Capsule(new(-0.34, 0.38, 1.02), new(0.34, 0.38, 1.02), 0.022, Saddle);
        g.Ellipsoid(new(0, 0.5, 0.9), new(0.13, 0.13, 0.16), paint);
        g.Box(new Vec3(0, -0.1, 0.42), new(0.16, 0.34, 0.17), scooter ? paint : Metal);
        g.Ellipsoid(new(0, scooter ? -0.45 : 0.12, scooter ? 0.6 : 0.76), new(0.17, 0.36, 0.17), paint);
        g.Ellipsoid(new(0, -0.38, 0.78), new(0.15, 0.42, 0.09), Saddle);
        if (scooter) g.Box(new Vec3(0, 0.42, 0.6), new(0.2, 0.05, 0.3), paint);
        var lamp = context.Lamps > 0 ? new GlowSurface(new Rgb(1, 0.95, 0.85) * (6 * context.Lamps)) : (Surface)Metal;
        g.Ellipsoid(new(0, 0.62, 0.88), new(0.08, 0.05, 0.08), lamp);
        g.Box(new Vec3(0, -0.82, 0.72), new(0.09, 0.04, 0.04), new PlainSurface(new Rgb(0.4, 0.01, 0.01), 0));
        if (ridden) PersonModel.Ride(context, frame, new(0, -0.3, 0.88), new(0, 0.36, 1.05), new(0, 0.05, 0.33), helmet: true, random);
    }
}
