using Research.Scenes;
using static TorchSharp.torch;

namespace Research.Adaptation.Depth;

/// <summary>Motions of a camera as matrices [N, 4, 4] that take points from one camera's frame to another's.</summary>
public static class RigidMotion
{
    /// <summary>Rotation by the vector's length about its direction (Rodrigues), then translation.</summary>
    /// <param name="vectors">Rotation in radians and translation, [N, 6].</param>
    /// <returns>[N, 4, 4].</returns>
    /// <remarks>R = I + sin(a)/a W + (1 - cos(a))/a^2 W^2 with a = |w| and W the cross product with w; a is held above 1e-7, where R = I to rounding.</remarks>
    /// <exception cref="ArgumentException">Shapes do not fit.</exception>
    public static Tensor FromVectors(Tensor vectors)
    {
        DepthArguments.CheckShape(vectors, nameof(vectors), vectors.shape[0], 6);
        using var scope = NewDisposeScope();
        var count = vectors.shape[0];
        Tensor Column(int index) => vectors.narrow(1, index, 1).reshape(count, 1, 1);
        var (x, y, z) = (Column(0), Column(1), Column(2));
        var zero = zeros_like(x);
        Tensor Row(Tensor a, Tensor b, Tensor c) => cat([a, b, c], dim: 2);
        var cross = cat([Row(zero, -z, y), Row(z, zero, -x), Row(-y, x, zero)], dim: 1);
        // The square root has no gradient at 0, so the tiny square goes inside.
        var angle = (x * x + y * y + z * z + 1e-14).sqrt();
        var identity = eye(3, dtype: vectors.dtype, device: vectors.device).unsqueeze(0);
        var half = (angle / 2).sin() / angle;
        // (1 - cos a) / a^2 = 2 sin^2(a/2) / a^2 keeps its digits where a is small.
        var rotation = identity + angle.sin() / angle * cross + 2 * half * half * cross.matmul(cross);
        var translation = cat([Column(3), Column(4), Column(5)], dim: 1);
        return Assemble(rotation, translation).MoveToOuterDisposeScope();
    }

    /// <summary>The motions back.</summary>
    /// <param name="motions">Rotations and translations, [N, 4, 4].</param>
    public static Tensor Inverse(Tensor motions)
    {
        DepthArguments.CheckShape(motions, nameof(motions), motions.shape[0], 4, 4);
        using var scope = NewDisposeScope();
        var rotation = motions.narrow(1, 0, 3).narrow(2, 0, 3).transpose(1, 2);
        return Assemble(rotation, -rotation.matmul(motions.narrow(1, 0, 3).narrow(2, 3, 1))).MoveToOuterDisposeScope();
    }

    /// <summary>From the left camera of a rectified pair to the right one: x becomes x - baseline. Row-major 4 x 4.</summary>
    /// <param name="baseline">Distance to the right, metres; negative for a partner to the left.</param>
    public static float[] ToRight(double baseline) => [1, 0, 0, (float)-baseline, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1];

    /// <summary>From one camera's frame to another's, both poses known. Row-major 4 x 4.</summary>
    /// <param name="from">Pose of the camera whose frame the points are in.</param>
    /// <param name="to">Pose of the other.</param>
    public static float[] Between(CameraPose from, CameraPose to)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        Point3 At(double x, double y, double z) => to.ToCamera(from.ToWorld(new Point3(x, y, z)));
        var (o, x, y, z) = (At(0, 0, 0), At(1, 0, 0), At(0, 1, 0), At(0, 0, 1));
        float[] Row(Func<Point3, double> axis) =>
            [(float)(axis(x) - axis(o)), (float)(axis(y) - axis(o)), (float)(axis(z) - axis(o)), (float)axis(o)];
        return [.. Row(p => p.X), .. Row(p => p.Y), .. Row(p => p.Z), 0, 0, 0, 1];
    }

    private static Tensor Assemble(Tensor rotation, Tensor translation)
    {
        var count = rotation.shape[0];
        var last = tensor(new[] { 0f, 0f, 0f, 1f }, [1, 1, 4], device: rotation.device).to(rotation.dtype).expand(count, 1, 4);
        return cat([cat([rotation, translation], dim: 2), last], dim: 1);
    }
}
