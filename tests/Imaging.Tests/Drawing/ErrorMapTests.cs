namespace Research.Imaging.Tests.Drawing;

public sealed class ErrorMapTests
{
    [Fact]
    public void Of_RightWrongIgnored_HaveTheirColours()
    {
        RgbImage map = ErrorMap.Of(new LabelMap(3, 1, [1, 2, 3]), new LabelMap(3, 1, [1, 1, 255]));
        Assert.Equal((ErrorMap.Correct, ErrorMap.Wrong, ErrorMap.Ignored), (map[0, 0], map[1, 0], map[2, 0]));
    }

    [Fact]
    public void Over_Photo_IsGreyExceptWhereWrong()
    {
        RgbImage map = ErrorMap.Over(TestImages.Noise(3, 1), new LabelMap(3, 1, [1, 2, 3]), new LabelMap(3, 1, [1, 1, 255]));
        Assert.True(map[0, 0].R == map[0, 0].G && map[2, 0].G == map[2, 0].B);
        Assert.True(map[1, 0].R > map[1, 0].B + 60);
    }

    [Fact]
    public void Of_OtherSize_IsRefused() =>
        Assert.Throws<ArgumentException>(() => ErrorMap.Of(new LabelMap(3, 1), new LabelMap(1, 3)));
}
