namespace Research.Scenes.Geometry;

/// <summary>
/// Leaves: an ellipsoid whose rim is eaten away by noise, so that crowns and bushes get ragged outlines and holes. A point
/// at relative radius r belongs to the foliage where r &lt; 0.62 + 0.55 (noise - 0.15).
/// </summary>
internal static class FoliageShape
{
    private const int Steps = 7;

    public static double Nearest(in Primitive e, Vec3 o, Vec3 d, double limit)
    {
        var os = new Vec3(o.X / e.A, o.Y / e.B, o.Z / e.C);
        var ds = new Vec3(d.X / e.A, d.Y / e.B, d.Z / e.C);
        if (!Intersection.UnitSphere(os, ds, out var enter, out var leave) || leave < 1e-4 || enter > limit)
            return Intersection.None;
        enter = Math.Max(enter, 1e-4);
        var step = (leave - enter) / Steps;
        var previous = enter;
        for (var n = 0; n < Steps; n++)
        {
            var t = enter + (n + 0.3) * step;
            if (Inside(e, os + ds * t, o + d * t)) return Refine(e, os, ds, o, d, previous, t);
            previous = t;
        }

        return Intersection.None;
    }

    private static double Refine(in Primitive e, Vec3 os, Vec3 ds, Vec3 o, Vec3 d, double outside, double inside)
    {
        for (var n = 0; n < 3; n++)
        {
            var t = 0.5 * (outside + inside);
            if (Inside(e, os + ds * t, o + d * t)) inside = t;
            else outside = t;
        }

        return inside;
    }

    private static bool Inside(in Primitive e, Vec3 unit, Vec3 local)
    {
        var r2 = Vec3.Dot(unit, unit);
        if (r2 < 0.29) return true;
        var p = local + e.Frame.Origin;
        var coarse = 0.54 + 0.55 * (0.65 * Noise.At(p, 2.1, 11) - 0.15);

        // The fine octave adds 0 .. 0.1925 to the radius; often the coarse one decides alone.
        if (r2 < coarse * coarse) return true;
        const double Fine = 0.55 * 0.35;
        if (r2 >= (coarse + Fine) * (coarse + Fine)) return false;
        var radius = coarse + Fine * Noise.At(p, 5.3, 12);
        return r2 < radius * radius;
    }
}
