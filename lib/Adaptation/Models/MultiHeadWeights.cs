// Initial weights as in dvlab-research/Context-Aware-Consistency @4fdec7a: trunk normal by fan-out, pyramid, decoder and classifier
// normal by fan-in (K. He et al., ICCV 2015, arXiv 1502.01852), projector and biases by the framework's uniform rule.

using TorchSharp;
using static TorchSharp.torch;

namespace Research.Adaptation.Models;

/// <summary>Draws the weights of a multi-head network, each parameter from its own branch of the stream.</summary>
internal static class MultiHeadWeights
{
    /// <summary>Whether a parameter belongs to a ResNet trunk.</summary>
    public static bool IsTrunk(string name) => name.Contains(".trunk.", StringComparison.Ordinal);

    public static void Draw(MultiHeadNetwork network, RandomStream random)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var parameters = network.named_parameters().ToDictionary(p => p.name, p => p.parameter);
        foreach (var (name, parameter) in parameters)
        {
            // Networks of their own start alike, as trainings of their own would.
            using var generator = new Generator(random.Split(WithoutIndex(name)).NextUInt64(), CPU);
            var weight = parameter.ndim == 4 ? parameter : parameters.GetValueOrDefault(name.Replace(".bias", ".weight", StringComparison.Ordinal));
            if (weight is not { ndim: 4 })
                parameter.fill_(name.EndsWith(".bias", StringComparison.Ordinal) ? 0 : 1);
            else if (parameter.ndim == 1 || name.StartsWith("projectors.", StringComparison.Ordinal))
                parameter.uniform_(-1 / Math.Sqrt(FanIn(weight)), 1 / Math.Sqrt(FanIn(weight)), generator: generator);
            else
                parameter.normal_(0, Math.Sqrt(2 / (IsTrunk(name) ? FanOut(weight) : FanIn(weight))), generator: generator);
        }
    }

    // "bodies.2.features..." and "projectors.1..." draw what the first body and projector draw; heads differ.
    private static string WithoutIndex(string name)
    {
        var parts = name.Split('.');
        return parts[0] is "bodies" or "projectors" ? string.Join('.', parts.Where((_, i) => i != 1)) : name;
    }

    private static double FanIn(Tensor weight) => weight.shape[1] * weight.shape[2] * weight.shape[3];

    private static double FanOut(Tensor weight) => weight.shape[0] * weight.shape[2] * weight.shape[3];
}
