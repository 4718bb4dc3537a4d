namespace Research.Imaging.Colour;

/// <summary>Pillow's conversions between RGB and HSV with 8 bits each (src/libImaging/Convert.c, rgb2hsv_row and hsv2rgb).</summary>
internal static class ByteHsv
{
    public static (byte Hue, byte Saturation, byte Value) FromRgb(byte red, byte green, byte blue)
    {
        byte most = Math.Max(red, Math.Max(green, blue)), least = Math.Min(red, Math.Min(green, blue));
        if (most == least) return (0, 0, most);
        float range = most - least, saturation = range / most;
        float fromRed = (most - red) / range, fromGreen = (most - green) / range, fromBlue = (most - blue) / range;
        // Pillow's float variables meet double constants: each line is computed in double and stored in float.
        float hue = red == most ? fromBlue - fromGreen
            : green == most ? (float)(2.0 + fromRed - fromBlue)
            : (float)(4.0 + fromGreen - fromRed);
        // Pillow takes fmod(.., 1); between 5/6 and 2 that is one subtraction.
        double turned = hue / 6.0 + 1.0;
        hue = (float)(turned >= 1 ? turned - 1 : turned);
        return (Clip((int)(hue * 255.0)), Clip((int)(saturation * 255.0)), most);
    }

    public static (byte Red, byte Green, byte Blue) ToRgb(byte hue, byte saturation, byte value)
    {
        if (saturation == 0) return (value, value, value);
        int whole = (int)Math.Floor(hue * 6.0 / 255.0);
        float fraction = (float)(hue * 6.0 / 255.0 - whole), strength = (float)(saturation / 255.0);
        byte p = Round(value * (1.0 - strength));
        byte q = Round(value * (1.0 - strength * fraction));
        byte t = Round(value * (1.0 - strength * (1.0 - fraction)));
        return (whole % 6) switch
        {
            0 => (value, t, p),
            1 => (q, value, p),
            2 => (p, value, t),
            3 => (p, q, value),
            4 => (t, p, value),
            _ => (value, p, q),
        };
    }

    // C's round(): halves away from zero.
    private static byte Round(double value) => Clip((int)Math.Round(value, MidpointRounding.AwayFromZero));

    private static byte Clip(int value) => (byte)Math.Clamp(value, 0, 255);
}
