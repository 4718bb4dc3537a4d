using Research.Imaging;
using Research.Scenes.Geometry;

namespace Research.Scenes.Sensor;

/// <summary>Turns linear light into the picture a camera delivers: lens, exposure, tone, noise, compression.</summary>
internal sealed class CameraSensor
{
    private const int CurveSteps = 4096;
    private static readonly float[] DisplayCurve = BuildCurve();

    private readonly SensorLook look;
    private readonly SceneSize size;
    private readonly SceneRandom random;
    private readonly long exposureNumber;

    /// <summary>A camera whose settings come from a stream and whose noise also depends on the number of the exposure.</summary>
    public CameraSensor(SensorLook look, SceneSize size, SceneRandom random, long exposureNumber)
    {
        this.exposureNumber = exposureNumber;
        this.look = look;
        this.size = size;
        this.random = random;
    }

    public RgbImage Develop(ReadOnlySpan<Rgb> radiance)
    {
        // Drawn first and always in this order, so that one look's ranges do not shift another's numbers.
        double exposure = random.In(look.Exposure), warmth = random.In(look.Warmth), green = random.In(look.Green);
        double saturation = random.In(look.Saturation), contrast = random.In(look.Contrast), glare = random.In(look.Glare);
        double blur = random.In(look.Blur), vignetting = random.In(look.Vignetting), read = random.In(look.ReadNoise);
        double shot = random.In(look.ShotNoise), quality = random.In(look.JpegQuality), sharpening = random.In(look.Sharpening);

        var planes = Expose(radiance, PowerOfTwo(exposure), (PowerOfTwo(0.5 * warmth), PowerOfTwo(green), PowerOfTwo(-0.5 * warmth)), glare, vignetting);
        var sigma = blur * 0.001 * size.Width;
        if (sigma > 0.15)
            foreach (var plane in planes) GaussianBlur.Apply(plane, size.Width, size.Height, sigma);
        Tone(planes, saturation, contrast);
        if (sharpening > 0)
            foreach (var plane in planes) Sharpen(plane, sharpening);
        if (read > 0 || shot > 0) AddNoise(planes, read / 255, shot / 255);
        if (quality >= 1) BlockCompression.Apply(planes, size.Width, size.Height, quality);
        return Quantise(planes);
    }

    private float[][] Expose(
        ReadOnlySpan<Rgb> radiance, double gain, (double R, double G, double B) balance, double glare, double vignetting)
    {
        float[][] planes = [new float[radiance.Length], new float[radiance.Length], new float[radiance.Length]];
        double reach = 1.0 / (size.Width * (double)size.Width + size.Height * (double)size.Height);
        for (var y = 0; y < size.Height; y++)
        {
            for (var x = 0; x < size.Width; x++)
            {
                var n = y * size.Width + x;
                double dx = 2 * x + 1 - size.Width, dy = 2 * y + 1 - size.Height;
                var k = gain * (1 - vignetting * (dx * dx + dy * dy) * reach);
                planes[0][n] = (float)((radiance[n].R + glare) * k * balance.R);
                planes[1][n] = (float)((radiance[n].G + glare) * k * balance.G);
                planes[2][n] = (float)((radiance[n].B + glare) * k * balance.B);
            }
        }

        return planes;
    }

    private void Tone(float[][] planes, double saturation, double contrast)
    {
        var count = planes[0].Length;
        for (var n = 0; n < count; n++)
        {
            double r = Display(planes[0][n]), g = Display(planes[1][n]), b = Display(planes[2][n]);
            var grey = 0.299 * r + 0.587 * g + 0.114 * b;
            planes[0][n] = (float)((grey + (r - grey) * saturation - 0.45) * contrast + 0.45);
            planes[1][n] = (float)((grey + (g - grey) * saturation - 0.45) * contrast + 0.45);
            planes[2][n] = (float)((grey + (b - grey) * saturation - 0.45) * contrast + 0.45);
        }
    }

    /// <summary>Tone curve and sRGB encoding of one linear value.</summary>
    private double Display(double v)
    {
        if (look.Shoulder > 0 && v > 0.5)
        {
            // Above one half the soft curve approaches 1 exponentially; it meets the straight one with equal slope.
            var soft = 0.5 + 0.5 * (1 - PortableMath.Exp(-(v - 0.5) / 0.5));
            v = PortableMath.Lerp(v, soft, look.Shoulder);
        }

        var place = PortableMath.Clamp01(v) * CurveSteps;
        var low = Math.Min(CurveSteps - 1, (int)place);
        return PortableMath.Lerp(DisplayCurve[low], DisplayCurve[low + 1], place - low);
    }

    private void Sharpen(float[] plane, double strength)
    {
        var soft = (float[])plane.Clone();
        GaussianBlur.Apply(soft, size.Width, size.Height, 0.7);
        for (var n = 0; n < plane.Length; n++) plane[n] += (float)strength * (plane[n] - soft[n]);
    }

    private void AddNoise(float[][] planes, double read, double shot)
    {
        var key = random.Next();
        if (exposureNumber != 0) key = SceneRandom.Mix(key + (ulong)exposureNumber);
        for (var n = 0; n < planes[0].Length; n++)
        {
            var shared = Gauss(key, 4 * n + 3);
            for (var c = 0; c < 3; c++)
            {
                double v = Math.Max(0, planes[c][n]), sigma = Math.Sqrt(read * read + shot * shot * v);
                planes[c][n] += (float)(sigma * (0.7 * Gauss(key, 4 * n + c) + 0.7 * shared));
            }
        }
    }

    /// <summary>Close to normal with variance 1: the sum of four uniforms of 16 bits from one hash (Irwin-Hall).</summary>
    private static double Gauss(ulong key, int n)
    {
        var bits = SceneRandom.Mix(key + (ulong)n * 0x9E3779B97F4A7C15UL);
        var sum = (bits & 0xFFFF) + ((bits >> 16) & 0xFFFF) + ((bits >> 32) & 0xFFFF) + (bits >> 48);
        return (sum / 65536.0 - 2) * 1.7320508075688772;
    }

    private RgbImage Quantise(float[][] planes)
    {
        var image = new RgbImage(size.Width, size.Height);
        for (var n = 0; n < planes[0].Length; n++)
        {
            for (var c = 0; c < 3; c++)
                image.Pixels[3 * n + c] = (byte)Math.Clamp(planes[c][n] * 255f + 0.5f, 0f, 255f);
        }

        return image;
    }

    private static double PowerOfTwo(double stops) => PortableMath.Exp(stops * 0.6931471805599453);

    private static float[] BuildCurve()
    {
        var curve = new float[CurveSteps + 1];
        for (var n = 0; n <= CurveSteps; n++) curve[n] = (float)Rgb.ToDisplay(n / (double)CurveSteps);
        return curve;
    }
}
