using static TorchSharp.torch;

namespace Research.Adaptation.Depth;

/// <summary>Checks at the entrance of the depth losses (engineering, no paper).</summary>
internal static class DepthArguments
{
    public static void CheckMap(Tensor map, string name)
    {
        if (map.ndim != 4 || map.shape[1] != 1 || !map.is_floating_point())
            throw new ArgumentException($"{name}: expected floating point [N, 1, H, W], got {Describe(map)}");
    }

    public static void CheckPicture(Tensor picture, string name)
    {
        if (picture.ndim != 4 || !picture.is_floating_point())
            throw new ArgumentException($"{name}: expected floating point [N, C, H, W], got {Describe(picture)}");
    }

    public static void CheckShape(Tensor tensor, string name, params long[] shape)
    {
        if (!tensor.shape.SequenceEqual(shape))
            throw new ArgumentException($"{name}: expected [{string.Join(", ", shape)}], got {Describe(tensor)}");
    }

    private static string Describe(Tensor t) => $"{t.dtype} [{string.Join(", ", t.shape)}]";
}
