namespace Research.Imaging.Tests;

public sealed class PaletteTests
{
    [Fact]
    public void Paint_KnownAndUnknownLabels_TakeTheirColours()
    {
        var palette = new Palette([(1, 2, 3), (4, 5, 6)], (7, 8, 9));
        Assert.Equal([4, 5, 6, 1, 2, 3, 7, 8, 9, 7, 8, 9], palette.Paint(new LabelMap(2, 2, [1, 0, 2, 255])).Pixels);
    }

    [Fact]
    public void Constructor_NoneOrTooManyColours_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => new Palette([]));
        Assert.Throws<ArgumentException>(() => new Palette(new (byte, byte, byte)[257]));
    }

    [Fact]
    public void Paint_256Colours_UsesTheLastForIgnore() =>
        Assert.Equal(255, new Palette(Enumerable.Range(0, 256).Select(i => ((byte)i, (byte)0, (byte)0))).Paint(new LabelMap(1, 1, [255]))[0, 0].R);
}
