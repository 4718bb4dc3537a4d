using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Research.Torch.Tests;

/// <summary>Gradients of the operators in use against central differences in float64.</summary>
public class GradientTests
{
    public static TheoryData<string> Names => [.. Cases.Keys];

    private static readonly Dictionary<string, Func<Tensor, Tensor>> Cases = new()
    {
        ["relu"] = x => functional.relu(x),
        ["leaky_relu"] = x => functional.leaky_relu(x, 0.2),
        ["softmax"] = x => functional.softmax(x, 1).pow(2),
        ["log_softmax"] = x => functional.log_softmax(x, 1),
        ["sigmoid"] = x => x.sigmoid(),
        ["conv2d"] = x => functional.conv2d(x, Weight(2, 2, 3, 3), padding: [2, 2], dilation: [2, 2]),
        ["conv_transpose2d"] = x => functional.conv_transpose2d(x, Weight(2, 2, 2, 2), strides: [2, 2]),
        ["max_pool2d"] = x => functional.max_pool2d(x, 3, 2, 1, ceil_mode: true),
        ["avg_pool2d"] = x => functional.avg_pool2d(x, 2),
        ["max_unpool2d"] = x => { var (v, i) = functional.max_pool2d_with_indices(x, [2, 2]); return functional.max_unpool2d(v, i, [2, 2], output_size: [4, 4]); },
        ["adaptive_avg_pool2d"] = x => functional.adaptive_avg_pool2d(x, (2, 3)),
        ["bilinear_corners"] = x => functional.interpolate(x, size: [7, 5], mode: InterpolationMode.Bilinear, align_corners: true),
        ["bilinear"] = x => functional.interpolate(x, scale_factor: [2.0, 2.0], mode: InterpolationMode.Bilinear, align_corners: false),
        ["bicubic"] = x => functional.interpolate(x, size: [6, 6], mode: InterpolationMode.Bicubic, align_corners: false),
        ["batch_norm"] = x => functional.batch_norm(x, null, null, Weight(2), Weight(2), training: true),
        ["group_norm"] = x => functional.group_norm(x, 2, Weight(2), Weight(2)),
        ["cross_entropy"] = x => functional.cross_entropy(x, Labels(), ignore_index: 255),
        ["cross_entropy_weighted"] = x => functional.cross_entropy(x, Labels(), Weight(2).abs(), 255, Reduction.None),
        ["bce_logits"] = x => functional.binary_cross_entropy_with_logits(x, zeros_like(x) + 0.3),
        ["mse"] = x => functional.mse_loss(x, zeros_like(x)),
        ["l1"] = x => functional.l1_loss(x, zeros_like(x)),
        ["kl_div"] = x => functional.kl_div(x, zeros_like(x) + 0.3, log_target: false),
        ["pad_reflect"] = x => functional.pad(x, (1, 1, 1, 1), PaddingModes.Reflect),
        ["grid_sample"] = x => functional.grid_sample(x, functional.affine_grid(tensor(new double[] { 0.8, 0.1, 0.05, -0.1, 0.9, 0 }, 1, 2, 3).expand(2, 2, 3), [2, 2, 4, 4], false), align_corners: false),
        ["index"] = x => x[.., 1, 1..3],
        ["cat_stack"] = x => cat([x, stack([x, x * 2])[1]], 1),
        ["division"] = x => 2 / (x * x + 1) - x / 3 + x % 3,
        ["matmul"] = x => x.matmul(Weight(4, 3)),
        ["std"] = x => x.std([2, 3]),
        ["logsumexp"] = x => x.logsumexp(1),
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void Gradient_OfOperator_AgreesWithDifferences(string name)
    {
        using var scope = NewDisposeScope();
        manual_seed(7);
        var function = Cases[name];
        var x = randn(2, 2, 4, 4, dtype: float64);
        var weights = randn(function(x).shape, dtype: float64);
        var leaf = x.clone().requires_grad_();
        (function(leaf) * weights).sum().backward();
        var gradient = leaf.grad!.data<double>().ToArray();
        const double h = 1e-6;
        var values = x.data<double>();
        for (var i = 0; i < gradient.Length; i += 5)
        {
            var old = values[i];
            values[i] = old + h;
            var above = (function(x) * weights).sum().item<double>();
            values[i] = old - h;
            var below = (function(x) * weights).sum().item<double>();
            values[i] = old;
            Assert.Equal((above - below) / (2 * h), gradient[i], 1e-6 * Math.Max(1, Math.Abs(gradient[i])));
        }
    }

    private static Tensor Weight(params long[] shape)
    {
        // Fixed values without the generator, so that every evaluation of the function sees the same.
        var count = shape.Aggregate(1L, (a, b) => a * b);
        return arange(count, dtype: float64).mul(0.7).sin().reshape(shape);
    }

    private static Tensor Labels()
    {
        var labels = arange(32).remainder(2).reshape(2, 4, 4);
        labels[0, 0, 0] = 255;
        return labels;
    }
}
