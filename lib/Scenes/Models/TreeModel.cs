using Research.Scenes.Geometry;
using Research.Scenes.Surfaces;

namespace Research.Scenes.Models;

/// <summary>Trees of four kinds, bushes and hedges.</summary>
internal static class TreeModel
{
    public static void Tree(BuildContext context, in Frame frame, double height, SceneRandom random)
    {
        var greenery = context.Domain.Greenery;
        var leaves = Leaves(context, random);
        var bark = new PlainSurface(random.Draw(greenery.Bark), 0.6 * context.Texture, 6);
        context.Geometry.Begin(frame, StreetClasses.Vegetation);
        switch (random.Pick(greenery.TreeKinds))
        {
            case 0: Round(context.Geometry, height, leaves, bark, random); break;
            case 1: Columnar(context.Geometry, height, leaves, bark, random); break;
            case 2: Conifer(context.Geometry, height, leaves, bark, random); break;
            default: Palm(context.Geometry, height, leaves, bark, random); break;
        }
    }

    public static void Bush(BuildContext context, in Frame frame, double size, SceneRandom random)
    {
        var leaves = Leaves(context, random);
        context.Geometry.Begin(frame, StreetClasses.Vegetation);
        for (var n = 0; n < 2; n++)
        {
            var centre = new Vec3(random.Uniform(-0.5, 0.5) * size, random.Uniform(-0.5, 0.5) * size, 0.55 * size);
            context.Geometry.Foliage(centre, new(0.95 * size, 0.95 * size, 0.85 * size), leaves);
        }
    }

    /// <summary>A clipped hedge along local y.</summary>
    public static void Hedge(BuildContext context, in Frame frame, double halfLength, double height, SceneRandom random)
    {
        var leaves = Leaves(context, random);
        var g = context.Geometry;
        g.Begin(frame, StreetClasses.Vegetation);
        g.Box(new Vec3(0, 0, 0.46 * height), new(0.35, halfLength, 0.46 * height), leaves);
        for (var y = -halfLength + 0.5; y < halfLength; y += 1.3)
            g.Foliage(new Vec3(0, y, 0.72 * height), new(0.62, 1.0, 0.5 * height), leaves);
    }

    private static FoliageSurface Leaves(BuildContext context, SceneRandom random)
    {
        var palette = context.Domain.Greenery.Foliage;
        var colour = random.Draw(palette);
        return new(colour, Rgb.Lerp(colour, random.Draw(palette), 0.5) * 1.25, context.Texture);
    }

    private static void Round(GeometryBuilder g, double height, Surface leaves, Surface bark, SceneRandom random)
    {
        double crown = height * random.Uniform(0.28, 0.38), middle = height - crown * 1.0, fork = Math.Max(1.8, height * 0.28);
        g.Frustum(default, new(0, 0, middle), 0.022 * height + 0.06, 0.012 * height, bark);
        for (var n = 0; n < 3; n++)
        {
            var out_ = Turn(random, 0.55 * crown);
            g.Capsule(new(0, 0, fork), new(out_.X, out_.Y, middle + 0.1 * crown), 0.01 * height, bark);
        }

        g.Foliage(new Vec3(0, 0, middle + 0.1 * crown), new(0.9 * crown, 0.9 * crown, 0.85 * crown), leaves);
        var lobes = random.Integer(4, 6);
        for (var n = 0; n < lobes; n++)
        {
            var out_ = Turn(random, crown * random.Uniform(0.45, 0.75));
            var size = crown * random.Uniform(0.55, 0.8);
            var up = random.Uniform(-0.35, 0.5) * crown;
            g.Foliage(new Vec3(out_.X, out_.Y, middle + up), new(size, size, 0.8 * size), leaves);
        }
    }

    private static void Columnar(GeometryBuilder g, double height, Surface leaves, Surface bark, SceneRandom random)
    {
        var width = height * random.Uniform(0.12, 0.17);
        g.Frustum(default, new(0, 0, 0.5 * height), 0.02 * height + 0.05, 0.01 * height, bark);
        g.Foliage(new Vec3(0, 0, 0.45 * height), new(1.3 * width, 1.3 * width, 0.36 * height), leaves);
        g.Foliage(new Vec3(0.1 * width, 0, 0.68 * height), new(1.1 * width, 1.1 * width, 0.36 * height), leaves);
    }

    private static void Conifer(GeometryBuilder g, double height, Surface leaves, Surface bark, SceneRandom random)
    {
        var width = height * random.Uniform(0.2, 0.27);
        g.Frustum(default, new(0, 0, 0.8 * height), 0.02 * height + 0.04, 0.03, bark);
        for (var n = 0; n < 5; n++)
        {
            var k = n / 5.0;
            g.Foliage(new Vec3(0, 0, height * (0.22 + 0.74 * k)), new(width * (1.25 - k), width * (1.25 - k), 0.17 * height), leaves);
        }
    }

    private static void Palm(GeometryBuilder g, double height, Surface leaves, Surface bark, SceneRandom random)
    {
        var bend = Turn(random, 0.05 * height);
        var top = new Vec3(bend.X, bend.Y, height);
        g.Frustum(default, top, 0.2, 0.13, bark);
        var fronds = random.Integer(9, 12);
        var turn = random.Uniform(0, 1);
        for (var n = 0; n < fronds; n++)
        {
            var angle = (n + turn) * 2 * Math.PI / fronds;
            double c = PortableMath.Cos(angle), s = PortableMath.Sin(angle), droop = random.Uniform(-0.75, 0.35);
            var axis = new Vec3(c, s, droop).Normalised();
            var local = Frame.AlongZ(top + axis * 1.1, axis);
            g.Foliage(new Frame(local.Origin, local.X, local.Y, local.Z), new(0.42, 0.42, 1.5), leaves);
        }
    }

    private static Vec3 Turn(SceneRandom random, double radius)
    {
        var angle = random.Uniform(0, 2 * Math.PI);
        return new(radius * PortableMath.Cos(angle), radius * PortableMath.Sin(angle), 0);
    }
}
