using Research.Imaging.Drawing;

namespace Research.Imaging.Tests.Drawing;

public sealed class TextStampTests
{
    public static TheoryData<char> PrintableAscii()
    {
        var data = new TheoryData<char>();
        for (char character = '!'; character <= '~'; character++) data.Add(character);
        foreach (char character in "°±×·–—…→←≤≥µλασΔ²äöüÄÖÜßéèêíñçåõ") data.Add(character);
        return data;
    }

    [Theory]
    [MemberData(nameof(PrintableAscii))]
    public void Of_EveryAsciiCharacter_HasAGlyphOfItsOwnWithinItsCell(char character)
    {
        var (width, path) = Glyphs.Of(character);
        Assert.NotEqual(Glyphs.Of('\u4e2d').Path, path);
        Assert.All(StrokePath.Flatten(path), segment =>
        {
            Assert.InRange(segment.X1, -1, width + 1);
            Assert.InRange(segment.Y1, -2, 9.1);
        });
    }

    [Fact]
    public void Draw_Text_StaysWithinItsWidthAndLine()
    {
        foreach (double size in new[] { 9.0, 14, 23 })
        {
            const string text = "Mögliche Qualität @ 41.7 % {gjpqy}|";
            int width = TextStamp.Width(text, size), height = TextStamp.LineHeight(size);
            var image = new RgbImage(width + 20, height + 20);
            TextStamp.Draw(image, 10, 10, text, size, (255, 255, 255));
            for (int y = 0; y < image.Height; y++)
                for (int x = 0; x < image.Width; x++)
                    if (x < 10 || x >= 10 + width || y < 10 || y >= 10 + height) Assert.Equal(0, image[x, y].R);
            Assert.Contains(image.Pixels, value => value > 200);
        }
    }

    [Fact]
    public void Draw_PartlyOutside_IsCutOff()
    {
        var image = new RgbImage(20, 10);
        TextStamp.Draw(image, -7, -4, "WWWWWW", 14, (255, 255, 255));
        Assert.Contains(image.Pixels, value => value == 255);
    }

    [Fact]
    public void Wrap_LongText_BreaksAtSpacesAndCutsLongWords()
    {
        IReadOnlyList<string> lines = TextStamp.Wrap("a caption of many words\nand averyveryveryverylongword", 14, 90);
        Assert.True(lines.Count >= 4);
        Assert.All(lines, line => Assert.InRange(TextStamp.Width(line, 14), 1, 90));
        Assert.EndsWith("…", lines[^1]);
        Assert.Equal([""], TextStamp.Wrap("", 14, 90));
    }
}
