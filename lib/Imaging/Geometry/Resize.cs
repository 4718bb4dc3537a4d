using System.Runtime.Intrinsics.X86;
using Research.Imaging.Geometry;

namespace Research.Imaging;

/// <summary>
/// Resizing exactly as Pillow's <c>Image.resize</c> does it: bicubic (a = -0.5) and bilinear with antialiasing, 8-bit
/// fixed-point arithmetic in two passes; nearest by the centre of each output pixel. Every method also computes only a
/// window of the resized picture, which costs as much as the window, not as the picture.
/// </summary>
public static class Resize
{
    /// <summary>Colour by the bicubic filter.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="width">New width, at least 1.</param>
    /// <param name="height">New height, at least 1.</param>
    /// <param name="window">The part of the resized picture that is wanted; all of it by default.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is not positive, or the window leaves the resized picture.</exception>
    public static RgbImage Bicubic(RgbImage image, int width, int height, PixelRect? window = null) =>
        Resample(image, width, height, window, ResampleFilter.Bicubic, Avx2.IsSupported);

    /// <summary>Colour by the triangle filter.</summary>
    /// <inheritdoc cref="Bicubic"/>
    public static RgbImage Bilinear(RgbImage image, int width, int height, PixelRect? window = null) =>
        Resample(image, width, height, window, ResampleFilter.Bilinear, Avx2.IsSupported);

    /// <summary>Distances by the triangle filter, in floating point. An unknown distance makes what it touches unknown.</summary>
    /// <inheritdoc cref="Bicubic"/>
    public static DepthMap Bilinear(DepthMap image, int width, int height, PixelRect? window = null)
    {
        ArgumentNullException.ThrowIfNull(image);
        PixelRect part = Window(width, height, window);
        ResampleKernel columns = ResampleKernel.Make(image.Width, width, part.X, part.Width, ResampleFilter.Bilinear);
        ResampleKernel rows = ResampleKernel.Make(image.Height, height, part.Y, part.Height, ResampleFilter.Bilinear);
        var between = new float[PixelCount.Of(part.Width, rows.End - rows.First)];
        for (int y = rows.First, at = 0; y < rows.End; y++)
            for (int x = 0; x < part.Width; x++, at++)
                between[at] = Sum(image.Metres, y * image.Width, 1, columns, x);
        var target = new DepthMap(part.Width, part.Height);
        for (int y = 0, at = 0; y < part.Height; y++)
            for (int x = 0; x < part.Width; x++, at++)
                target.Metres[at] = Sum(between, x - rows.First * part.Width, part.Width, rows, y);
        return target;
    }

    /// <summary>Labels by the nearest pixel: no label appears that was not there.</summary>
    /// <inheritdoc cref="Bicubic"/>
    public static LabelMap Nearest(LabelMap image, int width, int height, PixelRect? window = null)
    {
        ArgumentNullException.ThrowIfNull(image);
        PixelRect part = Window(width, height, window);
        byte[] target = NearestResampler.Resample(image.Labels, image.Width, image.Height, 1, width, height, part);
        return new LabelMap(part.Width, part.Height, target);
    }

    /// <summary>Colour by the nearest pixel.</summary>
    /// <inheritdoc cref="Bicubic"/>
    public static RgbImage Nearest(RgbImage image, int width, int height, PixelRect? window = null)
    {
        ArgumentNullException.ThrowIfNull(image);
        PixelRect part = Window(width, height, window);
        byte[] target = NearestResampler.Resample(image.Pixels, image.Width, image.Height, 3, width, height, part);
        return new RgbImage(part.Width, part.Height, target);
    }

    /// <summary>Distances by the nearest pixel.</summary>
    /// <inheritdoc cref="Bicubic"/>
    public static DepthMap Nearest(DepthMap image, int width, int height, PixelRect? window = null)
    {
        ArgumentNullException.ThrowIfNull(image);
        PixelRect part = Window(width, height, window);
        float[] target = NearestResampler.Resample(image.Metres, image.Width, image.Height, 1, width, height, part);
        return new DepthMap(part.Width, part.Height, target);
    }

    /// <summary>Raw samples by the nearest pixel.</summary>
    /// <inheritdoc cref="Bicubic"/>
    public static RawImage Nearest(RawImage image, int width, int height, PixelRect? window = null)
    {
        ArgumentNullException.ThrowIfNull(image);
        PixelRect part = Window(width, height, window);
        ushort[] target = NearestResampler.Resample(image.Samples, image.Width, image.Height, image.Channels, width, height, part);
        return new RawImage(part.Width, part.Height, image.Channels, image.BitDepth, target, image.Palette) { SourceBitDepth = image.SourceBitDepth };
    }

    /// <summary>As the public methods, with the choice between the vector and the scalar form (tests compare them).</summary>
    internal static RgbImage Resample(RgbImage image, int width, int height, PixelRect? window, ResampleFilter filter, bool vectors)
    {
        ArgumentNullException.ThrowIfNull(image);
        PixelRect part = Window(width, height, window);
        // Pillow skips a pass that would change nothing; the pass would round nothing either, this only saves time.
        ResampleKernel? columns = width == image.Width ? null : ResampleKernel.Make(image.Width, width, part.X, part.Width, filter);
        ResampleKernel? rows = height == image.Height ? null : ResampleKernel.Make(image.Height, height, part.Y, part.Height, filter);
        return Resampler.Rgb(image, columns, rows, part, vectors);
    }

    private static PixelRect Window(int width, int height, PixelRect? window)
    {
        PixelCount.Of(width, height);
        PixelRect part = window ?? new PixelRect(0, 0, width, height);
        part.CheckWithin(width, height);
        return part;
    }

    // Pillow accumulates 32-bit float pictures in double and stores float after each pass.
    private static float Sum(float[] samples, int offset, int stride, ResampleKernel kernel, int output)
    {
        double sum = 0;
        int at = offset + kernel.Starts[output] * stride;
        for (int tap = 0; tap < kernel.Counts[output]; tap++, at += stride)
            sum += samples[at] * kernel.Exact[output * kernel.Taps + tap];
        return (float)sum;
    }
}
