namespace Research.Imaging.Tests.Colour;

public sealed class BlurTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(0.1)]
    [InlineData(0.3)]
    [InlineData(0.5)]
    [InlineData(0.75)]
    [InlineData(1)]
    [InlineData(1.5)]
    [InlineData(2)]
    [InlineData(3.7)]
    [InlineData(10)]
    [InlineData(60)]
    public void GaussianByBoxes_AnyRadius_GivesPillowsBytes(double radius) =>
        Expected.Equal($"blur-{radius}.png", Blur.GaussianByBoxes(Expected.Photo, radius));

    [Fact]
    public void Gaussian_SinglePoint_SpreadsAsTheProductOfTheKernel()
    {
        // A white point in the middle of black becomes 255 k(x) k(y); the kernel follows from exp(-x^2 / 2 sigma^2).
        const double sigma = 1.1;
        var image = new RgbImage(9, 9);
        image[4, 4] = (255, 255, 255);
        RgbImage blurred = Blur.Gaussian(image, sigma, 5);
        double[] kernel = [.. Enumerable.Range(-2, 5).Select(x => Math.Exp(-x * x / (2 * sigma * sigma)))];
        for (int y = 0; y < 9; y++)
        {
            for (int x = 0; x < 9; x++)
            {
                bool near = Math.Abs(x - 4) <= 2 && Math.Abs(y - 4) <= 2;
                double expected = near ? 255 * kernel[x - 2] * kernel[y - 2] / (kernel.Sum() * kernel.Sum()) : 0;
                Assert.Equal(Math.Floor(expected + 0.5), blurred[x, y].G);
            }
        }
    }

    [Fact]
    public void Gaussian_Edge_MirrorsWithoutRepeatingTheEdge()
    {
        // Kernel of 3 at sigma -> infinity is 1/3 each: the first pixel of 0, 90, 180 is (90 + 0 + 90) / 3.
        var image = new RgbImage(3, 3);
        for (int y = 0; y < 3; y++)
            for (int x = 0; x < 3; x++) image[x, y] = ((byte)(90 * x), 0, 0);
        RgbImage blurred = Blur.Gaussian(image, 1e6, 3);
        Assert.Equal([60, 90, 120], new[] { blurred[0, 1].R, blurred[1, 1].R, blurred[2, 1].R }.Select(value => (int)value));
    }

    [Fact]
    public void Gaussian_ConstantPicture_StaysConstant()
    {
        var image = new RgbImage(40, 30);
        image.Pixels.AsSpan().Fill(200);
        Assert.All(Blur.Gaussian(image, 3, 21).Pixels, value => Assert.Equal(200, value));
        Assert.All(Blur.GaussianByBoxes(image, 3).Pixels, value => Assert.Equal(200, value));
    }

    [Fact]
    public void Blur_BadArguments_AreRefused()
    {
        var image = new RgbImage(5, 9);
        Assert.Throws<ArgumentOutOfRangeException>(() => Blur.GaussianByBoxes(image, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Blur.GaussianByBoxes(image, double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => Blur.Gaussian(image, 0, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => Blur.Gaussian(image, 1, 4));
        Assert.Throws<ArgumentOutOfRangeException>(() => Blur.Gaussian(image, 1, 11));
    }
}
