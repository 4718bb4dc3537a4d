namespace Research.Scenes.Geometry;

/// <summary>A box along the world axes.</summary>
internal struct Bounds(Vec3 low, Vec3 high)
{
    public Vec3 Low = low;
    public Vec3 High = high;

    public static readonly Bounds Empty = new(
        new(double.MaxValue, double.MaxValue, double.MaxValue), new(double.MinValue, double.MinValue, double.MinValue));

    public readonly Vec3 Centre => (Low + High) * 0.5;

    public readonly double HalfArea
    {
        get
        {
            var size = High - Low;
            return size.X < 0 ? 0 : size.X * size.Y + size.Y * size.Z + size.Z * size.X;
        }
    }

    public readonly Bounds Union(in Bounds other) => new(
        new(Math.Min(Low.X, other.Low.X), Math.Min(Low.Y, other.Low.Y), Math.Min(Low.Z, other.Low.Z)),
        new(Math.Max(High.X, other.High.X), Math.Max(High.Y, other.High.Y), Math.Max(High.Z, other.High.Z)));

    public readonly Bounds Include(Vec3 p) => Union(new Bounds(p, p));

    /// <summary>Bounds of a box with half sizes <paramref name="half"/> about the origin of <paramref name="frame"/>.</summary>
    public static Bounds Of(in Frame frame, Vec3 half)
    {
        var reach = new Vec3(
            Math.Abs(frame.X.X) * half.X + Math.Abs(frame.Y.X) * half.Y + Math.Abs(frame.Z.X) * half.Z,
            Math.Abs(frame.X.Y) * half.X + Math.Abs(frame.Y.Y) * half.Y + Math.Abs(frame.Z.Y) * half.Z,
            Math.Abs(frame.X.Z) * half.X + Math.Abs(frame.Y.Z) * half.Y + Math.Abs(frame.Z.Z) * half.Z);
        return new(frame.Origin - reach, frame.Origin + reach);
    }
}
