using TorchSharp;
using static TorchSharp.torch;

namespace Research.Torch.Tests;

public class RandomTests
{
    [Fact]
    public void ManualSeed_Zero_DrawsWhatPythonDraws()
    {
        manual_seed(0);
        using var drawn = randn(3);
        // Python 1.13.1: torch.manual_seed(0); torch.randn(3)
        Assert.Equal([1.5410f, -0.2934f, -2.1788f], drawn.data<float>().ToArray(), (a, b) => Math.Abs(a - b) < 5e-5);
    }
}
