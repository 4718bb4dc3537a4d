using Research.Scenes.Geometry;
using Research.Scenes.Surfaces;

namespace Research.Scenes.Models;

/// <summary>Walls, fences and guard rails along local y.</summary>
internal static class BarrierModel
{
    public static void Wall(BuildContext context, in Frame frame, double halfLength, double height, SceneRandom random)
    {
        var colour = random.Draw(context.Domain.Furniture.Walls);
        var g = context.Geometry;
        g.Begin(frame, StreetClasses.Wall);
        Surface face = random.Chance(0.5)
            ? new BlockSurface(colour, colour * 0.55, 0.5, 0.22, context.Texture)
            : new PlainSurface(colour, 0.5 * context.Texture, 1.2);
        g.Box(new Vec3(0, 0, 0.5 * height), new(0.14, halfLength, 0.5 * height), face);
        g.Box(new Vec3(0, 0, height + 0.04), new(0.19, halfLength, 0.05), new PlainSurface(colour * 0.8, 0.3 * context.Texture, 2));
    }

    public static void Fence(BuildContext context, in Frame frame, double halfLength, double height, SceneRandom random)
    {
        var surface = new PlainSurface(random.Draw(context.Domain.Furniture.Fences), 0.3 * context.Texture, 3);
        var g = context.Geometry;
        g.Begin(frame, StreetClasses.Fence);
        var kind = random.Integer(0, 2);
        for (var y = -halfLength; y <= halfLength; y += 2.2)
            g.Box(new Vec3(0, y, 0.52 * height), new(0.045, 0.045, 0.52 * height), surface);
        if (kind == 0)
        {
            // Close boards.
            g.Box(new Vec3(0, 0, 0.54 * height), new(0.02, halfLength, 0.46 * height), new BoardSurface(surface));
            return;
        }

        var step = kind == 1 ? 0.16 : 0.3;
        g.Box(new Vec3(0, 0, 0.18 * height), new(0.02, halfLength, 0.035), surface);
        g.Box(new Vec3(0, 0, 0.9 * height), new(0.02, halfLength, 0.035), surface);
        if (kind == 2) g.Box(new Vec3(0, 0, 0.54 * height), new(0.015, halfLength, 0.03), surface);
        for (var y = -halfLength; y <= halfLength; y += step)
            g.Box(new Vec3(0, y, 0.5 * height), new(0.012, kind == 1 ? 0.035 : 0.015, 0.46 * height), surface);
    }

    public static void GuardRail(BuildContext context, in Frame frame, double halfLength, Surface metal)
    {
        var g = context.Geometry;
        g.Begin(frame, StreetClasses.Fence);
        g.Box(new Vec3(0, 0, 0.62), new(0.03, halfLength, 0.15), metal);
        for (var y = -halfLength; y <= halfLength; y += 2)
            g.Box(new Vec3(0.08, y, 0.36), new(0.05, 0.05, 0.36), metal);
    }
}
