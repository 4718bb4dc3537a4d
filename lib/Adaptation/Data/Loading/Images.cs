using Research.Imaging;
using TorchSharp;
using static TorchSharp.torch;

namespace Research.Adaptation.Data;

/// <summary>Pictures and label maps to tensors and back: the only place where the two meet.</summary>
public static class Images
{
    /// <summary>Resizes (bicubic) and normalises, nothing random.</summary>
    /// <returns>float32 [3, H, W] with H, W of the preparation.</returns>
    public static Tensor ToTensor(RgbImage image, ImagePreparation preparation)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(preparation);
        preparation.Validate();
        var prepared = PreparedSample.From(new UnlabelledSample("", image), preparation);
        return ToTensor(prepared.Image, preparation.Normalisation);
    }

    /// <summary>Normalises at the picture's own size.</summary>
    /// <returns>float32 [3, H, W].</returns>
    public static Tensor ToTensor(RgbImage image, Normalisation normalisation)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(normalisation);
        normalisation.Validate();
        var planes = new float[image.Pixels.Length];
        new TensorPixels(normalisation).Write(image, flip: false, planes);
        return tensor(planes, [3, image.Height, image.Width]);
    }

    /// <summary>Resizes and normalises several pictures into one batch, nothing random.</summary>
    /// <returns>float32 [N, 3, H, W].</returns>
    public static Tensor ToTensor(IReadOnlyList<RgbImage> images, ImagePreparation preparation)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(preparation);
        preparation.Validate();
        if (images.Count == 0)
            throw new ArgumentException("expected at least one picture, got none", nameof(images));
        int size = 3 * preparation.Width * preparation.Height;
        var planes = new float[checked(size * images.Count)];
        var pixels = new TensorPixels(preparation.Normalisation);
        for (int i = 0; i < images.Count; i++)
        {
            var prepared = PreparedSample.From(new UnlabelledSample("", images[i]), preparation);
            pixels.Write(prepared.Image, flip: false, planes.AsSpan(i * size, size));
        }
        return tensor(planes, [images.Count, 3, preparation.Height, preparation.Width]);
    }

    /// <summary>Labels as the losses take them.</summary>
    /// <returns>int64 [H, W], 255 = ignored.</returns>
    public static Tensor ToTensor(LabelMap labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        var values = new long[labels.Labels.Length];
        TensorPixels.Write(labels, flip: false, values);
        return tensor(values, [labels.Height, labels.Width]);
    }

    /// <summary>The picture of a normalised tensor; values are rounded and limited to 0 .. 255.</summary>
    /// <param name="image">[3, H, W] or [1, 3, H, W], any floating type, any device.</param>
    /// <param name="normalisation">What the tensor was normalised with.</param>
    public static RgbImage ToImage(Tensor image, Normalisation normalisation)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(normalisation);
        var shape = image.shape;
        if (!(shape is [3, _, _] or [1, 3, _, _]))
            throw new ArgumentException($"expected an image tensor [3, H, W] or [1, 3, H, W], got [{string.Join(", ", shape)}]", nameof(image));
        return TensorPixels.Read(Values<float>(image, ScalarType.Float32), (int)shape[^1], (int)shape[^2], normalisation);
    }

    /// <summary>The pictures of a normalised batch.</summary>
    /// <param name="images">[N, 3, H, W], any floating type, any device.</param>
    /// <param name="normalisation">What the batch was normalised with.</param>
    public static IReadOnlyList<RgbImage> ToImages(Tensor images, Normalisation normalisation)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(normalisation);
        var shape = images.shape;
        if (!(shape is [_, 3, _, _]))
            throw new ArgumentException($"expected an image batch [N, 3, H, W], got [{string.Join(", ", shape)}]", nameof(images));
        int width = (int)shape[3], height = (int)shape[2], size = 3 * width * height;
        var values = Values<float>(images, ScalarType.Float32);
        return Enumerable.Range(0, (int)shape[0])
            .Select(i => TensorPixels.Read(values.AsSpan(i * size, size), width, height, normalisation))
            .ToArray();
    }

    /// <summary>The label map of a tensor of class ids, for example an argmax.</summary>
    /// <param name="labels">[H, W] or [1, H, W], integers 0 .. 255, any device.</param>
    /// <exception cref="ArgumentException">Another shape, or a value outside 0 .. 255.</exception>
    public static LabelMap ToLabelMap(Tensor labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        var shape = labels.shape;
        if (!(shape is [_, _] or [1, _, _]))
            throw new ArgumentException($"expected a label tensor [H, W] or [1, H, W], got [{string.Join(", ", shape)}]", nameof(labels));
        int width = (int)shape[^1], height = (int)shape[^2];
        var values = Values<long>(labels, ScalarType.Int64);
        var map = new LabelMap(width, height);
        for (int i = 0; i < values.Length; i++)
        {
            if (values[i] is < 0 or > 255)
                throw new ArgumentException($"expected labels 0 .. 255, got {values[i]} at x {i % width}, y {i / width}", nameof(labels));
            map.Labels[i] = (byte)values[i];
        }
        return map;
    }

    private static T[] Values<T>(Tensor source, ScalarType type) where T : unmanaged
    {
        using var detached = source.detach();
        using var local = detached.cpu();
        using var typed = local.to(type);
        using var packed = typed.contiguous();
        return packed.data<T>().ToArray();
    }
}
