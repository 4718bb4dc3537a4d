using Research.Scenes.Geometry;
using Research.Scenes.Surfaces;

namespace Research.Scenes.Models;

/// <summary>People: walking, standing and riding, made of capsules and ellipsoids. About 1.75 m high.</summary>
internal static class PersonModel
{
    private static readonly Rgb[] Skins = [new(0.62, 0.42, 0.32), new(0.5, 0.32, 0.23), new(0.3, 0.17, 0.11), new(0.12, 0.07, 0.05)];
    private static readonly Rgb[] Hairs = [new(0.02, 0.015, 0.012), new(0.08, 0.045, 0.02), new(0.28, 0.19, 0.09), new(0.3, 0.29, 0.28)];

    /// <summary>A person on foot. <paramref name="phase"/> is the place in the stride, radians; <paramref name="stride"/> 0 stands.</summary>
    public static void Walk(BuildContext context, in Frame frame, double phase, double stride, SceneRandom random)
    {
        var scale = random.Uniform(0.88, 1.06) * (random.Chance(0.07) ? 0.68 : 1);
        var look = Draw(context, random);
        var g = context.Geometry;
        g.BeginInstance(frame, StreetClasses.Person);
        var swing = stride * 0.28 * PortableMath.Sin(phase);
        Leg(g, look, scale, 0.095, swing);
        Leg(g, look, scale, -0.095, -swing);
        if (look.Coat) g.Frustum(S(0, 0, 0.62), S(0, 0, 1.0), 0.21 * scale, 0.165 * scale, look.Top);
        g.Ellipsoid(S(0, 0, 0.97), S(0.175, 0.125, 0.16), look.Coat ? look.Top : look.Legs);
        g.Ellipsoid(S(0, 0.01, 1.2), S(0.205, 0.13, 0.3), look.Top);
        g.Capsule(S(-0.15, 0, 1.4), S(0.15, 0, 1.4), 0.075 * scale, look.Top);
        Arm(g, look, scale, 0.235, -swing);
        Arm(g, look, scale, -0.235, swing);
        Head(g, look, scale, new(0, 0.02 * scale, 0));
        if (random.Chance(0.25)) g.Box(S(0, -0.19, 1.22), S(0.14, 0.08, 0.2), look.Bag);
        else if (random.Chance(0.25)) g.Box(S(0.29, 0, 0.72), S(0.05, 0.14, 0.12), look.Bag);

        Vec3 S(double x, double y, double z) => new(x * scale, y * scale, z * scale);
    }

    /// <summary>A rider seated with hips at <paramref name="seat"/>, hands at <paramref name="grip"/> and feet at <paramref name="pedal"/>.</summary>
    public static void Ride(BuildContext context, in Frame frame, Vec3 seat, Vec3 grip, Vec3 pedal, bool helmet, SceneRandom random)
    {
        var look = Draw(context, random);
        var g = context.Geometry;
        g.BeginInstance(frame, StreetClasses.Rider);
        var lean = (grip - seat) * 0.28;
        var neck = seat + new Vec3(0, lean.Y, 0.56);
        g.Capsule(seat + new Vec3(0, 0, 0.05), neck - new Vec3(0, 0, 0.06), 0.155, look.Top);
        g.Capsule(neck + new Vec3(-0.15, 0, -0.04), neck + new Vec3(0.15, 0, -0.04), 0.075, look.Top);
        foreach (var side in (ReadOnlySpan<int>)[1, -1])
        {
            var foot = pedal + new Vec3(side * 0.11, side * 0.1, side * 0.07);
            var hip = seat + new Vec3(side * 0.09, 0, 0);
            var knee = (hip + foot) * 0.5 + new Vec3(side * 0.04, 0.24, 0.06);
            g.Capsule(hip, knee, 0.085, look.Legs);
            g.Capsule(knee, foot, 0.06, look.Legs);
            g.Capsule(foot, foot + new Vec3(0, 0.14, -0.01), 0.045, look.Shoes);
            var shoulder = neck + new Vec3(side * 0.2, 0, -0.05);
            var hand = grip + new Vec3(side * 0.25, 0, 0);
            var elbow = (shoulder + hand) * 0.5 + new Vec3(side * 0.05, 0, -0.07);
            g.Capsule(shoulder, elbow, 0.05, look.Top);
            g.Capsule(elbow, hand, 0.042, look.Sleeves ? look.Top : look.Skin);
        }

        var head = neck + new Vec3(0, 0.05, 0.19);
        g.Ellipsoid(head, new(0.085, 0.1, 0.12), look.Skin);
        g.Ellipsoid(head + new Vec3(0, -0.015, 0.045), helmet ? new(0.115, 0.135, 0.1) : new(0.093, 0.108, 0.09), helmet ? look.Bag : look.Hair);
    }

    private static void Leg(GeometryBuilder g, Look look, double scale, double x, double swing)
    {
        var hip = new Vec3(x, 0, 0.9) * scale;
        var knee = new Vec3(x, 0.5 * swing + 0.03, 0.5) * scale;
        var ankle = new Vec3(x, 1.15 * swing - 0.04, 0.09 + 0.12 * Math.Max(0, -swing)) * scale;
        g.Capsule(hip, knee, 0.088 * scale, look.Legs);
        g.Capsule(knee, ankle, 0.062 * scale, look.Short ? look.Skin : look.Legs);
        g.Capsule(ankle + new Vec3(0, 0, -0.03 * scale), ankle + new Vec3(0, 0.15, -0.035) * scale, 0.05 * scale, look.Shoes);
    }

    private static void Arm(GeometryBuilder g, Look look, double scale, double x, double swing)
    {
        var shoulder = new Vec3(x, 0, 1.4) * scale;
        var elbow = new Vec3(x * 1.12, 0.4 * swing - 0.02, 1.13) * scale;
        var hand = new Vec3(x * 1.08, 1.0 * swing + 0.06, 0.88) * scale;
        g.Capsule(shoulder, elbow, 0.055 * scale, look.Top);
        g.Capsule(elbow, hand, 0.045 * scale, look.Sleeves ? look.Top : look.Skin);
        g.Ellipsoid(hand, new Vec3(0.05, 0.055, 0.07) * scale, look.Skin);
    }

    private static void Head(GeometryBuilder g, Look look, double scale, Vec3 shift)
    {
        g.Capsule(new Vec3(0, 0, 1.42) * scale + shift, new Vec3(0, 0, 1.52) * scale + shift, 0.055 * scale, look.Skin);
        g.Ellipsoid(new Vec3(0, 0.015, 1.63) * scale + shift, new Vec3(0.08, 0.098, 0.125) * scale, look.Skin);
        g.Ellipsoid(new Vec3(0, -0.015, 1.665) * scale + shift, new Vec3(0.09, 0.105, 0.105) * scale, look.Hair);
    }

    private static Look Draw(BuildContext context, SceneRandom random)
    {
        var clothes = context.Domain.Traffic.Clothes;
        var texture = 0.25 * context.Texture;
        return new(
            new PlainSurface(random.Draw(clothes), texture, 9),
            new PlainSurface(random.Draw(clothes) * 0.8, texture, 9),
            new PlainSurface(random.PickFrom(Skins), 0),
            new PlainSurface(random.PickFrom(Hairs), texture, 20),
            new PlainSurface(new Rgb(random.Uniform(0.01, 0.12)), 0),
            new PlainSurface(random.Draw(clothes), texture, 9),
            random.Chance(0.65),
            random.Chance(0.12),
            random.Chance(0.25));
    }

    private sealed record Look(
        Surface Top, Surface Legs, Surface Skin, Surface Hair, Surface Shoes, Surface Bag, bool Sleeves, bool Short, bool Coat);
}
