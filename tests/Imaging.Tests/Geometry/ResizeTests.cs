using Research.Imaging.Geometry;

namespace Research.Imaging.Tests.Geometry;

public sealed class ResizeTests
{
    // The sizes of expected/pillow.py: smaller, larger, one axis only, unchanged, single pixels.
    public static TheoryData<int, int> Sizes() => new()
    {
        { 31, 20 }, { 40, 24 }, { 61, 20 }, { 29, 47 }, { 20, 13 }, { 61, 47 }, { 90, 70 }, { 64, 64 }, { 7, 3 }, { 1, 1 }, { 122, 94 },
    };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Bicubic_AnySize_GivesPillowsBytes(int width, int height) =>
        Expected.Equal($"bicubic-{width}x{height}.png", Resize.Bicubic(Expected.Photo, width, height));

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Bilinear_AnySize_GivesPillowsBytes(int width, int height) =>
        Expected.Equal($"bilinear-{width}x{height}.png", Resize.Bilinear(Expected.Photo, width, height));

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Nearest_AnySize_GivesPillowsLabels(int width, int height) => Assert.Equal(
        ImageFile.ReadLabels(Expected.Path($"nearest-{width}x{height}.png")).Labels, Resize.Nearest(Expected.Labels, width, height).Labels);

    [Fact]
    public void Nearest_CentresOnPixelEdges_PicksPillowsPixels()
    {
        foreach (var (sizes, expected) in Expected.Numbers("nearest-positions.json"))
        {
            int[] size = [.. sizes.Split("->").Select(int.Parse)];
            var ramp = new RawImage(size[0], 1, 1, 16, [.. Enumerable.Range(0, size[0]).Select(i => (ushort)i)]);
            Assert.Equal(expected, Resize.Nearest(ramp, size[1], 1).Samples.Select(sample => (double)sample));
        }
    }

    [Fact]
    public void Bilinear_Depth_GivesPillowsFloats()
    {
        var depth = new DepthMap(23, 11, [.. Enumerable.Range(0, 23 * 11).Select(i => (float)(i * i % 977 / 7.0))]);
        foreach (var (sizes, expected) in Expected.Numbers("bilinear-depth.json"))
        {
            int[] size = [.. sizes.Split('x').Select(int.Parse)];
            Assert.Equal(expected.Select(value => (float)value), Resize.Bilinear(depth, size[0], size[1]).Metres);
        }
    }

    [Theory]
    [InlineData(100, 60, 41, 25)]
    [InlineData(41, 25, 100, 60)]
    [InlineData(3, 2, 1, 1)]
    [InlineData(1, 1, 9, 9)]
    [InlineData(500, 3, 17, 3)]
    public void Resample_VectorsAndScalars_GiveTheSameBytes(int width, int height, int newWidth, int newHeight)
    {
        RgbImage image = TestImages.Noise(width, height);
        foreach (ResampleFilter filter in new[] { ResampleFilter.Bicubic, ResampleFilter.Bilinear })
        {
            Assert.Equal(
                Resize.Resample(image, newWidth, newHeight, null, filter, vectors: false).Pixels,
                Resize.Resample(image, newWidth, newHeight, null, filter, System.Runtime.Intrinsics.X86.Avx2.IsSupported).Pixels);
        }
    }

    [Theory]
    [InlineData(50, 40)]
    [InlineData(150, 99)]
    [InlineData(80, 60)]
    [InlineData(80, 31)]
    public void Resize_Window_EqualsTheCropOfTheWhole(int width, int height)
    {
        RgbImage image = TestImages.Noise(80, 60);
        LabelMap labels = TestImages.Labels(80, 60, 19);
        foreach (PixelRect window in new[] { new PixelRect(0, 0, 1, 1), new(7, 9, 20, 15), new(width - 13, height - 5, 13, 5), new(0, 0, width, height) })
        {
            Assert.Equal(Resize.Bicubic(image, width, height).Crop(window).Pixels, Resize.Bicubic(image, width, height, window).Pixels);
            Assert.Equal(Resize.Bilinear(image, width, height).Crop(window).Pixels, Resize.Bilinear(image, width, height, window).Pixels);
            Assert.Equal(Resize.Nearest(labels, width, height).Crop(window).Labels, Resize.Nearest(labels, width, height, window).Labels);
            Assert.Equal(Resize.Nearest(image, width, height).Crop(window).Pixels, Resize.Nearest(image, width, height, window).Pixels);
            DepthMap depth = new(80, 60, [.. image.Pixels.Take(80 * 60).Select(value => (float)value)]);
            Assert.Equal(Resize.Bilinear(depth, width, height).Crop(window).Metres, Resize.Bilinear(depth, width, height, window).Metres);
            Assert.Equal(Resize.Nearest(depth, width, height).Crop(window).Metres, Resize.Nearest(depth, width, height, window).Metres);
        }
    }

    [Fact]
    public void Bicubic_SameSize_IsACopy()
    {
        RgbImage image = TestImages.Noise(9, 7);
        RgbImage copy = Resize.Bicubic(image, 9, 7);
        Assert.Equal(image.Pixels, copy.Pixels);
        Assert.NotSame(image.Pixels, copy.Pixels);
    }

    [Fact]
    public void Resize_WindowOutsideOrSizeNotPositive_IsRefused()
    {
        RgbImage image = TestImages.Noise(9, 7);
        Assert.Throws<ArgumentOutOfRangeException>(() => Resize.Bicubic(image, 5, 5, new PixelRect(3, 0, 3, 5)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Resize.Bicubic(image, 5, 5, new PixelRect(0, 0, 0, 5)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Resize.Bicubic(image, 0, 5));
        Assert.Throws<ArgumentOutOfRangeException>(() => Resize.Nearest(image, 5, -1));
    }
}
