namespace Research.Imaging.Tests.Drawing;

public sealed class MontageTests
{
    private static RgbImage Plain(int width, int height, byte level)
    {
        var image = new RgbImage(width, height);
        image.Pixels.AsSpan().Fill(level);
        return image;
    }

    [Fact]
    public void Grid_WithoutCaptions_PlacesPicturesRowByRow()
    {
        RgbImage grid = Montage.Grid([Plain(10, 8, 1), Plain(10, 8, 2), Plain(10, 8, 3)], 2, gap: 4);
        Assert.Equal((24, 20), (grid.Width, grid.Height));
        Assert.Equal((1, 255, 2), (grid[0, 0].R, grid[11, 0].R, grid[14, 7].R));
        Assert.Equal((3, 255), (grid[9, 19].R, grid[14, 19].R));
    }

    [Fact]
    public void Grid_DifferentSizes_CentresTheSmallerOnes()
    {
        RgbImage grid = Montage.Grid([Plain(10, 10, 1), Plain(4, 2, 2)], 2, gap: 0);
        Assert.Equal((14, 10), (grid.Width, grid.Height));
        Assert.Equal((255, 2, 2, 255), (grid[10, 3].R, grid[10, 4].R, grid[13, 5].R, grid[13, 6].R));
    }

    [Fact]
    public void Grid_WithCaptions_WritesDarkTextUnderThePictures()
    {
        RgbImage grid = Montage.Grid([Plain(80, 20, 200)], 1, captions: ["source"]);
        Assert.True(grid.Height > 34);
        int dark = Enumerable.Range(0, 80 * (grid.Height - 20)).Count(i => grid[i % 80, 20 + i / 80].R < 100);
        Assert.InRange(dark, 60, 400);
    }

    [Fact]
    public void Table_WithTitles_IsARowAndAColumnLarger()
    {
        RgbImage table = Montage.Table([[Plain(60, 40, 1), Plain(60, 40, 2)], [Plain(60, 40, 3), Plain(60, 40, 4)]], ["a", "b"], ["first", "second"]);
        Assert.True(table.Width > 2 * 60 + 4 && table.Height > 2 * 40 + 4);
        Assert.Equal(4, table[table.Width - 1, table.Height - 1].R);
        Assert.Equal(2, table[table.Width - 1, table.Height - 45].R);
    }

    [Fact]
    public void Grid_BadArguments_AreRefused()
    {
        RgbImage image = Plain(4, 4, 0);
        Assert.Throws<ArgumentException>(() => Montage.Grid([], 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Montage.Grid([image], 0));
        Assert.Contains("expected 2 captions", Assert.Throws<ArgumentException>(() => Montage.Grid([image, image], 1, captions: ["a"])).Message);
        Assert.Throws<ArgumentException>(() => Montage.Table([[image], [image, image]]));
    }
}
