using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Research.Scenes.Geometry;

/// <summary>
/// Tests a ray against both children of a node at once. Lane by lane IEEE arithmetic without NaN, so the lanes give the
/// same on every processor.
/// </summary>
internal readonly struct SlabTest
{
    private readonly Vector128<double> originX;
    private readonly Vector128<double> originY;
    private readonly Vector128<double> originZ;
    private readonly Vector128<double> inverseX;
    private readonly Vector128<double> inverseY;
    private readonly Vector128<double> inverseZ;

    public SlabTest(in Ray ray)
    {
        originX = Vector128.Create(ray.Origin.X);
        originY = Vector128.Create(ray.Origin.Y);
        originZ = Vector128.Create(ray.Origin.Z);
        inverseX = Vector128.Create(Inverse(ray.Direction.X));
        inverseY = Vector128.Create(Inverse(ray.Direction.Y));
        inverseZ = Vector128.Create(Inverse(ray.Direction.Z));
    }

    /// <summary>Which children the ray enters before the limit: bit 0 the left one, bit 1 the right one; and where.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Enter(in TreeNode node, double limit, out Vector128<double> enter)
    {
        Vector128<double> x1 = (node.LowX - originX) * inverseX, x2 = (node.HighX - originX) * inverseX;
        Vector128<double> y1 = (node.LowY - originY) * inverseY, y2 = (node.HighY - originY) * inverseY;
        Vector128<double> z1 = (node.LowZ - originZ) * inverseZ, z2 = (node.HighZ - originZ) * inverseZ;
        enter = Vector128.MaxNative(
            Vector128.MaxNative(Vector128.MinNative(x1, x2), Vector128.MinNative(y1, y2)), Vector128.MinNative(z1, z2));
        var leave = Vector128.MinNative(
            Vector128.MinNative(Vector128.MaxNative(x1, x2), Vector128.MaxNative(y1, y2)), Vector128.MaxNative(z1, z2));
        var entered = Vector128.LessThanOrEqual(enter, leave) & Vector128.GreaterThan(leave, Vector128<double>.Zero)
            & Vector128.LessThan(enter, Vector128.Create(limit));
        return entered.ExtractMostSignificantBits();
    }

    private static double Inverse(double d) => 1 / (Math.Abs(d) < 1e-15 ? 1e-15 : d);
}
