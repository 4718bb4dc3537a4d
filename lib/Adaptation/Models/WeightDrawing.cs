// Initial weights. SmallNormal: ZJULearning/MaxSquareLoss @2fbc18f, graphs/models/deeplab_multi.py. Kaiming: K. He et al.,
// "Delving Deep into Rectifiers", ICCV 2015, arXiv 1502.01852, Eq. (14).

using TorchSharp;
using static TorchSharp.torch;

namespace Research.Adaptation.Models;

/// <summary>Draws the weights of a network from an injected stream, each parameter from its own branch.</summary>
internal static class WeightDrawing
{
    private const double SmallDeviation = 0.01;

    /// <summary>Convolutions normal, their biases uniform in ±1/sqrt(fan-in) (the framework's rule), normalisations 1 and 0.</summary>
    /// <param name="network">The module whose parameters are overwritten.</param>
    /// <param name="initialisation">The rule for the convolutions outside the heads.</param>
    /// <param name="headPrefixes">Names that start so belong to classifier heads, which always use the small deviation.</param>
    /// <param name="random">The stream.</param>
    public static void Draw(nn.Module network, Initialisation initialisation, IReadOnlyList<string> headPrefixes, RandomStream random)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var parameters = network.named_parameters().ToDictionary(p => p.name, p => p.parameter);
        foreach (var (name, parameter) in parameters)
        {
            using var generator = new Generator(random.Split(name).NextUInt64(), CPU);
            if (parameter.ndim == 4)
            {
                var small = initialisation == Initialisation.SmallNormal || headPrefixes.Any(name.StartsWith);
                parameter.normal_(0, small ? SmallDeviation : Math.Sqrt(2.0 / FanOut(parameter)), generator: generator);
            }
            else if (name.EndsWith(".bias", StringComparison.Ordinal)
                     && parameters.TryGetValue(name[..^"bias".Length] + "weight", out var weight) && weight.ndim == 4)
            {
                var bound = 1 / Math.Sqrt(weight.shape[1] * weight.shape[2] * weight.shape[3]);
                parameter.uniform_(-bound, bound, generator: generator);
            }
            else
            {
                parameter.fill_(name.EndsWith(".bias", StringComparison.Ordinal) ? 0 : 1);
            }
        }
    }

    private static double FanOut(Tensor weight) => weight.shape[0] * weight.shape[2] * weight.shape[3];
}
