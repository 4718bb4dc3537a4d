namespace Research.Scenes.Geometry;

/// <summary>Value noise on integer lattices, in [0, 1], smooth and the same on every machine.</summary>
internal static class Noise
{
    /// <summary>Uniform in [0, 1) for a lattice cell.</summary>
    public static double Cell(int x, int y, int z, int salt = 0) => (Hash(x, y, z, salt) >> 8) * (1.0 / 16777216);

    /// <summary>Smooth noise with one lattice cell per unit.</summary>
    public static double At(double x, double y, int salt)
    {
        double fx = Math.Floor(x), fy = Math.Floor(y);
        double u = Fade(x - fx), v = Fade(y - fy);
        int i = (int)fx, j = (int)fy;
        double bottom = PortableMath.Lerp(Cell(i, j, 0, salt), Cell(i + 1, j, 0, salt), u);
        double top = PortableMath.Lerp(Cell(i, j + 1, 0, salt), Cell(i + 1, j + 1, 0, salt), u);
        return PortableMath.Lerp(bottom, top, v);
    }

    /// <summary>Smooth noise in space with one lattice cell per unit.</summary>
    public static double At(double x, double y, double z, int salt)
    {
        double fx = Math.Floor(x), fy = Math.Floor(y), fz = Math.Floor(z);
        double u = Fade(x - fx), v = Fade(y - fy), w = Fade(z - fz);
        int i = (int)fx, j = (int)fy, k = (int)fz;
        double low = Plane(i, j, k, u, v, salt);
        return PortableMath.Lerp(low, Plane(i, j, k + 1, u, v, salt), w);
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

    private static double Plane(int i, int j, int k, double u, double v, int salt)
    {
        double bottom = PortableMath.Lerp(Cell(i, j, k, salt), Cell(i + 1, j, k, salt), u);
        double top = PortableMath.Lerp(Cell(i, j + 1, k, salt), Cell(i + 1, j + 1, k, salt), u);
        return PortableMath.Lerp(bottom, top, v);
    }

    private static double Fade(double t) => t * t * (3 - 2 * t);

    private static uint Hash(int x, int y, int z, int salt)
    {
        unchecked
        {
            var h = (uint)x * 0x8DA6B343u ^ (uint)y * 0xD8163841u ^ (uint)z * 0xCB1AB31Fu ^ (uint)salt * 0x9E3779B9u;
            h = (h ^ (h >> 15)) * 0x2C1B3C6Du;
            h = (h ^ (h >> 12)) * 0x297A2D39u;
            return h ^ (h >> 15);
        }
    }
}
