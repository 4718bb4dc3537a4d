// The pose network of T. Zhou et al., CVPR 2017, arXiv 1704.07813 (also the "pose CNN" of Monodepth2, arXiv 1806.01260): strided
// convolutions over two stacked pictures, the mean of a map of six numbers, scaled down so that training begins near rest.

using Research.Adaptation.Models;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Research.Adaptation.Depth;

/// <summary>How the camera moved between two pictures.</summary>
public sealed class PoseNetwork : nn.Module
{
    private readonly Conv2d[] layers = new Conv2d[7];
    private readonly Conv2d head;
    private readonly double scale;

    /// <summary>Builds the network and draws every weight from <paramref name="random"/>.</summary>
    /// <param name="width">Channels of the first layer, 1 to 64; published: 16. The others have 2, 4, 8, 16, 16 and 16 times as many.</param>
    /// <param name="random">The stream for the weights.</param>
    /// <param name="scale">Factor of the answer; published: 0.01, so that training begins near rest. Above 0.</param>
    /// <param name="forward">
    /// How far ahead the camera is taken to have moved before anything is learned, in the unit of depth; published: 0, rest. A bias of the last layer, so
    /// training can unlearn it. At rest every depth explains the other picture equally badly, and a short training may push all of it to infinity.
    /// </param>
    /// <exception cref="ArgumentException">An argument is out of range.</exception>
    public PoseNetwork(int width, RandomStream random, double scale = 0.01, double forward = 0) : base(nameof(PoseNetwork))
    {
        if (width is < 1 or > 64) throw new ArgumentException($"width: expected 1 to 64, got {width}");
        if (!(scale > 0 && double.IsFinite(scale))) throw new ArgumentException($"scale: expected a finite number above 0, got {scale}");
        if (!double.IsFinite(forward)) throw new ArgumentException($"forward: expected a finite number, got {forward}");
        this.scale = scale;
        var inputs = 6;
        for (var i = 0; i < layers.Length; i++)
        {
            var (kernel, outputs) = (i switch { 0 => 7, 1 => 5, _ => 3 }, width << Math.Min(i, 4));
            layers[i] = nn.Conv2d(inputs, outputs, kernel_size: kernel, stride: 2, padding: kernel / 2);
            register_module($"layer{i + 1}", layers[i]);
            inputs = outputs;
        }
        head = nn.Conv2d(inputs, 6, kernel_size: 1);
        register_module("head", head);
        WeightDrawing.Draw(this, Initialisation.Kaiming, headPrefixes: ["head"], random);
        if (forward == 0) return;
        using var noGrad = no_grad();
        using var depthwise = head.bias!.narrow(0, 5, 1);
        depthwise.fill_(-forward / scale); // points come nearer by as much
    }

    /// <summary>The trainable parameters, names prefixed with "pose.".</summary>
    public IReadOnlyList<ParameterGroup> ParameterGroups =>
        [new("pose", [.. named_parameters().Select(p => ("pose." + p.name, p.parameter))], 1)];

    /// <summary>The motion from the first picture's camera frame to the second's.</summary>
    /// <param name="first">RGB in 0 .. 1, [N, 3, H, W].</param>
    /// <param name="second">The later picture, of the same shape.</param>
    /// <returns>Rotation vector (radians) and translation, [N, 6].</returns>
    /// <exception cref="ArgumentException">Shapes do not fit.</exception>
    public Tensor Forward(Tensor first, Tensor second)
    {
        DepthArguments.CheckPicture(first, nameof(first));
        DepthArguments.CheckShape(second, nameof(second), first.shape);
        using var scope = NewDisposeScope();
        var now = (cat([first, second], dim: 1) - 0.45) / 0.225;
        foreach (var layer in layers) now = layer.call(now).relu_();
        return (head.call(now).mean([2, 3]) * scale).MoveToOuterDisposeScope();
    }
}
