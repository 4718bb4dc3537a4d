using Research.Scenes.Geometry;

namespace Research.Scenes.Sensor;

/// <summary>Separable Gaussian blur with the edge repeated.</summary>
internal static class GaussianBlur
{
    public static void Apply(float[] plane, int width, int height, double sigma)
    {
        var radius = Math.Max(1, (int)Math.Ceiling(3 * sigma));
        var kernel = new float[2 * radius + 1];
        var total = 0.0;
        for (var n = -radius; n <= radius; n++) total += PortableMath.Exp(-0.5 * n * n / (sigma * sigma));
        for (var n = -radius; n <= radius; n++) kernel[n + radius] = (float)(PortableMath.Exp(-0.5 * n * n / (sigma * sigma)) / total);

        var line = new float[Math.Max(width, height)];
        for (var y = 0; y < height; y++) Line(plane, y * width, 1, width, kernel, radius, line);
        for (var x = 0; x < width; x++) Line(plane, x, width, height, kernel, radius, line);
    }

    private static void Line(float[] plane, int start, int step, int count, float[] kernel, int radius, float[] line)
    {
        for (var n = 0; n < count; n++) line[n] = plane[start + n * step];
        for (var n = 0; n < count; n++)
        {
            var sum = 0f;
            for (var k = -radius; k <= radius; k++) sum += kernel[k + radius] * line[Math.Clamp(n + k, 0, count - 1)];
            plane[start + n * step] = sum;
        }
    }
}
