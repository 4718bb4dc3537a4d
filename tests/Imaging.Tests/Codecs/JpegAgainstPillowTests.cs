namespace Research.Imaging.Tests.Codecs;

public sealed class JpegAgainstPillowTests
{
    // Pillow and this library both stand on libjpeg-turbo with its accurate transform; another release of it may differ by one level.
    private const int Tolerance = 1;

    [Theory]
    [InlineData("444")]
    [InlineData("420")]
    [InlineData("progressive")]
    [InlineData("grey")]
    [InlineData("cmyk")]
    [InlineData("turned")]
    public void Read_EveryKind_AgreesWithPillow(string name)
    {
        RgbImage expected = ImageFile.ReadRgb(Expected.Path($"{name}-decoded.png"));
        RgbImage actual = ImageFile.ReadRgb(Expected.Path($"{name}.jpg"));
        Assert.Equal((expected.Width, expected.Height), (actual.Width, actual.Height));
        Assert.All(expected.Pixels.Zip(actual.Pixels), pair => Assert.InRange(Math.Abs(pair.First - pair.Second), 0, Tolerance));
    }

    [Theory]
    [InlineData("grey", 1)]
    [InlineData("420", 3)]
    [InlineData("cmyk", 4)]
    public void ReadRaw_EveryKind_GivesTheFilesChannels(string name, int channels) =>
        Assert.Equal((channels, 8), (ImageFile.ReadRaw(Expected.Path($"{name}.jpg")).Channels, ImageFile.ReadRaw(Expected.Path($"{name}.jpg")).BitDepth));

    [Fact]
    public void Read_ExifOrientation_IsIgnored() => Assert.Equal((61, 47), ImageFile.ReadSize(Expected.Path("turned.jpg")));
}
