// Colour jitter on tensors with the meaning of kornia's ColorJitter (kornia v0.2.0, bb2f988, kornia/augmentation and
// kornia/enhance), as DACS (arXiv 2007.08702), DSP (arXiv 2107.09600, GaoLii/DSP @f90a6bb) and CorDA use it after pasting.

using Research.Adaptation.Training;
using static TorchSharp.torch;

namespace Research.Adaptation.Mixing;

/// <summary>Changes brightness, contrast, saturation and hue of pictures given as colours from 0 to 1.</summary>
/// <remarks>All pictures are float [N, 3, H, W], channels red, green, blue, values 0 to 1; every change clamps to 0 to 1. No gradient is meant to pass.</remarks>
public static class TensorJitter
{
    private static readonly long[] Channels = [1];

    /// <summary>All four changes in a random order, drawn for every picture anew.</summary>
    /// <param name="images">Pictures, float [N, 3, H, W], RGB, 0 to 1.</param>
    /// <param name="options">How far each change may go.</param>
    /// <param name="random">The stream; picture i draws from its i-th branch.</param>
    /// <exception cref="ArgumentException">Not [N, 3, H, W], or an option is out of range.</exception>
    public static Tensor Apply(Tensor images, JitterOptions options, RandomStream random)
    {
        MixingArguments.CheckImages(images);
        options.Validate();
        using var scope = NewDisposeScope();
        var changed = Enumerable.Range(0, (int)images.shape[0]).Select(i => One(images.narrow(0, i, 1), options, random.Split("jitter", Replicas.Place(i, images.shape[0])))).ToArray();
        return cat(changed, dim: 0).MoveToOuterDisposeScope();
    }

    /// <summary>Adds to all colours.</summary>
    /// <param name="images">Pictures, float [N, 3, H, W], 0 to 1.</param>
    /// <param name="change">What is added, -1 to 1.</param>
    public static Tensor Brightness(Tensor images, double change)
    {
        using var scope = NewDisposeScope();
        return (images + change).clamp(0, 1).MoveToOuterDisposeScope();
    }

    /// <summary>Multiplies all colours; no mean is taken off first.</summary>
    /// <param name="images">Pictures, float [N, 3, H, W], 0 to 1.</param>
    /// <param name="factor">0 or more; 1 changes nothing.</param>
    public static Tensor Contrast(Tensor images, double factor)
    {
        using var scope = NewDisposeScope();
        return (images * factor).clamp(0, 1).MoveToOuterDisposeScope();
    }

    /// <summary>Multiplies HSV's saturation; hue and value stay.</summary>
    /// <param name="images">Pictures, float [N, 3, H, W], RGB, 0 to 1.</param>
    /// <param name="factor">0 or more; 0 gives grey, 1 changes nothing.</param>
    /// <remarks>
    /// With V the largest channel and S = (V - min) / V every channel is V - V S k with a k that depends on the hue alone; so replacing
    /// S by S' = min(1, factor S) replaces V - c by (V - c) S' / S.
    /// </remarks>
    public static Tensor Saturation(Tensor images, double factor)
    {
        MixingArguments.CheckImages(images);
        using var scope = NewDisposeScope();
        var value = images.amax(dims: Channels, keepdim: true);
        var chroma = value - images.amin(dims: Channels, keepdim: true);
        // S' / S = min(factor, 1 / S); where S is 0 the picture is grey and the ratio does not matter.
        var ratio = (value / chroma.clamp(min: 1e-12)).clamp(max: factor);
        return (value - (value - images) * ratio).clamp(0, 1).MoveToOuterDisposeScope();
    }

    /// <summary>Turns HSV's hue; saturation and value stay.</summary>
    /// <param name="images">Pictures, float [N, 3, H, W], RGB, 0 to 1.</param>
    /// <param name="radians">The turn: 2 pi is once around.</param>
    /// <remarks>
    /// With hue h in sixths of the circle, R, G, B = V - C max(0, min(k, 4 - k, 1)), k = (n + h) mod 6, n = 5, 3, 1, C = V - min.
    /// </remarks>
    public static Tensor Hue(Tensor images, double radians)
    {
        MixingArguments.CheckImages(images);
        using var scope = NewDisposeScope();
        var value = images.amax(dims: Channels, keepdim: true);
        var chroma = value - images.amin(dims: Channels, keepdim: true);
        var hue = Sixths(images, value, chroma) + radians * 3 / Math.PI;
        var channels = new[] { 5.0, 3.0, 1.0 }.Select(n =>
        {
            var k = (hue + n).remainder(6);
            return value - chroma * minimum(k, 4 - k).clamp(0, 1);
        }).ToArray();
        return cat(channels, dim: 1).clamp(0, 1).MoveToOuterDisposeScope();
    }

    // Hue in sixths of the circle, 0 up to 6, [N, 1, H, W]; 0 where there is no colour.
    private static Tensor Sixths(Tensor images, Tensor value, Tensor chroma)
    {
        var (r, g, b) = (images.narrow(1, 0, 1), images.narrow(1, 1, 1), images.narrow(1, 2, 1));
        var safe = where(chroma > 0, chroma, ones_like(chroma));
        var fromRed = (g - b) / safe;
        var fromGreen = (b - r) / safe + 2;
        var fromBlue = (r - g) / safe + 4;
        return where(r.eq(value), fromRed, where(g.eq(value), fromGreen, fromBlue)).remainder(6);
    }

    private static Tensor One(Tensor image, JitterOptions options, RandomStream random)
    {
        // Order first, then four draws, whatever the strengths: a strength of 0 leaves the other draws as they were.
        var order = random.Permutation(4);
        var brightness = options.Brightness * random.NextDouble(-1, 1);
        var contrast = 1 + options.Contrast * random.NextDouble(-1, 1);
        var saturation = 1 + options.Saturation * random.NextDouble(-1, 1);
        var hue = options.Hue * random.NextDouble(-1, 1);
        foreach (var change in order)
            image = change switch
            {
                0 => Brightness(image, brightness),
                1 => Contrast(image, contrast),
                2 => Saturation(image, saturation),
                _ => Hue(image, hue),
            };
        return image;
    }
}
