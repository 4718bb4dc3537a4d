using Research.Scenes.Geometry;

namespace Research.Scenes.Surfaces;

/// <summary>Stripes and bands, averaged over the width of a pixel so that they neither alias nor vanish.</summary>
internal static class Pattern
{
    /// <summary>The part of [x - w/2, x + w/2] inside [low, high].</summary>
    public static double Band(double x, double low, double high, double w)
    {
        w = Math.Max(w, 1e-6);
        return PortableMath.Clamp01((Math.Min(x + 0.5 * w, high) - Math.Max(x - 0.5 * w, low)) / w);
    }

    /// <summary>The part of [x - w/2, x + w/2] inside [start, end] repeated every <paramref name="period"/>.</summary>
    public static double Stripes(double x, double period, double start, double end, double w)
    {
        w = Math.Max(w, 1e-6);
        return (Filled(x + 0.5 * w, period, start, end) - Filled(x - 0.5 * w, period, start, end)) / w;
    }

    /// <summary>Soft step: part of the pixel where <paramref name="distance"/> is negative.</summary>
    public static double Inside(double distance, double w) => PortableMath.Clamp01(0.5 - distance / Math.Max(w, 1e-6));

    private static double Filled(double x, double period, double start, double end)
    {
        var cell = Math.Floor(x / period);
        return cell * (end - start) + Math.Clamp(x - cell * period - start, 0, end - start);
    }
}
