namespace Research.Scenes.Geometry;

/// <summary>Linear light (radiance or reflectance) in three bands.</summary>
internal readonly struct Rgb(float r, float g, float b)
{
    public readonly float R = r;
    public readonly float G = g;
    public readonly float B = b;

    public Rgb(double grey) : this((float)grey, (float)grey, (float)grey)
    {
    }

    public Rgb(double r, double g, double b) : this((float)r, (float)g, (float)b)
    {
    }

    public static Rgb operator +(Rgb a, Rgb b) => new(a.R + b.R, a.G + b.G, a.B + b.B);

    public static Rgb operator *(Rgb a, Rgb b) => new(a.R * b.R, a.G * b.G, a.B * b.B);

    public static Rgb operator *(Rgb a, double k) => new(a.R * (float)k, a.G * (float)k, a.B * (float)k);

    public float Luminance => 0.2126f * R + 0.7152f * G + 0.0722f * B;

    public static Rgb Lerp(Rgb a, Rgb b, double k) => a * (1 - k) + b * k;

    /// <summary>From hue in degrees and saturation and value in [0, 1] of the displayed (sRGB) colour.</summary>
    public static Rgb FromHsv(double hue, double saturation, double value)
    {
        var h = (hue - 360 * Math.Floor(hue / 360)) / 60;
        return new(Band(h, 5), Band(h, 3), Band(h, 1));

        double Band(double sector, int offset)
        {
            var k = sector + offset;
            k -= 6 * Math.Floor(k / 6);
            return FromDisplay(value - value * saturation * Math.Clamp(Math.Min(k, 4 - k), 0, 1));
        }
    }

    /// <summary>The sRGB decoding curve.</summary>
    public static double FromDisplay(double v) => v <= 0.04045 ? v / 12.92 : PortableMath.Pow((v + 0.055) / 1.055, 2.4);

    /// <summary>The sRGB encoding curve.</summary>
    public static double ToDisplay(double v) => v <= 0.0031308 ? v * 12.92 : 1.055 * PortableMath.Pow(v, 1 / 2.4) - 0.055;
}
