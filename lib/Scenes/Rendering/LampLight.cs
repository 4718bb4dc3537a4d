using Research.Scenes.Geometry;

namespace Research.Scenes.Rendering;

/// <summary>Light of street lamps and of the ego vehicle's headlights at night, without shadows.</summary>
/// <param name="lamps">Lamp heads in the world.</param>
/// <param name="power">Radiance scale of lamps.</param>
/// <param name="eye">Optical centre of the camera.</param>
/// <param name="forward">View direction.</param>
internal sealed class LampLight(IReadOnlyList<Vec3> lamps, double power, Vec3 eye, Vec3 forward)
{
    private const double Reach = 38;
    private static readonly Rgb Sodium = new(1.0, 0.66, 0.32);
    private static readonly Rgb Headlight = new(1.0, 0.94, 0.8);

    /// <summary>Irradiance / pi at a point with a unit normal.</summary>
    public Rgb At(Vec3 point, Vec3 normal)
    {
        var sum = default(Rgb);
        foreach (var lamp in lamps)
        {
            var to = lamp - point;
            var square = Vec3.Dot(to, to);
            if (square > Reach * Reach) continue;
            var distance = Math.Sqrt(square);
            var down = Math.Max(0, to.Z / distance);
            var facing = Math.Max(0.06, Vec3.Dot(normal, to) / distance);
            sum += Sodium * (power * 16 * down * down * facing * (1 - distance / Reach) / (square + 4));
        }

        var beam = point - (eye - new Vec3(0, 0, 0.6));
        var length = beam.Length + 1e-6;
        var along = Vec3.Dot(beam, forward) / length;
        if (along < 0.86) return sum;
        var cone = PortableMath.SmoothStep(0.86, 0.985, along) * PortableMath.SmoothStep(1.6, 0.2, beam.Z * 0.6);
        return sum + Headlight * (power * 22 * cone * Math.Max(0.1, -Vec3.Dot(normal, beam) / length) / (length * length * 0.35 + 14));
    }
}
