namespace Research.Imaging.Tests.Drawing;

public sealed class OverlayTests
{
    private static readonly Palette Colours = new([(255, 0, 0), (0, 0, 255)]);

    [Fact]
    public void Paint_Half_MixesAndLeavesIgnoredPixelsAlone()
    {
        var photo = new RgbImage(3, 1, [100, 100, 100, 100, 100, 100, 100, 100, 100]);
        RgbImage painted = Overlay.Paint(photo, new LabelMap(3, 1, [0, 1, 255]), Colours, 0.5);
        // (100 + 255) / 2 = 177.5 rounds up, (100 + 0) / 2 = 50.
        Assert.Equal([178, 50, 50, 50, 50, 178, 100, 100, 100], painted.Pixels);
    }

    [Fact]
    public void Paint_OpacityEnds_GivePhotoAndPalette()
    {
        RgbImage photo = TestImages.Noise(5, 4);
        LabelMap labels = TestImages.Labels(5, 4, 2);
        Assert.Equal(photo.Pixels, Overlay.Paint(photo, labels, Colours, 0).Pixels);
        Assert.Equal(Colours.Paint(labels).Pixels, Overlay.Paint(photo, labels, Colours, 1).Pixels);
        Assert.Throws<ArgumentOutOfRangeException>(() => Overlay.Paint(photo, labels, Colours, 1.1));
    }

    [Fact]
    public void PaintWithOutlines_Border_IsWhite()
    {
        RgbImage painted = Overlay.PaintWithOutlines(new RgbImage(3, 1), new LabelMap(3, 1, [0, 1, 1]), Colours);
        Assert.Equal(((byte)255, (byte)255, (byte)255), painted[0, 0]);
        Assert.Equal(0, painted[2, 0].R);
    }

    [Fact]
    public void Paint_OtherSize_IsRefusedWithBothSizes() => Assert.Contains(
        "expected labels of 3 x 1", Assert.Throws<ArgumentException>(() => Overlay.Paint(new RgbImage(3, 1), new LabelMap(1, 3), Colours)).Message);
}
