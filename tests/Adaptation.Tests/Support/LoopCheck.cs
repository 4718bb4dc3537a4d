using static TorchSharp.torch;

namespace Research.Adaptation.Tests;

/// <summary>Compares a loss of the library, value and gradient, with a computation by plain loops.</summary>
internal static class LoopCheck
{
    /// <summary>
    /// Asserts that the value agrees to 1e-9 and that autograd agrees with central differences <em>of the loops</em> to 1e-7: the library's own
    /// value never enters the expected gradient. What a loss treats as constant (weights, labels, widths) the caller computes once, at <paramref name="at"/>.
    /// </summary>
    /// <param name="loss">The library's loss.</param>
    /// <param name="loops">The same number from the elements of its argument in row-major order.</param>
    /// <param name="at">The argument, float64.</param>
    /// <param name="sign">What autograd's gradient is multiplied by before it is compared (a reversal changes it).</param>
    public static void Agrees(Func<Tensor, Tensor> loss, Func<double[], double> loops, Tensor at, double sign = 1)
    {
        using var scope = NewDisposeScope();
        var values = TestTensors.Values(at);
        Assert.Equal(loops(values), TestTensors.Value(loss(at)), 1e-9);
        var gradient = GradientCheck.Of(loss, at);
        Assert.Contains(gradient, g => Math.Abs(g) > 1e-4);   // a gradient that vanishes everywhere would agree with anything flat
        foreach (var (i, expected) in GradientCheck.Differences(loops, values).Index())
            Assert.True(Math.Abs(expected - sign * gradient[i]) <= 1e-7, $"element {i}: loops {expected}, autograd {sign * gradient[i]}");
    }
}
