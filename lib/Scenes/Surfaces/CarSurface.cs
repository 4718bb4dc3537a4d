using Research.Scenes.Geometry;
using Research.Scenes.Models;

namespace Research.Scenes.Surfaces;

/// <summary>Paint, windows, lamps and seams of a car, by place on its body.</summary>
/// <param name="body">Which car.</param>
/// <param name="paint">Reflectance of the paint.</param>
/// <param name="lift">Height of the primitive's origin above the ground.</param>
/// <param name="lamps">Radiance of the lamps, 0 by day.</param>
/// <param name="panelled">Whether the rear side windows are closed, as in delivery vans.</param>
internal sealed class CarSurface(CarBody body, Rgb paint, double lift, double lamps, bool panelled) : Surface
{
    private static readonly Rgb Glass = new(0.018, 0.02, 0.022);
    private static readonly Rgb Dark = new(0.02, 0.02, 0.02);
    private static readonly Rgb HeadLamp = new(0.75, 0.76, 0.78);
    private static readonly Rgb TailLamp = new(0.42, 0.015, 0.012);
    private static readonly Rgb Plate = new(0.7, 0.7, 0.66);

    public override SurfaceSample Sample(in SurfacePoint point)
    {
        var n = point.LocalNormal;
        var place = point.Local + new Vec3(0, 0, lift);
        var w = point.Footprint;
        var sample = new SurfaceSample(paint, point.Normal) { Mirror = 0.05f };
        if (place.Z > body.Belt) Cabin(place, n, w, ref sample);
        else if (Math.Abs(n.Y) > 0.55) End(place, n, w, ref sample);
        else if (Math.Abs(n.X) > 0.5) Side(place, w, ref sample);
        if (place.Z < 0.3) sample.Albedo = Rgb.Lerp(sample.Albedo, Dark, 0.8);
        return sample;
    }

    private void Cabin(Vec3 p, Vec3 n, double w, ref SurfaceSample sample)
    {
        var glass = 0.0;
        if (Math.Abs(n.X) > 0.6)
        {
            glass = Pattern.Band(p.Z, body.Belt + 0.05, body.Height - 0.13, w);
            foreach (var pillar in body.Pillars) glass *= 1 - Pattern.Band(p.Y, pillar - 0.04, pillar + 0.04, w);
            if (panelled && p.Y < body.Pillars[0]) glass = 0;
        }
        else if (Math.Abs(n.Y) > 0.3)
        {
            glass = Pattern.Band(p.Z, body.Belt + 0.03, body.Height - 0.1, w) * Pattern.Band(p.X, -0.42 * body.Width, 0.42 * body.Width, w);
            if (panelled && n.Y < 0) glass *= 0.2;
        }

        sample.Albedo = Rgb.Lerp(sample.Albedo, Glass, glass);
        sample.Mirror = (float)(0.05 + 0.07 * glass);
    }

    private void End(Vec3 p, Vec3 n, double w, ref SurfaceSample sample)
    {
        double half = 0.5 * body.Width, x = Math.Abs(p.X), low = 0.58 * body.Belt;
        var front = n.Y > 0;
        var lamp = Pattern.Band(x, 0.58 * half, 0.95 * half, w) * Pattern.Band(p.Z, low, low + (front ? 0.16 : 0.24), w);
        sample.Albedo = Rgb.Lerp(sample.Albedo, front ? HeadLamp : TailLamp, lamp);
        sample.Emission = (front ? new Rgb(1.0, 0.95, 0.82) * 6 : new Rgb(1.6, 0.03, 0.02)) * (lamp * lamps);
        var grille = front ? Pattern.Band(x, 0, 0.5 * half, w) * Pattern.Band(p.Z, 0.36, 0.62 * body.Belt, w) : 0;
        sample.Albedo = Rgb.Lerp(sample.Albedo, Dark, 0.85 * grille);
        var plateLow = front ? 0.34 : 0.6;
        var plate = Pattern.Band(x, 0, 0.25, w) * Pattern.Band(p.Z, plateLow, plateLow + 0.11, w);
        sample.Albedo = Rgb.Lerp(sample.Albedo, Plate, plate);
        var bumper = Pattern.Band(p.Z, 0, 0.33, w);
        sample.Albedo = Rgb.Lerp(sample.Albedo, Dark, 0.6 * bumper);
    }

    private void Side(Vec3 p, double w, ref SurfaceSample sample)
    {
        var arch = Math.Max(Arch(p, body.FrontAxle, w), Arch(p, body.RearAxle, w));
        var seam = Math.Max(Pattern.Band(p.Y, body.Pillars[0] - 0.012, body.Pillars[0] + 0.012, w), Pattern.Band(p.Y, 0.68, 0.704, w));
        seam *= Pattern.Band(p.Z, 0.32, body.Belt, w);
        var handle = Pattern.Band(p.Y, body.Pillars[0] + 0.08, body.Pillars[0] + 0.26, w) * Pattern.Band(p.Z, body.Belt - 0.16, body.Belt - 0.12, w);
        sample.Albedo = Rgb.Lerp(sample.Albedo, Dark, Math.Max(arch, 0.7 * Math.Max(seam, handle)));
        var sill = Pattern.Band(p.Z, 0, 0.32, w);
        sample.Albedo = Rgb.Lerp(sample.Albedo, Dark, 0.5 * sill);
    }

    private double Arch(Vec3 p, double axle, double w)
    {
        double y = p.Y - axle, z = p.Z - body.WheelRadius;
        return Pattern.Inside(Math.Sqrt(y * y + z * z) - body.WheelRadius * 1.16, w);
    }
}
