using Research.Scenes.Geometry;

namespace Research.Scenes.Rendering;

/// <summary>Streaks of falling drops that catch the light.</summary>
internal static class Rain
{
    /// <summary>Draws streaks over linear light; <paramref name="amount"/> in 0 .. 1.</summary>
    public static void Apply(Rgb[] radiance, SceneSize size, double amount, Rgb light, SceneRandom random)
    {
        var streaks = (int)(amount * 0.0022 * size.Width * size.Height);
        double slant = random.Uniform(-0.25, 0.25), unit = size.Height / 128.0;
        for (var n = 0; n < streaks; n++)
        {
            double x = random.Uniform(0, size.Width), y = random.Uniform(-0.1, 1) * size.Height, near = random.Uniform();
            int length = (int)((3 + 12 * near * near) * unit);
            var glint = light * (0.02 + 0.05 * random.Uniform());
            for (var k = 0; k < length; k++)
            {
                int i = (int)Math.Floor(x + slant * k), j = (int)Math.Floor(y + k);
                if (i < 0 || i >= size.Width || j < 0 || j >= size.Height) continue;
                radiance[j * size.Width + i] += glint;
            }
        }
    }
}
