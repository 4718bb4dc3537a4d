namespace Research.Scenes.Models;

/// <summary>The side view of a car: two convex outlines in (forward, up) metres, extruded across its width.</summary>
/// <param name="Lower">Body up to the belt line, counter-clockwise with forward to the right.</param>
/// <param name="Upper">Cabin, likewise.</param>
/// <param name="Width">Width over all.</param>
/// <param name="Belt">Height of the belt line.</param>
/// <param name="Height">Height of the roof.</param>
/// <param name="FrontAxle">Station of the front axle.</param>
/// <param name="RearAxle">Station of the rear axle.</param>
/// <param name="WheelRadius">Radius of the tyres.</param>
/// <param name="Pillars">Stations of the pillars between side windows.</param>
internal sealed record CarBody(
    (double Y, double Z)[] Lower,
    (double Y, double Z)[] Upper,
    double Width,
    double Belt,
    double Height,
    double FrontAxle,
    double RearAxle,
    double WheelRadius,
    double[] Pillars)
{
    private static readonly CarBody Saloon = new(
        [(-2.3, 0.36), (-2.2, 0.2), (2.2, 0.2), (2.32, 0.36), (2.28, 0.62), (2.08, 0.74), (0.95, 0.93), (-1.9, 0.98), (-2.28, 0.86)],
        [(-1.85, 0.82), (1.2, 0.82), (0.3, 1.41), (-0.2, 1.46), (-0.85, 1.42)],
        1.8, 0.93, 1.46, 1.4, -1.35, 0.33, [-0.35, -1.15]);

    private static readonly CarBody Hatchback = new(
        [(-2.0, 0.38), (-1.9, 0.2), (1.9, 0.2), (2.02, 0.36), (1.98, 0.64), (1.8, 0.76), (0.85, 0.95), (-1.85, 1.0), (-2.0, 0.8)],
        [(-1.92, 0.85), (1.05, 0.85), (0.25, 1.44), (-0.2, 1.5), (-1.35, 1.45)],
        1.74, 0.95, 1.5, 1.25, -1.25, 0.31, [-0.3, -1.15]);

    private static readonly CarBody Estate = new(
        [(-2.3, 0.38), (-2.2, 0.2), (2.2, 0.2), (2.32, 0.36), (2.28, 0.62), (2.08, 0.74), (0.95, 0.93), (-2.15, 0.98), (-2.3, 0.85)],
        [(-2.25, 0.82), (1.2, 0.82), (0.3, 1.42), (-0.2, 1.48), (-1.8, 1.44)],
        1.8, 0.93, 1.48, 1.4, -1.4, 0.33, [-0.35, -1.2]);

    private static readonly CarBody OffRoader = new(
        [(-2.25, 0.45), (-2.15, 0.28), (2.15, 0.28), (2.28, 0.45), (2.26, 0.8), (2.05, 0.95), (0.95, 1.1), (-2.1, 1.14), (-2.26, 1.0)],
        [(-2.15, 1.0), (1.1, 1.0), (0.4, 1.66), (-0.2, 1.74), (-1.85, 1.68)],
        1.9, 1.1, 1.74, 1.4, -1.35, 0.38, [-0.25, -1.2]);

    private static readonly CarBody Van = new(
        [(-2.5, 0.42), (-2.4, 0.25), (2.4, 0.25), (2.52, 0.42), (2.48, 0.8), (2.3, 0.95), (1.75, 1.12), (-2.45, 1.15), (-2.52, 0.9)],
        [(-2.5, 0.9), (2.0, 0.9), (1.15, 1.9), (0.6, 2.0), (-2.3, 1.98)],
        1.95, 1.12, 2.0, 1.65, -1.55, 0.34, [0.35, -0.95]);

    /// <summary>In the order of <see cref="Traffic.CarBodies"/>.</summary>
    public static readonly IReadOnlyList<CarBody> All = [Saloon, Hatchback, Estate, OffRoader, Van];

    /// <summary>Half the length over all.</summary>
    public double HalfLength
    {
        get
        {
            var reach = 0.0;
            foreach (var (y, _) in Lower) reach = Math.Max(reach, Math.Abs(y));
            return reach;
        }
    }
}
