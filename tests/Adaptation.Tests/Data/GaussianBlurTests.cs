using Research.Adaptation.Data;
using Research.Imaging;

namespace Research.Adaptation.Tests.Data;

public sealed class GaussianBlurTests
{
    [Fact]
    public void Apply_RadiusOneOnALine_GivesTheHandComputedValues()
    {
        // sigma^2/3 = 1/3, L = sqrt 5, l = 0, a = 1/4: the box is [1/6, 2/3, 1/6], in 24 bits 2796202, 11184811, 2796202 (the
        // quotient 2^24/1.5 is a single-precision number, as in Pillow). Three passes over an impulse of 255, rounded after
        // each: 42 170 42; 7 56 127 56 7; 1 14 60 103 60 14 1. Columns are constant, so the second direction changes nothing.
        var image = new RgbImage(9, 4);
        for (int y = 0; y < 4; y++)
            image[4, y] = (255, 0, 255);
        var blurred = GaussianBlur.Apply(image, 1);
        byte[] expected = [0, 1, 14, 60, 103, 60, 14, 1, 0];
        for (int y = 0; y < 4; y++)
        {
            for (int x = 0; x < 9; x++)
                Assert.Equal((expected[x], (byte)0, expected[x]), blurred[x, y]);
        }
        Assert.Equal(255, image[4, 0].R);
    }

    [Fact]
    public void Apply_Transposed_GivesTheTransposedResultUpToRounding()
    {
        var random = new RandomStream(1);
        var image = new RgbImage(17, 23);
        var transposed = new RgbImage(23, 17);
        for (int y = 0; y < 23; y++)
        {
            for (int x = 0; x < 17; x++)
                transposed[y, x] = image[x, y] = ((byte)random.NextInt(256), (byte)random.NextInt(256), (byte)random.NextInt(256));
        }
        var a = GaussianBlur.Apply(image, 2.3);
        var b = GaussianBlur.Apply(transposed, 2.3);
        for (int y = 0; y < 23; y++)
        {
            for (int x = 0; x < 17; x++)
                Assert.InRange(a[x, y].G - b[y, x].G, -2, 2); // six roundings in another order
        }
    }

    [Fact]
    public void Apply_WideRadius_HasTheVarianceAskedFor()
    {
        // A white half plane: the blurred edge is the cumulative Gaussian; at +-1 sigma from the edge 15.9 % and 84.1 % of 255.
        var image = new RgbImage(101, 3);
        for (int y = 0; y < 3; y++)
        {
            for (int x = 51; x < 101; x++)
                image[x, y] = (255, 255, 255);
        }
        var blurred = GaussianBlur.Apply(image, 5.5);
        Assert.InRange(blurred[45, 1].R, 40 - 6, 40 + 6); // edge at 50.5; three boxes are not quite a Gaussian
        Assert.InRange(blurred[56, 1].R, 215 - 6, 215 + 6);
    }

    [Theory]
    [InlineData(1, 1, 0.7)]
    [InlineData(2, 1, 9.0)]
    [InlineData(1, 5, 3.0)]
    public void Apply_ConstantPicture_StaysConstant(int width, int height, double radius)
    {
        var image = new RgbImage(width, height);
        image.Pixels.AsSpan().Fill(201);
        Assert.All(GaussianBlur.Apply(image, radius).Pixels, value => Assert.InRange(value, 200, 202));
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(double.NaN)]
    [InlineData(65)]
    public void Apply_RadiusOutOfRange_Throws(double radius) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => GaussianBlur.Apply(new RgbImage(2, 2), radius));
}
