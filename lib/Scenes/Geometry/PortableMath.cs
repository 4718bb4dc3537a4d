namespace Research.Scenes.Geometry;

/// <summary>
/// Elementary functions from IEEE additions, multiplications and divisions only. The ones in <see cref="Math"/> call the
/// C library and may differ in the last bit between platforms; pictures are compared by hash, so they must not.
/// <see cref="Math.Sqrt"/>, Floor, Round, Min and Max are exact everywhere and are used as they are.
/// </summary>
internal static class PortableMath
{
    private const double Ln2 = 0.693147180559945309417;

    public static double Radians(double degrees) => degrees * (Math.PI / 180);

    public static double Sin(double x)
    {
        var quarter = Math.Round(x * (2 / Math.PI));
        var r = x - quarter * (Math.PI / 2);
        return ((long)quarter & 3) switch
        {
            0 => SinNearZero(r),
            1 => CosNearZero(r),
            2 => -SinNearZero(r),
            _ => -CosNearZero(r),
        };
    }

    public static double Cos(double x) => Sin(x + Math.PI / 2);

    public static double Tan(double x) => Sin(x) / Cos(x);

    /// <summary>exp(x); 0 below -700.</summary>
    public static double Exp(double x)
    {
        if (x < -700) return 0;
        var k = Math.Round(x / Ln2);
        var r = x - k * Ln2;

        // 1 + r (1 + r/2 (1 + r/3 (...))); a power of two divides as exactly when its inverse multiplies, and faster.
        var sum = 1 + r / 13;
        sum = 1 + sum * r / 12;
        sum = 1 + sum * r / 11;
        sum = 1 + sum * r / 10;
        sum = 1 + sum * r / 9;
        sum = 1 + sum * r * 0.125;
        sum = 1 + sum * r / 7;
        sum = 1 + sum * r / 6;
        sum = 1 + sum * r / 5;
        sum = 1 + sum * r * 0.25;
        sum = 1 + sum * r / 3;
        sum = 1 + sum * r * 0.5;
        sum = 1 + sum * r;
        return sum * BitConverter.Int64BitsToDouble(((long)k + 1023) << 52);
    }

    /// <summary>Natural logarithm of a positive normal number.</summary>
    public static double Log(double x)
    {
        var bits = BitConverter.DoubleToInt64Bits(x);
        var exponent = (bits >> 52) - 1023;
        var mantissa = BitConverter.Int64BitsToDouble((bits & 0xFFFFFFFFFFFFFL) | (1023L << 52));
        if (mantissa > 1.4142135623730951)
        {
            mantissa *= 0.5;
            exponent++;
        }

        // log m = 2 artanh((m - 1) / (m + 1)), |z| <= 0.172, so 11 odd terms leave less than 1e-18.
        var z = (mantissa - 1) / (mantissa + 1);
        var z2 = z * z;
        var sum = 0.0;
        for (var n = 21; n >= 1; n -= 2) sum = sum * z2 + 1.0 / n;
        return exponent * Ln2 + 2 * z * sum;
    }

    /// <summary>x to the power p for x >= 0.</summary>
    public static double Pow(double x, double p) => x < 1e-300 ? 0 : Exp(p * Log(x));

    public static double Clamp01(double x) => x < 0 ? 0 : x > 1 ? 1 : x;

    public static double Lerp(double a, double b, double k) => a + (b - a) * k;

    /// <summary>0 below <paramref name="low"/>, 1 above <paramref name="high"/>, a smooth cubic between.</summary>
    public static double SmoothStep(double low, double high, double x)
    {
        var k = Clamp01((x - low) / (high - low));
        return k * k * (3 - 2 * k);
    }

    private static double SinNearZero(double r)
    {
        var r2 = r * r;
        var sum = 1.0;
        for (var n = 16; n >= 2; n -= 2) sum = 1 - sum * r2 / (n * (n + 1));
        return r * sum;
    }

    private static double CosNearZero(double r)
    {
        var r2 = r * r;
        var sum = 1.0;
        for (var n = 16; n >= 2; n -= 2) sum = 1 - sum * r2 / (n * (n - 1));
        return sum;
    }
}
