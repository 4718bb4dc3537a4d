namespace Research.Imaging.Tests.Drawing;

public sealed class LegendTests
{
    [Fact]
    public void Strip_ManyEntries_FlowOverLines()
    {
        (string, (byte, byte, byte))[] entries = [.. Enumerable.Range(0, 12).Select(i => ($"class {i}", ((byte)(20 * i), (byte)9, (byte)7)))];
        RgbImage wide = Legend.Strip(entries, 2000), narrow = Legend.Strip(entries, 200);
        Assert.True(narrow.Height > 3 * wide.Height);
        Assert.Equal(200, narrow.Width);
        for (int i = 0; i < entries.Length; i++)
            Assert.True(Enumerable.Range(0, 200 * narrow.Height).Any(at => narrow[at % 200, at / 200] == entries[i].Item2), $"colour {i} is not there");
    }

    [Fact]
    public void Strip_OfLabels_ShowsOnlyClassesThatOccur()
    {
        var palette = new Palette([(10, 0, 0), (20, 0, 0), (30, 0, 0)], (40, 0, 0));
        RgbImage strip = Legend.Strip(new LabelMap(2, 1, [1, 255]), palette, ["a", "b", "c"], 300);
        var colours = Enumerable.Range(0, strip.Pixels.Length / 3).Select(i => strip.Pixels[3 * i]).ToHashSet();
        Assert.True(colours.Contains(20) && colours.Contains(40) && !colours.Contains(10) && !colours.Contains(30));
    }
}
