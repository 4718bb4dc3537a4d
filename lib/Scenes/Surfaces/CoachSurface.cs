using Research.Scenes.Geometry;

namespace Research.Scenes.Surfaces;

/// <summary>Walls of large vehicles: window bands, doors, windscreen, lamps.</summary>
/// <param name="look">Division and colours.</param>
/// <param name="halfLength">Half the length of the body.</param>
/// <param name="halfWidth">Half its width.</param>
/// <param name="lift">Height of the primitive's origin above the ground.</param>
internal sealed class CoachSurface(CoachLook look, double halfLength, double halfWidth, double lift) : Surface
{
    private static readonly Rgb Glass = new(0.016, 0.018, 0.02);
    private static readonly Rgb Dark = new(0.025, 0.025, 0.025);

    public override SurfaceSample Sample(in SurfacePoint point)
    {
        var n = point.LocalNormal;
        double y = point.Local.Y, z = point.Local.Z + lift, x = Math.Abs(point.Local.X), w = point.Footprint;
        var sample = new SurfaceSample(Rgb.Lerp(look.Paint, look.Stripe, Pattern.Band(z, 0.3, look.WindowLow - 0.2, w)), point.Normal) { Mirror = 0.04f };
        double glass = 0;
        if (Math.Abs(n.X) > 0.6)
        {
            glass = Pattern.Band(z, look.WindowLow, look.WindowHigh, w) * Pattern.Band(y, halfLength - 0.2 - look.WindowShare * 2 * halfLength, halfLength - 0.15, w)
                * (1 - Pattern.Stripes(y - halfLength, look.Pillars, 0, 0.09, w));
            if (look.Doors && n.X > 0) Door(y, z, w, ref sample, ref glass);
        }
        else if (n.Y > 0.5 && look.Front)
        {
            glass = Pattern.Band(z, look.FrontLow, look.FrontHigh, w) * Pattern.Band(x, 0, halfWidth - 0.1, w);
            Lights(x, z, w, new Rgb(0.75, 0.75, 0.75), new Rgb(1, 0.95, 0.85) * (6 * look.Lamps), ref sample);
            var sign = Pattern.Band(z, look.FrontHigh + 0.05, look.FrontHigh + 0.3, w) * Pattern.Band(x, 0, 0.6 * halfWidth, w) * (look.Doors ? 1 : 0);
            sample.Albedo = Rgb.Lerp(sample.Albedo, Dark, sign);
            sample.Emission += new Rgb(0.8, 0.4, 0.03) * (sign * 0.7 * PortableMath.SmoothStep(0.45, 0.55, Noise.At(x * 9, z * 9, 77)));
        }
        else if (n.Y < -0.5 && look.Rear)
        {
            if (look.RearWindow) glass = Pattern.Band(z, look.WindowLow + 0.1, look.WindowHigh, w) * Pattern.Band(x, 0, halfWidth - 0.25, w);
            Lights(x, z, w, new Rgb(0.4, 0.015, 0.01), new Rgb(1.6, 0.03, 0.02) * look.Lamps, ref sample);
        }

        sample.Albedo = Rgb.Lerp(sample.Albedo, Glass, glass);
        sample.Mirror = (float)(0.04 + 0.06 * glass);
        if (look.Doors && look.Lamps > 0) sample.Emission += new Rgb(0.9, 0.85, 0.7) * (0.5 * look.Lamps * glass);
        sample.Albedo = Rgb.Lerp(sample.Albedo, Dark, 0.8 * Pattern.Band(z, 0, 0.35, w));
        return sample;
    }

    private void Door(double y, double z, double w, ref SurfaceSample sample, ref double glass)
    {
        foreach (var place in (ReadOnlySpan<double>)[halfLength - 1.0, 0, -halfLength + 2.2])
        {
            var door = Pattern.Band(y, place - 0.65, place + 0.65, w) * Pattern.Band(z, 0.35, look.WindowHigh + 0.05, w);
            var pane = Pattern.Band(Math.Abs(y - place), 0.06, 0.58, w) * Pattern.Band(z, 0.6, look.WindowHigh - 0.05, w);
            sample.Albedo = Rgb.Lerp(sample.Albedo, Dark, door);
            glass = Math.Max(glass * (1 - door), pane);
        }
    }

    private void Lights(double x, double z, double w, Rgb lens, Rgb shine, ref SurfaceSample sample)
    {
        var lamp = Pattern.Band(x, 0.62 * halfWidth, 0.92 * halfWidth, w) * Pattern.Band(z, 0.6, 0.82, w);
        sample.Albedo = Rgb.Lerp(sample.Albedo, lens, lamp);
        sample.Emission += shine * lamp;
    }
}
