using Research.Adaptation.Mixing;
using static TorchSharp.torch;

namespace Research.Adaptation.Tests.Mixing;

public sealed class TensorBlurTests
{
    [Theory]
    [InlineData(512, 51)]
    [InlineData(96, 9)]
    [InlineData(121, 13)]
    [InlineData(20, 1)]
    [InlineData(1, 1)]
    public void KernelSide_OfAPicture_IsATenthMadeOdd(int side, int expected) => Assert.Equal(expected, TensorBlur.KernelSide(side));

    [Theory]
    [InlineData(1, 0.15)]
    [InlineData(2, 0.6)]
    [InlineData(3, 1.15)]
    public void Gaussian_RandomPictures_EqualsTheDoubleSumWithMirroredBorders(int n, double sigma)
    {
        using var scope = NewDisposeScope();
        const int height = 44, width = 62; // kernels of 5 and 7 taps
        var images = TestTensors.Logits(n, 3, height, width);
        var (from, to) = (TestTensors.Values(images), TestTensors.Values(TensorBlur.Gaussian(images, sigma)));
        double Weight(int d) => Math.Exp(-d * d / (2 * sigma * sigma));
        var norm = Enumerable.Range(-2, 5).Sum(Weight) * Enumerable.Range(-3, 7).Sum(Weight);
        static int Mirror(int at, int side) => at < 0 ? -at : at >= side ? 2 * (side - 1) - at : at;
        for (var plane = 0; plane < 3 * n; plane++)
        foreach (var (y, x) in new[] { (0, 0), (1, 60), (20, 30), (43, 61), (43, 2) })
        {
            double sum = 0;
            for (var dy = -2; dy <= 2; dy++)
            for (var dx = -3; dx <= 3; dx++)
                sum += Weight(dy) * Weight(dx) * from[plane * height * width + Mirror(y + dy, height) * width + Mirror(x + dx, width)];
            Assert.Equal(sum / norm, to[plane * height * width + y * width + x], 9);
        }
    }

    [Fact]
    public void Gaussian_LargeKernel_IsCutWhereItsTapsVanish()
    {
        using var scope = NewDisposeScope();
        // 51 taps by the rule; the library leaves out those that weigh less than 2e-11 of the middle one.
        var impulse = zeros(1, 1, 512, 512, dtype: ScalarType.Float64);
        impulse[0, 0, 256, 256] = 1.0;
        var blurred = TensorBlur.Gaussian(impulse, 1.15);
        Assert.Equal(1, blurred.sum().item<double>(), 12);
        var norm = Enumerable.Range(-25, 51).Sum(d => Math.Exp(-d * d / (2 * 1.15 * 1.15)));
        Assert.Equal(1 / (norm * norm), blurred[0, 0, 256, 256].item<double>(), 10);
        Assert.Equal(Math.Exp(-9 / (2 * 1.15 * 1.15)) / (norm * norm), blurred[0, 0, 256, 259].item<double>(), 10);
    }

    [Fact]
    public void Apply_Batch_DrawsASigmaForEachPicture()
    {
        using var scope = NewDisposeScope();
        var image = TestTensors.Logits(1, 3, 64, 64);
        var blurred = TensorBlur.Apply(cat([image, image], dim: 0), new RandomStream(3));
        Assert.False(blurred[0].equal(blurred[1]).all().item<bool>());
        Assert.True(blurred.narrow(0, 0, 1).equal(TensorBlur.Apply(image, new RandomStream(3))).all().item<bool>());
        // Blur lowers the spread of white noise.
        Assert.True(blurred.std().item<double>() < image.std().item<double>());
    }

    [Fact]
    public void Gaussian_WrongSigma_NamesIt()
    {
        using var scope = NewDisposeScope();
        Assert.Contains("sigma", Assert.Throws<ArgumentException>(() => TensorBlur.Gaussian(zeros(1, 3, 64, 64), 0)).Message);
    }
}
