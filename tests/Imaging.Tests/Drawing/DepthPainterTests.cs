namespace Research.Imaging.Tests.Drawing;

public sealed class DepthPainterTests
{
    [Fact]
    public void Paint_NearFarAndUnknown_TakeTheEndsAndGrey()
    {
        RgbImage image = DepthPainter.Paint(new DepthMap(5, 1, [2, 50, 1, float.PositiveInfinity, float.NaN]), 2, 50);
        Assert.Equal(((byte)253, (byte)231, (byte)37), image[0, 0]);
        Assert.Equal(((byte)68, (byte)1, (byte)84), image[1, 0]);
        Assert.Equal(image[0, 0], image[2, 0]);
        Assert.Equal((DepthPainter.Unknown, DepthPainter.Unknown), (image[3, 0], image[4, 0]));
    }

    [Fact]
    public void Paint_NothingKnown_IsAllUnknown() =>
        Assert.Equal(DepthPainter.Unknown, DepthPainter.Paint(new DepthMap(1, 1, [float.NaN]))[0, 0]);

    [Fact]
    public void Paint_DistancesInTheWrongOrder_AreRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => DepthPainter.Paint(new DepthMap(1, 1), 5, 2));
}
