using Research.Imaging;
using static TorchSharp.torch;

namespace Research.Adaptation.Depth;

/// <summary>Pictures as RGB planes in 0 .. 1, which is what photometric losses compare, and back.</summary>
public static class Colours
{
    /// <summary>Pictures of one size as float32 [N, 3, H, W].</summary>
    /// <param name="pictures">At least one picture.</param>
    /// <param name="device">Where the tensor lives; null for main memory.</param>
    /// <exception cref="ArgumentException">There is none, or sizes differ.</exception>
    public static Tensor ToTensor(IReadOnlyList<RgbImage> pictures, Device? device = null)
    {
        if (pictures is not { Count: > 0 }) throw new ArgumentException("pictures: expected at least one");
        var (width, height) = (pictures[0].Width, pictures[0].Height);
        var plane = 3 * width * height;
        var values = new float[pictures.Count * plane];
        for (var i = 0; i < pictures.Count; i++)
        {
            if (pictures[i].Width != width || pictures[i].Height != height)
                throw new ArgumentException($"pictures: expected {width} x {height} as the first, got {pictures[i].Width} x {pictures[i].Height} at {i}");
            Write(pictures[i], flip: false, values.AsSpan(i * plane, plane));
        }
        return tensor(values, [pictures.Count, 3, height, width], device: device);
    }

    /// <summary>The picture of planes in 0 .. 1, rounded and limited.</summary>
    /// <param name="planes">[3, H, W] or [1, 3, H, W].</param>
    /// <exception cref="ArgumentException">Another shape.</exception>
    public static RgbImage FromTensor(Tensor planes)
    {
        var shape = planes.shape;
        if (shape is not ([3, _, _] or [1, 3, _, _]))
            throw new ArgumentException($"planes: expected [3, H, W] or [1, 3, H, W], got [{string.Join(", ", shape)}]");
        using var scope = NewDisposeScope();
        var values = planes.detach().to(ScalarType.Float32).cpu().contiguous().data<float>().ToArray();
        var image = new RgbImage((int)shape[^1], (int)shape[^2]);
        var count = image.Width * image.Height;
        for (var i = 0; i < count; i++)
            for (var c = 0; c < 3; c++) image.Pixels[3 * i + c] = (byte)Math.Clamp(Math.Round(255 * values[c * count + i]), 0, 255);
        return image;
    }

    internal static void Write(RgbImage image, bool flip, Span<float> planes)
    {
        var count = image.Width * image.Height;
        for (var c = 0; c < 3; c++)
        for (var y = 0; y < image.Height; y++)
        {
            var row = planes.Slice(c * count + y * image.Width, image.Width);
            for (int x = 0, at = 3 * y * image.Width + c; x < row.Length; x++, at += 3) row[x] = image.Pixels[at] / 255f;
            if (flip) row.Reverse();
        }
    }
}
