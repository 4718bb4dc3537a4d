// SegNet's initial weights and learning rates: alexgkendall/SegNet-Tutorial @bb68b64, Models/segnet_train.prototxt ("msra" fillers,
// normalisation shift 0.001, lr_mult and decay_mult). K. He et al., "Delving Deep into Rectifiers", ICCV 2015, arXiv 1502.01852, Eq. (10).

using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Research.Adaptation.Models;

/// <summary>How a <see cref="SegNet"/>'s parameters start and learn.</summary>
internal static class SegNetWeights
{
    private const double Shift = 0.001;

    /// <summary>Each parameter from its own branch of the stream.</summary>
    public static void Draw(SegNet network, RandomStream random)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        foreach (var (name, parameter) in network.named_parameters())
        {
            using var generator = new Generator(random.Split(name).NextUInt64(), CPU);
            if (parameter.ndim == 4)
                parameter.normal_(0, Math.Sqrt(2.0 / (parameter.shape[1] * parameter.shape[2] * parameter.shape[3])), generator: generator);
            else
                parameter.fill_(Is(name, ".conv.bias") ? 0 : Is(name, ".bn.bias") ? Shift : 1);
        }
    }

    /// <summary>Weights and scales; shifts, without decay; biases, twice as fast and without decay.</summary>
    public static IReadOnlyList<ParameterGroup> Groups(SegNet network) =>
    [
        Group(network, "weights", 1, name => !Is(name, ".bias")),
        Group(network, "shifts", 1, name => Is(name, ".bn.bias")) with { WeightDecay = 0 },
        Group(network, "biases", 2, name => Is(name, ".conv.bias")) with { WeightDecay = 0 },
    ];

    private static ParameterGroup Group(SegNet network, string name, double factor, Func<string, bool> belongs) =>
        new(name, [.. network.named_parameters().Where(p => belongs(p.name)).Select(p => (p.name, p.parameter))], factor);

    private static bool Is(string name, string end) => name.EndsWith(end, StringComparison.Ordinal);
}
