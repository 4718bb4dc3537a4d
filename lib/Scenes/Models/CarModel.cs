using Research.Scenes.Geometry;
using Research.Scenes.Surfaces;

namespace Research.Scenes.Models;

/// <summary>Cars of five body styles.</summary>
internal static class CarModel
{
    private static readonly WheelSurface[] Wheels = [.. CarBody.All.Select(body => new WheelSurface(body.WheelRadius))];
    private static readonly PlainSurface Mirror = new(new Rgb(0.03), 0);

    /// <summary>Index of a body in <see cref="CarBody.All"/>.</summary>
    public static int DrawBody(BuildContext context, SceneRandom random) => random.Pick(context.Domain.Traffic.CarBodies);

    public static void Build(BuildContext context, in Frame frame, int bodyIndex, SceneRandom random)
    {
        var body = CarBody.All[bodyIndex];
        var paint = random.Draw(context.Domain.Traffic.Paint);
        var panelled = bodyIndex == CarBody.All.Count - 1 && random.Chance(0.6);
        var geometry = context.Geometry;
        geometry.BeginInstance(frame, StreetClasses.Car);
        double half = 0.5 * body.Width, middle = 0.5 * body.Height;
        var centre = new Vec3(0, 0, middle);
        var reach = new Vec3(half, body.HalfLength, middle);
        var surface = new CarSurface(body, paint, middle, context.Lamps, panelled);
        geometry.Convex(Extrusion.Across(body.Lower, half, 0.6, 0.06), centre, reach, surface);
        geometry.Convex(Extrusion.Across(body.Upper, half - 0.04, body.Belt, 0.26), centre, reach, surface);
        var wheel = Wheels[bodyIndex];
        foreach (var side in (ReadOnlySpan<int>)[1, -1])
        {
            geometry.Wheel(new(side * (half - 0.1), body.FrontAxle, body.WheelRadius), 0, body.WheelRadius, 0.11, wheel);
            geometry.Wheel(new(side * (half - 0.1), body.RearAxle, body.WheelRadius), 0, body.WheelRadius, 0.11, wheel);
            geometry.Box(new Vec3(side * (half + 0.06), 0.85, body.Belt + 0.04), new(0.07, 0.05, 0.06), Mirror);
        }
    }
}
