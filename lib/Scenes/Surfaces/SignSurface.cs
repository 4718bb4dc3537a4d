using Research.Scenes.Geometry;

namespace Research.Scenes.Surfaces;

/// <summary>The face of a traffic sign, by kind: 0 limit, 1 order, 2 warning, 3 information, 4 ban, 5 direction.</summary>
/// <param name="kind">Kind.</param>
/// <param name="salt">Tells signs of a kind apart.</param>
/// <param name="back">The unpainted side.</param>
internal sealed class SignSurface(int kind, int salt, Surface back) : Surface
{
    private static readonly Rgb White = new(0.8, 0.8, 0.8);
    private static readonly Rgb Red = new(0.6, 0.02, 0.03);
    private static readonly Rgb Blue = new(0.01, 0.08, 0.42);
    private static readonly Rgb Black = new(0.02, 0.02, 0.02);
    private static readonly Rgb Yellow = new(0.75, 0.5, 0.03);
    private static readonly Rgb Green = new(0.01, 0.2, 0.08);

    public override SurfaceSample Sample(in SurfacePoint point)
    {
        // Discs are cylinders along the object's y: their local z is the object's y and their local y points down.
        var disc = kind is 0 or 1 or 4;
        var facing = disc ? point.LocalNormal.Z < -0.5 : point.LocalNormal.Y < -0.5;
        if (!facing) return back.Sample(point);
        double x = point.Local.X, y = disc ? -point.Local.Y : point.Local.Z, r = Math.Sqrt(x * x + y * y), w = point.Footprint;
        var glyph = PortableMath.SmoothStep(0.48, 0.56, Noise.At(x * 11 + salt, y * 9, salt)) * Pattern.Inside(r - 0.17, w) * PortableMath.Clamp01(1.5 - w * 12);
        var colour = kind switch
        {
            0 => Rgb.Lerp(Rgb.Lerp(Red, White, Pattern.Inside(r - 0.25, w)), Black, glyph),
            1 => Rgb.Lerp(Blue, White, glyph),
            2 => Rgb.Lerp(Rgb.Lerp(Red, salt % 3 == 0 ? Yellow : White, Pattern.Inside(Math.Max(Math.Abs(x) * 0.866 + y * 0.5, -y) - 0.13, w)), Black, glyph),
            3 => Rgb.Lerp(Blue, White, Math.Min(1, glyph + Pattern.Band(Math.Max(Math.Abs(x), Math.Abs(y)), 0.27, 0.29, w))),
            4 => Rgb.Lerp(Red, White, Pattern.Band(y, -0.06, 0.06, w) * Pattern.Band(x, -0.23, 0.23, w)),
            _ => Rgb.Lerp(salt % 2 == 0 ? Green : White, salt % 2 == 0 ? White : Black, Math.Min(1, glyph + 0.8 * Pattern.Band(Math.Abs(y), 0.1, 0.14, w) * Pattern.Band(x, -0.4, 0.4, w))),
        };
        return new(colour, point.Normal) { Mirror = 0.01f };
    }
}
