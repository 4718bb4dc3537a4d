// V. Badrinarayanan, A. Kendall, R. Cipolla, "SegNet: A Deep Convolutional Encoder-Decoder Architecture for Image Segmentation",
// TPAMI 2017, arXiv 1511.00561. Facts: alexgkendall/SegNet-Tutorial @bb68b64, Models/segnet_train.prototxt. There the unpooled sizes
// are written down for 480x360 pictures; here every unpooling takes the size its pooling saw, so any size goes.

using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Research.Adaptation.Models;

/// <summary>SegNet: the convolutions of VGG16, and a mirror image of them that unpools to where the maxima were.</summary>
/// <remarks>
/// Encoder stage i: 3x3 convolutions with bias, batch normalisation and ReLU, then 2x2 max-pooling that rounds up and keeps its indices.
/// Decoder stage i, from the deepest up: unpool with the indices of stage i, then as many convolutions, the last of them to the channels
/// of stage i - 1. The very last convolution gives the logits: no normalisation, no ReLU.
/// Parameters at width 64: encoder convolutions 14,714,688 (VGG16's), decoder convolutions without the last 14,712,448,
/// normalisations 15,872, last convolution 577 C.
/// Start: convolutions normal with deviation sqrt(2 / fan-in) (He et al. 2015), biases 0, normalisations 1 and 0.001.
/// Learning rates: biases twice the others' and without weight decay, shifts without weight decay.
/// Names in the state: <c>encoder.i.j.conv</c>, <c>encoder.i.j.bn</c>, <c>decoder.i.j.conv</c>, ... with stage i from 0 (full
/// resolution) and convolution j in the order of computation; the prototxt's <c>conv3_2</c> is <c>encoder.2.1</c>, its <c>conv3_2_D</c>
/// is <c>decoder.2.1</c>.
/// </remarks>
public sealed class SegNet : nn.Module, ISegmentationModel
{
    private readonly ModuleList<ModuleList<SegNetConvolution>> encoder = new(), decoder = new();
    private readonly MaxUnpool2d unpool = nn.MaxUnpool2d(2, stride: 2);

    /// <summary>Builds the network and draws every weight from <paramref name="random"/>.</summary>
    /// <param name="options">Classes, width, depth.</param>
    /// <param name="random">The stream for the weights; each parameter draws from its own branch, so one part never shifts another.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public SegNet(SegNetOptions options, RandomStream random) : base(nameof(SegNet))
    {
        options.Validate();
        Options = options;
        var inputs = 3;
        for (var stage = 0; stage < SegNetOptions.Stages; stage++)
        {
            var channels = options.Channels(stage);
            var (down, up) = (new ModuleList<SegNetConvolution>(), new ModuleList<SegNetConvolution>());
            for (var i = 0; i < options.Convolutions[stage]; i++)
            {
                var last = i == options.Convolutions[stage] - 1;
                down.Add(new SegNetConvolution(i == 0 ? inputs : channels, channels));
                up.Add(new SegNetConvolution(channels, !last ? channels : stage == 0 ? options.Classes : inputs, last: last && stage == 0));
            }
            encoder.Add(down);
            decoder.Add(up);
            inputs = channels;
        }
        register_module("encoder", encoder);
        register_module("decoder", decoder);
        SegNetWeights.Draw(this, random);
    }

    /// <summary>What the network was built from.</summary>
    public SegNetOptions Options { get; }

    /// <inheritdoc/>
    public nn.Module Module => this;

    /// <inheritdoc/>
    public int ClassCount => Options.Classes;

    /// <inheritdoc/>
    public Device Device => parameters().First().device;

    /// <summary>Channels of the encoder's output.</summary>
    public int FeatureChannels => Options.Channels(SegNetOptions.Stages - 1);

    /// <inheritdoc/>
    public IReadOnlyList<ParameterGroup> ParameterGroups => SegNetWeights.Groups(this);

    /// <summary>Rows and columns of the encoder's output for pictures of a size.</summary>
    /// <param name="tap">Where it is read.</param>
    /// <param name="height">Rows of the pictures.</param>
    /// <param name="width">Columns of the pictures.</param>
    public static (int Height, int Width) Cells(SegNetTap tap, int height, int width)
    {
        var pixels = tap == SegNetTap.Pool5 ? 32 : 16;
        return ((height + pixels - 1) / pixels, (width + pixels - 1) / pixels);
    }

    /// <inheritdoc/>
    /// <remarks>There is one head; <paramref name="heads"/> changes nothing.</remarks>
    public SegmentationOutput Forward(Tensor images, Heads heads = Heads.Both)
    {
        using var scope = NewDisposeScope();
        var output = Decode(Encode(images));
        output.High.MoveToOuterDisposeScope();
        return output;
    }

    /// <inheritdoc/>
    /// <remarks>Stages: enc1 to enc5 (before pooling), pool5, dec5 to dec1 (dec1 has the logits).</remarks>
    public SegmentationTrace Trace(Tensor images)
    {
        var steps = new List<(string, Tensor Value)>();
        void Keep(string name, Tensor value) => steps.Add((name, value.alias().DetachFromDisposeScope()));
        SegmentationOutput output;
        using (NewDisposeScope())
        {
            output = Decode(Encode(images, Keep), Keep);
            output.High.MoveToOuterDisposeScope();
        }
        foreach (var (_, value) in steps)
            CurrentDisposeScope?.Attach(value);
        return new SegmentationTrace(output, steps);
    }

    /// <summary>The encoder: features and pooling indices.</summary>
    /// <param name="images">Prepared pictures, float [N, 3, H, W].</param>
    /// <param name="record">Receives each stage as it is computed; null for nobody.</param>
    /// <exception cref="ArgumentException">Another shape.</exception>
    public SegNetFeatures Encode(Tensor images, Action<string, Tensor>? record = null)
    {
        if (images.ndim != 4 || images.shape[1] != 3)
            throw new ArgumentException($"images: expected [N, 3, H, W], got [{string.Join(", ", images.shape)}]");
        using var scope = NewDisposeScope();
        var (features, deepest) = (images, images);
        var poolings = new List<SegNetPooling>();
        for (var stage = 0; stage < SegNetOptions.Stages; stage++)
        {
            deepest = Through(encoder[stage], features, keep: images);
            record?.Invoke($"enc{stage + 1}", deepest);
            var (pooled, indices) = nn.functional.max_pool2d_with_indices(deepest, [2, 2], strides: [2, 2], ceil_mode: true);
            poolings.Add(new SegNetPooling(indices.MoveToOuterDisposeScope(), deepest.shape[2], deepest.shape[3]));
            if (stage < SegNetOptions.Stages - 1) deepest.Dispose();
            features = pooled;
        }
        record?.Invoke("pool5", features);
        return new SegNetFeatures(deepest.MoveToOuterDisposeScope(), features.MoveToOuterDisposeScope(), poolings);
    }

    /// <summary>The decoder: logits [N, C, H, W] at the size of the encoded pictures.</summary>
    /// <param name="features">Of the same pictures: unpooling goes to where their own maxima were.</param>
    /// <param name="record">Receives each stage as it is computed; null for nobody.</param>
    public SegmentationOutput Decode(SegNetFeatures features, Action<string, Tensor>? record = null)
    {
        using var scope = NewDisposeScope();
        var values = features.Pool5;
        for (var stage = SegNetOptions.Stages - 1; stage >= 0; stage--)
        {
            var pooling = features.Poolings[stage];
            var unpooled = unpool.call(values, pooling.Indices, [pooling.Height, pooling.Width]);
            if (!ReferenceEquals(values, features.Pool5)) values.Dispose();
            values = Through(decoder[stage], unpooled, keep: null);
            record?.Invoke($"dec{stage + 1}", values);
        }
        return new SegmentationOutput(values.MoveToOuterDisposeScope(), null);
    }

    // The tape, if there is one, holds what it needs: wrappers of intermediates go at once, except the caller's own tensor.
    private static Tensor Through(ModuleList<SegNetConvolution> stage, Tensor input, Tensor? keep)
    {
        var values = input;
        foreach (var convolution in stage)
        {
            var next = convolution.call(values);
            if (!ReferenceEquals(values, keep)) values.Dispose();
            values = next;
        }
        return values;
    }
}
