// What DACS (W. Tranheden et al., arXiv 2007.08702), DSP (arXiv 2107.09600, GaoLii/DSP @f90a6bb, train.py) and CorDA do to a picture
// after pasting: colour jitter, then blur, each behind a gate that is drawn once a step.

using Research.Adaptation.Data;
using static TorchSharp.torch;

namespace Research.Adaptation.Mixing;

/// <summary>Colour jitter and blur of normalised pictures; labels stay as they are.</summary>
public sealed class StrongAugmentation
{
    private readonly StrongAugmentationOptions options;
    private readonly Normalisation normalisation;

    /// <summary>The augmentation for pictures of one normalisation.</summary>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public StrongAugmentation(StrongAugmentationOptions options, Normalisation normalisation)
    {
        options.Validate();
        normalisation.Validate();
        this.options = options;
        this.normalisation = normalisation;
    }

    /// <summary>Draws what a step does: always two draws.</summary>
    public (bool Jitter, bool Blur) DrawGates(RandomStream random)
    {
        var jitter = random.NextBool(options.JitterProbability);
        return (jitter, random.NextBool(options.BlurProbability));
    }

    /// <summary>Changes pictures; strengths are drawn for each picture.</summary>
    /// <param name="images">Normalised pictures, float [N, 3, H, W].</param>
    /// <param name="gates">Whether to jitter and to blur, from <see cref="DrawGates"/>.</param>
    /// <param name="random">The stream of the strengths: two domains that shall differ get two streams.</param>
    /// <returns>Normalised pictures, fresh even where nothing is changed.</returns>
    /// <remarks>Colours are jittered as 8-bit values divided by 255 and normalised again; the blur works on normalised values, which is the same (its weights sum to 1).</remarks>
    public Tensor Apply(Tensor images, (bool Jitter, bool Blur) gates, RandomStream random)
    {
        MixingArguments.CheckImages(images);
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var changed = images.alias();
        if (gates.Jitter) changed = Normalised(TensorJitter.Apply(Colours(changed), options.Jitter, random.Split("colour")));
        if (gates.Blur) changed = TensorBlur.Apply(changed, random.Split("sharpness"));
        return changed.MoveToOuterDisposeScope();
    }

    // Normalised values to colours of 0 to 1, red first.
    private Tensor Colours(Tensor images) =>
        Ordered((images * Column(normalisation.Std, images) + Column(normalisation.Mean, images)) / (255 * normalisation.Scale));

    private Tensor Normalised(Tensor colours) =>
        (Ordered(colours) * (255 * normalisation.Scale) - Column(normalisation.Mean, colours)) / Column(normalisation.Std, colours);

    private Tensor Ordered(Tensor images) =>
        normalisation.Order == ChannelOrder.Bgr && options.Fidelity == Fidelity.Paper ? images.flip([1]) : images;

    private static Tensor Column(ChannelValues values, Tensor like) =>
        tensor(new[] { values.First, values.Second, values.Third }, [1, 3, 1, 1], dtype: like.dtype, device: like.device);
}
