using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Research.Scenes.Geometry;

/// <summary>
/// Value noise on integer lattices, in [0, 1], smooth and the same on every machine. The corners of a cell are hashed side by
/// side; lane by lane this is the arithmetic of single numbers, so the lanes do not show in the result.
/// </summary>
internal static class Noise
{
    /// <summary>Uniform in [0, 1) for a lattice cell.</summary>
    public static double Cell(int x, int y, int z, int salt = 0) => Finish(HashX(x) ^ HashY(y) ^ HashZ(z, salt));

    /// <summary>Smooth noise with one lattice cell per unit.</summary>
    public static double At(double x, double y, int salt)
    {
        double fx = Math.Floor(x), fy = Math.Floor(y);
        double u = Fade(x - fx), v = Fade(y - fy);
        int i = (int)fx, j = (int)fy;
        var hz = HashZ(0, salt);
        var sides = Sides(HashX(i) ^ hz, HashX(i + 1) ^ hz, HashY(j), HashY(j + 1), u);
        return PortableMath.Lerp(sides.ToScalar(), sides.GetElement(1), v);
    }

    /// <summary>Smooth noise in space with one lattice cell per unit.</summary>
    public static double At(double x, double y, double z, int salt)
    {
        double fx = Math.Floor(x), fy = Math.Floor(y), fz = Math.Floor(z);
        double u = Fade(x - fx), v = Fade(y - fy), w = Fade(z - fz);
        int i = (int)fx, j = (int)fy, k = (int)fz;
        uint hx0 = HashX(i), hx1 = HashX(i + 1), hy0 = HashY(j), hy1 = HashY(j + 1), hz0 = HashZ(k, salt), hz1 = HashZ(k + 1, salt);
        Vector128<double> low = Sides(hx0 ^ hz0, hx1 ^ hz0, hy0, hy1, u), high = Sides(hx0 ^ hz1, hx1 ^ hz1, hy0, hy1, u);
        return PortableMath.Lerp(
            PortableMath.Lerp(low.ToScalar(), low.GetElement(1), v), PortableMath.Lerp(high.ToScalar(), high.GetElement(1), v), w);
    }

    public static double At(Vec3 p, double frequency, int salt) =>
        At(p.X * frequency, p.Y * frequency, p.Z * frequency, salt);

    /// <summary>
    /// Sum of octaves that halve in size and strength; mean 0.5. Octaves finer than <paramref name="footprint"/> (size of a
    /// pixel in the same units) fade out, so that distant surfaces do not flicker.
    /// </summary>
    public static double Octaves(double x, double y, int octaves, double footprint, int salt)
    {
        double sum = 0.5, amplitude = 0.5, frequency = 1;
        for (var n = 0; n < octaves; n++)
        {
            var keep = PortableMath.Clamp01(1.5 - footprint * frequency * 1.5);
            if (keep <= 0) break;
            sum += amplitude * keep * (At(x * frequency, y * frequency, salt + n) - 0.5);
            amplitude *= 0.5;
            frequency *= 2;
        }

        return sum;
    }

    /// <summary>The noise on the lower and the upper side of a cell, at <paramref name="u"/> between its left and right corners.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<double> Sides(uint hx0, uint hx1, uint hy0, uint hy1, double u)
    {
        var h = Vector128.Create(hx0 ^ hy0, hx0 ^ hy1, hx1 ^ hy0, hx1 ^ hy1);
        h = (h ^ (h >>> 15)) * Vector128.Create(0x2C1B3C6Du);
        h = (h ^ (h >>> 12)) * Vector128.Create(0x297A2D39u);
        h = (h ^ (h >>> 15)) >>> 8;
        Vector128<double> left = Fraction(Vector128.WidenLower(h)), right = Fraction(Vector128.WidenUpper(h));
        return left + (right - left) * u;
    }

    /// <summary>n / 2^24, exactly: the number is written behind the leading bit of 2^52, which is then taken away.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<double> Fraction(Vector128<ulong> n) =>
        ((n | Vector128.Create(0x4330000000000000UL)).AsDouble() - Vector128.Create(4503599627370496.0)) * (1.0 / 16777216);

    private static double Fade(double t) => t * t * (3 - 2 * t);

    private static uint HashX(int x) => unchecked((uint)x * 0x8DA6B343u);

    private static uint HashY(int y) => unchecked((uint)y * 0xD8163841u);

    private static uint HashZ(int z, int salt) => unchecked((uint)z * 0xCB1AB31Fu ^ (uint)salt * 0x9E3779B9u);

    private static double Finish(uint h)
    {
        unchecked
        {
            h = (h ^ (h >> 15)) * 0x2C1B3C6Du;
            h = (h ^ (h >> 12)) * 0x297A2D39u;
            h ^= h >> 15;
            return (h >> 8) * (1.0 / 16777216);
        }
    }
}
