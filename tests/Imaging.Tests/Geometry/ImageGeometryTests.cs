namespace Research.Imaging.Tests.Geometry;

public sealed class ImageGeometryTests
{
    [Fact]
    public void Crop_Rectangle_GivesItsPixels()
    {
        var labels = new LabelMap(4, 3, [.. Enumerable.Range(0, 12).Select(i => (byte)i)]);
        Assert.Equal([5, 6, 9, 10], labels.Crop(new PixelRect(1, 1, 2, 2)).Labels);
        RgbImage image = TestImages.Noise(4, 3);
        RgbImage part = image.Crop(new PixelRect(2, 1, 2, 2));
        Assert.Equal((image[2, 1], image[3, 2]), (part[0, 0], part[1, 1]));
    }

    [Theory]
    [InlineData(-1, 0, 2, 2)]
    [InlineData(3, 0, 2, 2)]
    [InlineData(0, 0, 0, 1)]
    [InlineData(0, 2, 1, 2)]
    [InlineData(1, 0, int.MaxValue, 1)]
    public void Crop_OutsideThePicture_IsRefused(int x, int y, int width, int height) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new LabelMap(4, 3).Crop(new PixelRect(x, y, width, height)));

    [Fact]
    public void FlipHorizontally_Twice_IsTheSameAndOnceMirrors()
    {
        RgbImage image = TestImages.Noise(5, 3);
        RgbImage flipped = image.FlipHorizontally();
        Assert.Equal(image[0, 2], flipped[4, 2]);
        Assert.Equal(image[1, 0], flipped[3, 0]);
        Assert.Equal(image.Pixels, flipped.FlipHorizontally().Pixels);
        Assert.Equal([2, 1, 4, 3], new LabelMap(2, 2, [1, 2, 3, 4]).FlipHorizontally().Labels);
        Assert.Equal([2f, 1f], new DepthMap(2, 1, [1, 2]).FlipHorizontally().Metres);
    }

    [Fact]
    public void FlipHorizontally_AnyWidth_MirrorsEveryPixel()
    {
        for (int width = 1; width <= 40; width++)
        {
            RgbImage image = TestImages.Noise(width, 2), flipped = image.FlipHorizontally();
            for (int x = 0; x < width; x++) Assert.Equal((image[x, 0], image[x, 1]), (flipped[width - 1 - x, 0], flipped[width - 1 - x, 1]));
        }
    }

    [Fact]
    public void Pad_Larger_PutsThePictureAtItsPlace()
    {
        Assert.Equal([255, 255, 255, 255, 7, 255], new LabelMap(1, 1, [7]).Pad(3, 2, LabelMap.Ignore, 1, 1).Labels);
        RgbImage padded = new RgbImage(1, 1, [1, 2, 3]).Pad(2, 2, (9, 8, 7));
        Assert.Equal([1, 2, 3, 9, 8, 7, 9, 8, 7, 9, 8, 7], padded.Pixels);
        Assert.Equal([5f, float.NaN], new DepthMap(1, 1, [5]).Pad(2, 1).Metres);
        Assert.Throws<ArgumentOutOfRangeException>(() => new LabelMap(3, 3).Pad(2, 4));
    }
}
