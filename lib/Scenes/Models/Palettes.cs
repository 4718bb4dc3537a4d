using Research.Scenes.Geometry;

namespace Research.Scenes.Models;

/// <summary>Drawing colours from palettes.</summary>
internal static class Palettes
{
    /// <summary>A linear reflectance from one of the boxes, chosen by weight.</summary>
    public static Rgb Draw(this SceneRandom random, IReadOnlyList<ColourRange> palette)
    {
        var total = 0.0;
        foreach (var range in palette) total += range.Weight;
        var left = random.Uniform() * total;
        foreach (var range in palette)
        {
            left -= range.Weight;
            if (left < 0) return random.Draw(range);
        }

        return random.Draw(palette[^1]);
    }

    public static Rgb Draw(this SceneRandom random, ColourRange range) =>
        Rgb.FromHsv(random.In(range.Hue), random.In(range.Saturation), random.In(range.Value));
}
