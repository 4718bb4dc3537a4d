using static TorchSharp.torch;

namespace Research.Adaptation.Tests;

/// <summary>Compares autograd with central differences in double precision.</summary>
internal static class GradientCheck
{
    /// <summary>Asserts |autograd - (f(x + e) - f(x - e)) / 2e| &lt;= tolerance for every element; e = 1e-5, so the error of the difference is about 1e-10.</summary>
    public static void Passes(Func<Tensor, Tensor> loss, Tensor logits, double tolerance = 1e-6)
    {
        using var scope = NewDisposeScope();
        var values = TestTensors.Values(logits);
        var gradient = Of(loss, logits);
        foreach (var (i, difference) in Differences(At, values).Index())
            Assert.True(Math.Abs(difference - gradient[i]) <= tolerance, $"element {i}: autograd {gradient[i]}, differences {difference}");

        double At(double[] moved)
        {
            using var inner = NewDisposeScope();
            return TestTensors.Value(loss(tensor(moved, logits.shape)));
        }
    }

    /// <summary>Central differences of a function, element by element, with steps of 1e-5.</summary>
    public static IEnumerable<double> Differences(Func<double[], double> function, double[] at)
    {
        const double step = 1e-5;
        for (var i = 0; i < at.Length; i++)
        {
            double[] up = [.. at], down = [.. at];
            up[i] += step;
            down[i] -= step;
            yield return (function(up) - function(down)) / (2 * step);
        }
    }

    /// <summary>Autograd's gradient of the loss at the logits.</summary>
    public static double[] Of(Func<Tensor, Tensor> loss, Tensor logits)
    {
        using var scope = NewDisposeScope();
        var leaf = logits.detach().clone().requires_grad_();
        loss(leaf).backward();
        return TestTensors.Values(leaf.grad!);
    }
}
