// (engineering, no paper) Fully connected layers of many groups in one batched matrix product.

using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Research.Adaptation.Models;

/// <summary>A fully connected layer per group, all at once: [G, N, K] to [G, N, K'], y_g = x_g W_g + b_g.</summary>
internal sealed class GroupedLinear : nn.Module<Tensor, Tensor>
{
    private readonly Parameter weight, bias;

    /// <summary>Weights [G, K, K'] and biases [G, 1, K'], uniform in ±1/sqrt(K), the framework's rule for one such layer.</summary>
    public GroupedLinear(int groups, int inputs, int outputs, RandomStream random) : base(nameof(GroupedLinear))
    {
        var bound = 1 / Math.Sqrt(inputs);
        using (no_grad())
        {
            weight = new Parameter(Uniform(bound, random.Split("weight"), groups, inputs, outputs));
            bias = new Parameter(Uniform(bound, random.Split("bias"), groups, 1, outputs));
        }
        register_parameter("weight", weight);
        register_parameter("bias", bias);
    }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        return input.bmm(weight).add_(bias).MoveToOuterDisposeScope();
    }

    private static Tensor Uniform(double bound, RandomStream random, params long[] shape)
    {
        using var generator = new Generator(random.NextUInt64(), CPU);
        return empty(shape).uniform_(-bound, bound, generator: generator);
    }
}
