namespace Research.Scenes.Geometry;

/// <summary>A vector of three doubles. Own scalar arithmetic, because the sum order inside
/// <see cref="System.Numerics.Vector3"/> depends on the processor and pictures must not.</summary>
internal readonly struct Vec3(double x, double y, double z)
{
    public readonly double X = x;
    public readonly double Y = y;
    public readonly double Z = z;

    public static readonly Vec3 Up = new(0, 0, 1);

    public static Vec3 operator +(Vec3 a, Vec3 b) => new(a.X + b.X, a.Y + b.Y, a.Z + b.Z);

    public static Vec3 operator -(Vec3 a, Vec3 b) => new(a.X - b.X, a.Y - b.Y, a.Z - b.Z);

    public static Vec3 operator -(Vec3 a) => new(-a.X, -a.Y, -a.Z);

    public static Vec3 operator *(Vec3 a, double k) => new(a.X * k, a.Y * k, a.Z * k);

    public static double Dot(Vec3 a, Vec3 b) => a.X * b.X + a.Y * b.Y + a.Z * b.Z;

    public static Vec3 Cross(Vec3 a, Vec3 b) =>
        new(a.Y * b.Z - a.Z * b.Y, a.Z * b.X - a.X * b.Z, a.X * b.Y - a.Y * b.X);

    public static Vec3 Reflect(Vec3 direction, Vec3 normal) => direction - normal * (2 * Dot(direction, normal));

    public double Length => Math.Sqrt(Dot(this, this));

    public Vec3 Normalised() => this * (1 / Length);
}
