using static TorchSharp.torch;

namespace Research.Adaptation.Losses;

/// <summary>Checks at the entrance of the losses on depth (engineering, no paper).</summary>
internal static class DepthArguments
{
    public static void Check(Tensor depth, string name)
    {
        if (depth.ndim != 4 || depth.shape[1] != 1 || !depth.is_floating_point())
            throw new ArgumentException($"{name}: expected floating point [N, 1, H, W], got {Describe(depth)}");
    }

    public static void CheckSame(Tensor first, Tensor depth, string name)
    {
        Check(depth, name);
        if (!first.shape.SequenceEqual(depth.shape))
            throw new ArgumentException($"{name}: expected the shape [{string.Join(", ", first.shape)}], got {Describe(depth)}");
    }

    public static string Describe(Tensor t) => $"{t.dtype} [{string.Join(", ", t.shape)}]";
}
