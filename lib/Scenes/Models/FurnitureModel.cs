using Research.Scenes.Geometry;
using Research.Scenes.Surfaces;

namespace Research.Scenes.Models;

/// <summary>Lamps, traffic lights, signs, bollards and bins. Local y points the way traffic on that side drives.</summary>
internal static class FurnitureModel
{
    private static readonly PlainSurface Black = new(new Rgb(0.02), 0);
    private static readonly PlainSurface BackOfSign = new(new Rgb(0.35), 0.05);

    /// <summary>A street lamp whose arm reaches <paramref name="reach"/> metres along local x.</summary>
    public static void Lamp(BuildContext context, in Frame frame, double height, double reach, Surface metal)
    {
        var g = context.Geometry;
        g.Begin(frame, StreetClasses.Pole);
        g.Frustum(default, new(0, 0, height), 0.095, 0.055, metal);
        g.Cylinder(default, new(0, 0, 0.9), 0.13, metal);
        g.Capsule(new(0, 0, height), new(reach, 0, height + 0.35), 0.045, metal);
        var head = context.Lamps > 0 ? new GlowSurface(new Rgb(1.0, 0.75, 0.42) * (7 * context.Lamps)) : metal;
        var place = new Vec3(reach + Math.Sign(reach) * 0.3, 0, height + 0.36);
        g.Box(place, new(0.4, 0.14, 0.06), head);
        context.LampHeads.Add(frame.PointToWorld(place));
    }

    public static void Sign(BuildContext context, in Frame frame, Surface metal, SceneRandom random)
    {
        var g = context.Geometry;
        var height = random.Uniform(2.3, 2.9);
        g.Begin(frame, StreetClasses.Pole);
        g.Cylinder(default, new(0, 0, height + 0.25), 0.038, metal);
        g.Begin(frame, StreetClasses.TrafficSign);
        Plate(g, new(0, -0.06, height), random);
        if (random.Chance(0.35)) Plate(g, new(0, -0.06, height - 0.75), random);
    }

    /// <summary>A signal post; with an arm, a second head hangs over the road <paramref name="arm"/> metres along local x.</summary>
    public static void Signals(BuildContext context, in Frame frame, double arm, Surface metal, int state, bool yellowCase)
    {
        var g = context.Geometry;
        var height = Math.Abs(arm) > 0.5 ? 5.9 : 3.4;
        g.Begin(frame, StreetClasses.Pole);
        g.Cylinder(default, new(0, 0, height), Math.Abs(arm) > 0.5 ? 0.1 : 0.06, metal);
        if (Math.Abs(arm) > 0.5) g.Capsule(new(0, 0, height - 0.2), new(arm, 0, height), 0.06, metal);
        var housing = new SignalSurface(state, yellowCase, context.Lamps);
        g.Begin(frame, StreetClasses.TrafficLight);
        Head(g, new(0, -0.2, 2.75), housing);
        if (Math.Abs(arm) > 0.5)
        {
            Head(g, new(arm, -0.15, height - 0.35), housing);
            if (Math.Abs(arm) > 5) Head(g, new(0.55 * arm, -0.15, height - 0.4), housing);
        }
    }

    public static void Bollard(BuildContext context, in Frame frame, Surface metal)
    {
        context.Geometry.Begin(frame, StreetClasses.Pole);
        context.Geometry.Capsule(default, new(0, 0, 0.85), 0.06, metal);
    }

    /// <summary>A bin, cabinet or bench: street clutter that no class names.</summary>
    public static void Clutter(BuildContext context, in Frame frame, SceneRandom random)
    {
        var g = context.Geometry;
        g.Begin(frame, StreetClasses.Ignore);
        var surface = new PlainSurface(random.Draw(context.Domain.Furniture.Fences) * 0.8, 0.3 * context.Texture, 4);
        switch (random.Integer(0, 2))
        {
            case 0: g.Frustum(default, new(0, 0, 0.95), 0.24, 0.28, surface); break;
            case 1: g.Box(new Vec3(0, 0, 0.6), new(0.2, 0.45, 0.6), surface); break;
            default:
                g.Box(new Vec3(0, 0, 0.43), new(0.22, 0.85, 0.03), surface);
                g.Box(new Vec3(0.2, 0, 0.7), new(0.02, 0.85, 0.2), surface);
                g.Box(new Vec3(0, -0.7, 0.2), new(0.2, 0.04, 0.2), Black);
                g.Box(new Vec3(0, 0.7, 0.2), new(0.2, 0.04, 0.2), Black);
                break;
        }
    }

    private static void Head(GeometryBuilder g, Vec3 centre, Surface housing) =>
        g.Box(centre, new(0.17, 0.11, 0.45), housing);

    private static void Plate(GeometryBuilder g, Vec3 centre, SceneRandom random)
    {
        var kind = random.Integer(0, 5);
        var surface = new SignSurface(kind, random.Integer(0, 1000), BackOfSign);
        var thin = new Vec3(0, 0.015, 0);
        switch (kind)
        {
            case 0 or 1 or 4: g.Cylinder(centre - thin, centre + thin, 0.34, surface); break;
            case 2: Triangle(g, centre, surface); break;
            default: g.Box(centre, new(kind == 3 ? 0.32 : 0.5, 0.015, kind == 3 ? 0.32 : 0.25), surface); break;
        }
    }

    private static void Triangle(GeometryBuilder g, Vec3 centre, Surface surface)
    {
        var slope = new Vec3(0.866, 0, 0.5);
        Plane[] planes =
        [
            new(slope, 0.2 + Vec3.Dot(slope, centre)),
            new(new(-slope.X, 0, slope.Z), 0.2 + Vec3.Dot(new(-slope.X, 0, slope.Z), centre)),
            new(new(0, 0, -1), 0.2 - centre.Z),
            new(new(0, 1, 0), 0.015 + centre.Y),
            new(new(0, -1, 0), 0.015 - centre.Y),
        ];
        g.Convex(planes, centre, new(0.36, 0.016, 0.42), surface);
    }
}
