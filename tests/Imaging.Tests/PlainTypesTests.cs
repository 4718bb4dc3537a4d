namespace Research.Imaging.Tests;

public sealed class PlainTypesTests
{
    [Fact]
    public void Constructor_ArrayOfAnotherLength_IsRefusedWithBothNumbers()
    {
        Assert.Contains("expected 18 values", Assert.Throws<ArgumentException>(() => new RgbImage(3, 2, new byte[17])).Message);
        Assert.Contains("got 7", Assert.Throws<ArgumentException>(() => new LabelMap(3, 2, new byte[7])).Message);
        Assert.Throws<ArgumentException>(() => new DepthMap(3, 2, new float[5]));
        Assert.Throws<ArgumentException>(() => new RawImage(3, 2, 4, 8, new ushort[23]));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, -1)]
    [InlineData(int.MaxValue, int.MaxValue)]
    [InlineData(30_000, 30_000)]
    public void Constructor_ImpossibleSize_IsRefusedWithoutAllocating(int width, int height) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new RgbImage(width, height));

    [Fact]
    public void RawImage_WrongKind_IsRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new RawImage(1, 1, 5, 8, new ushort[5]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RawImage(1, 1, 1, 4, new ushort[1]));
        Assert.Throws<ArgumentException>(() => new RawImage(1, 1, 3, 8, new ushort[3], new Palette([(1, 2, 3)])));
    }

    [Fact]
    public void Indexer_OutsideThePicture_IsRefused()
    {
        var image = new RgbImage(2, 3);
        image[1, 2] = (7, 8, 9);
        Assert.Equal([7, 8, 9], image.Pixels[15..]);
        Assert.Throws<ArgumentOutOfRangeException>(() => image[2, 0]);
        Assert.Throws<ArgumentOutOfRangeException>(() => image[0, -1]);
        Assert.Throws<ArgumentOutOfRangeException>(() => image.Row(3).Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => new RawImage(1, 1, 1, 8, new ushort[1])[0, 0, 1]);
    }

    [Fact]
    public void Clone_Changed_LeavesTheOriginal()
    {
        var labels = new LabelMap(2, 1, [1, 1]);
        labels.Clone()[0, 0] = 9;
        Assert.Equal(2, labels.Histogram()[1]);
    }
}
