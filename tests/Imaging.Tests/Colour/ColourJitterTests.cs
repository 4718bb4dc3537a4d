namespace Research.Imaging.Tests.Colour;

public sealed class ColourJitterTests
{
    public static TheoryData<double> Factors() => new() { 0, 0.3, 0.6, 1, 1.4, 2.5 };

    [Theory]
    [MemberData(nameof(Factors))]
    public void Brightness_AnyFactor_GivesPillowsBytes(double factor) =>
        Expected.Equal($"brightness-{factor}.png", ColourJitter.Brightness(Expected.Photo, factor));

    [Theory]
    [MemberData(nameof(Factors))]
    public void Contrast_AnyFactor_GivesPillowsBytes(double factor) =>
        Expected.Equal($"contrast-{factor}.png", ColourJitter.Contrast(Expected.Photo, factor));

    [Theory]
    [MemberData(nameof(Factors))]
    public void Saturation_AnyFactor_GivesPillowsBytes(double factor) =>
        Expected.Equal($"saturation-{factor}.png", ColourJitter.Saturation(Expected.Photo, factor));

    [Theory]
    [InlineData(-0.5)]
    [InlineData(-0.1)]
    [InlineData(0)]
    [InlineData(0.07)]
    [InlineData(0.1)]
    [InlineData(0.5)]
    public void Hue_AnyTurn_GivesPillowsBytes(double turn) => Expected.Equal($"hue-{turn}.png", ColourJitter.Hue(Expected.Photo, turn));

    [Fact]
    public void Greyscale_Photo_GivesPillowsBytes() => Expected.Equal("grey.png", ColourJitter.Greyscale(Expected.Photo));

    [Fact]
    public void Jitter_FactorOutOfRange_IsRefused()
    {
        var image = new RgbImage(1, 1);
        Assert.Throws<ArgumentOutOfRangeException>(() => ColourJitter.Brightness(image, -0.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => ColourJitter.Contrast(image, double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => ColourJitter.Saturation(image, double.PositiveInfinity));
        Assert.Throws<ArgumentOutOfRangeException>(() => ColourJitter.Hue(image, 0.51));
    }
}
