namespace Research.Imaging.Tests.Codecs;

public sealed class PngWriteTests
{
    [Fact]
    public void Encode_Rgb_ReadsBackEqual()
    {
        RgbImage image = TestImages.Photo(37, 23);
        Assert.Equal(image.Pixels, Png.ReadRgb(Png.Encode(image)).Pixels);
    }

    [Theory]
    [InlineData(1, 8)]
    [InlineData(2, 8)]
    [InlineData(3, 8)]
    [InlineData(4, 8)]
    [InlineData(1, 16)]
    [InlineData(2, 16)]
    [InlineData(3, 16)]
    [InlineData(4, 16)]
    public void Encode_Raw_ReadsBackEqual(int channels, int bitDepth)
    {
        var random = new Random(channels);
        ushort[] samples = [.. Enumerable.Range(0, 11 * 5 * channels).Select(_ => (ushort)random.Next(1 << bitDepth))];
        RawImage back = Png.Read(Png.Encode(new RawImage(11, 5, channels, bitDepth, samples)));
        Assert.Equal((channels, bitDepth), (back.Channels, back.BitDepth));
        Assert.Equal(samples, back.Samples);
    }

    [Fact]
    public void Encode_LabelsWithPalette_KeepsIndicesAndColoursEveryIndex()
    {
        var palette = new Palette([(128, 64, 128), (70, 70, 70)], (9, 9, 9));
        var labels = new LabelMap(3, 1, [0, 1, LabelMap.Ignore]);
        byte[] file = Png.Encode(labels, palette);
        RawImage raw = Png.Read(file);
        Assert.Equal([0, 1, 255], raw.Samples);
        Assert.Equal(256, raw.Palette!.Count);
        Assert.Equal((70, 70, 70), raw.Palette[1]);
        Assert.Equal((9, 9, 9), raw.Palette[255]);
        Assert.Equal([128, 64, 128, 70, 70, 70, 9, 9, 9], Png.ReadRgb(file).Pixels);
    }

    [Fact]
    public void Encode_Labels_ReadsBackEqual()
    {
        LabelMap labels = TestImages.Labels(31, 17, 256);
        Assert.Equal(labels.Labels, Png.ReadLabels(Png.Encode(labels)).Labels);
    }

    [Fact]
    public void Encode_RawPaletteImage_ReadsBackEqual()
    {
        var image = new RawImage(2, 1, 1, 8, [1, 0], new Palette([(1, 2, 3), (4, 5, 6)]));
        RawImage back = Png.Read(Png.Encode(image));
        Assert.Equal(image.Samples, back.Samples);
        Assert.Equal(image.Palette!.Colours, back.Palette!.Colours);
    }

    [Fact]
    public void Encode_EightBitSampleAbove255_IsRefused() =>
        Assert.Contains("found 256 at position 1", Assert.Throws<ArgumentException>(
            () => Png.Encode(new RawImage(2, 1, 1, 8, [0, 256]))).Message);

    [Fact]
    public void Encode_Twice_GivesTheSameBytes() =>
        Assert.Equal(Png.Encode(TestImages.Photo(64, 48)), Png.Encode(TestImages.Photo(64, 48)));

    [Fact]
    public void Write_OverAnExistingFile_ReplacesItAndLeavesNothingElse()
    {
        using var folder = new TempFolder();
        string path = folder.Write("a.png", [1, 2, 3]);
        Png.Write(path, TestImages.Photo(8, 8));
        Assert.Equal(TestImages.Photo(8, 8).Pixels, Png.ReadRgb(path).Pixels);
        Assert.Equal([path], Directory.GetFiles(folder.Root));
    }

    [Fact]
    public void Write_TargetIsAFolder_FailsAndLeavesNoTemporaryFile()
    {
        using var folder = new TempFolder();
        Directory.CreateDirectory(folder["a.png"]);
        Assert.ThrowsAny<Exception>(() => Png.Write(folder["a.png"], TestImages.Photo(8, 8)));
        Assert.Empty(Directory.GetFiles(folder.Root));
    }

    [Fact]
    public void Encode_CompressionOutOfRange_IsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Png.Encode(new RgbImage(1, 1), 10));
}
