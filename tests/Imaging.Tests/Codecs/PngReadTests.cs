using System.Text;

namespace Research.Imaging.Tests.Codecs;

public sealed class PngReadTests
{
    // Colour type, bit depth: every combination that PNG knows. Sizes not divisible by 8, so that rows end within bytes.
    public static TheoryData<int, int, int, int, bool> EveryKind()
    {
        var data = new TheoryData<int, int, int, int, bool>();
        (int Type, int[] Depths)[] kinds = [(0, [1, 2, 4, 8, 16]), (2, [8, 16]), (3, [1, 2, 4, 8]), (4, [8, 16]), (6, [8, 16])];
        foreach (var (type, depths) in kinds)
            foreach (int depth in depths)
                foreach (var (width, height) in new[] { (13, 11), (1, 1), (8, 8), (33, 3) })
                    foreach (bool interlaced in new[] { false, true })
                        data.Add(type, depth, width, height, interlaced);
        return data;
    }

    [Theory]
    [MemberData(nameof(EveryKind))]
    public void Read_EveryColourTypeAndDepth_GivesTheSamplesWritten(int type, int depth, int width, int height, bool interlaced)
    {
        int channels = type switch { 2 => 3, 4 => 2, 6 => 4, _ => 1 };
        ushort[] samples = Random(width * height * channels, 1 << depth);
        byte[]? palette = type == 3 ? Colours(1 << depth) : null;

        RawImage image = Png.Read(TestPng.Write(width, height, depth, type, samples, interlaced, palette));

        Assert.Equal((width, height, channels), (image.Width, image.Height, image.Channels));
        Assert.Equal(depth == 16 ? 16 : 8, image.BitDepth);
        Assert.Equal(depth, image.SourceBitDepth);
        Assert.Equal(samples, image.Samples);
        Assert.Equal(type == 3, image.Palette is not null);
        if (palette is not null)
            Assert.Equal(palette, image.Palette!.Colours.SelectMany(colour => new[] { colour.R, colour.G, colour.B }));
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    [InlineData(4, false)]
    [InlineData(8, true)]
    public void ReadLabels_PaletteOfAnyDepth_GivesIndices(int depth, bool interlaced)
    {
        ushort[] samples = Random(19 * 7, 1 << depth);
        LabelMap labels = Png.ReadLabels(TestPng.Write(19, 7, depth, 3, samples, interlaced, Colours(1 << depth)));
        Assert.Equal(samples.Select(sample => (byte)sample), labels.Labels);
    }

    [Fact]
    public void Read_SixteenBitRgbWithClassInRed_KeepsAllSixteenBits()
    {
        // SYNTHIA's GT/LABELS: class id in red, instance id in green, both 16-bit.
        ushort[] samples = [3, 0, 0, 22, 513, 0, 15, 65535, 1, 255, 256, 257];
        RawImage image = Png.Read(TestPng.Write(2, 2, 16, 2, samples));
        Assert.Equal(3, image[0, 0, 0]);
        Assert.Equal(22, image[1, 0, 0]);
        Assert.Equal(513, image[1, 0, 1]);
        Assert.Equal(65535, image[0, 1, 1]);
        Assert.Equal(samples, image.Samples);
    }

    [Fact]
    public void ReadRgb_EveryKind_ExpandsAsDocumented()
    {
        // 4-bit grey v becomes 17 v; a palette is looked up; 16-bit keeps the high byte; alpha is dropped.
        Assert.Equal([0, 0, 0, 85, 85, 85, 255, 255, 255], Png.ReadRgb(TestPng.Write(3, 1, 4, 0, [0, 5, 15])).Pixels);
        Assert.Equal([4, 5, 6, 1, 2, 3], Png.ReadRgb(TestPng.Write(2, 1, 1, 3, [1, 0], palette: [1, 2, 3, 4, 5, 6])).Pixels);
        Assert.Equal([0x12, 0xFF, 0x00], Png.ReadRgb(TestPng.Write(1, 1, 16, 2, [0x12FF, 0xFFFF, 0x00FF])).Pixels);
        Assert.Equal([10, 20, 30], Png.ReadRgb(TestPng.Write(1, 1, 8, 6, [10, 20, 30, 0])).Pixels);
        Assert.Equal([200, 200, 200], Png.ReadRgb(TestPng.Write(1, 1, 8, 4, [200, 7])).Pixels);
    }

    [Fact]
    public void Read_TransparencyChunk_LeavesIndicesAndColoursAlone()
    {
        byte[] palette = [1, 2, 3, 4, 5, 6];
        RawImage image = Png.Read(TestPng.Write(2, 1, 8, 3, [0, 1], false, palette, ("tRNS", [0, 128])));
        Assert.Equal([0, 1], image.Samples);
        Assert.Equal((1, 2, 3), image.Palette![0]);
        RgbImage rgb = Png.ReadRgb(TestPng.Write(1, 1, 8, 2, [9, 8, 7], false, null, ("tRNS", [0, 9, 0, 8, 0, 7])));
        Assert.Equal([9, 8, 7], rgb.Pixels);
    }

    [Fact]
    public void Read_SuggestedPaletteInAnRgbFile_IsNoPaletteImage()
    {
        RawImage image = Png.Read(TestPng.Write(1, 1, 8, 2, [9, 8, 7], false, [1, 2, 3]));
        Assert.Null(image.Palette);
        Assert.Equal([9, 8, 7], image.Samples);
    }

    [Fact]
    public void ReadLabels_ThreeChannelsOrSixteenBits_IsRefusedWithTheKindFound()
    {
        var error = Assert.Throws<ImageFormatException>(() => Png.ReadLabels(TestPng.Write(1, 1, 16, 2, [1, 2, 3]), "a.png"));
        Assert.Equal("a.png: expected labels in one channel of at most 8 bits, found 3 channel(s) of 16 bits", error.Message);
    }

    [Fact]
    public void Read_HeaderClaimsMoreThanTheFileCanHold_IsRefusedBeforeAllocating()
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        byte[] file = TestPng.Lying(60_000, 60_000, 16, 6, [1, 2, 3]);
        Assert.Contains("60000 x 60000", Assert.Throws<ImageFormatException>(() => Png.Read(file, "big.png")).Message);
        byte[] within = TestPng.Lying(10_000, 10_000, 8, 2, [1, 2, 3]);
        Assert.Contains("more than a file of", Assert.Throws<ImageFormatException>(() => Png.ReadRgb(within, "big.png")).Message);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1_000_000);
    }

    [Theory]
    [InlineData(0u, 5u)]
    [InlineData(5u, 0u)]
    [InlineData(0xFFFFFFFFu, 1u)]
    [InlineData(0x80000000u, 0x80000000u)]
    public void Read_ImpossibleSize_IsRefused(uint width, uint height)
    {
        byte[] file = TestPng.Lying(width, height, 8, 0, [1, 2, 3]);
        Assert.Equal("x.png", Assert.Throws<ImageFormatException>(() => Png.Read(file, "x.png")).FileName);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Read_TextChunkThatUnpacksToGigabytes_TakesNoSuchMemory(bool interlaced)
    {
        // 512 MiB of zeros pack into half a MiB; a reader without limits would unpack them. Interlaced files go through libspng.
        byte[] bomb = [.. Encoding.ASCII.GetBytes("Comment"), 0, 0, .. TestPng.DeflateZeros(512)];
        byte[] file = TestPng.Write(2, 2, 8, 0, [1, 2, 3, 4], interlaced, null, ("zTXt", bomb));
        long peakBefore = PeakMemory.Bytes();
        try
        {
            Assert.Equal([1, 2, 3, 4], Png.Read(file, "bomb.png").Samples);
        }
        catch (ImageFormatException error)
        {
            Assert.Equal("bomb.png", error.FileName);
        }
        // Room for what other tests take meanwhile.
        Assert.True(PeakMemory.Bytes() - peakBefore < 200 << 20);
    }

    [Fact]
    public void Read_WrongChecksumAnywhere_IsAnError()
    {
        byte[] file = TestPng.Write(5, 5, 8, 0, Random(25, 256), false, null, ("tEXt", Encoding.ASCII.GetBytes("a\0b")));
        // Every byte of the file matters to some checksum, length or signature.
        for (int i = 0; i < file.Length; i++)
        {
            byte[] damaged = (byte[])file.Clone();
            damaged[i] ^= 0x10;
            Assert.Throws<ImageFormatException>(() => Png.Read(damaged));
        }
    }

    [Fact]
    public void Read_CutAnywhere_IsAnError()
    {
        byte[] file = TestPng.Write(5, 5, 8, 2, Random(75, 256));
        for (int length = 0; length < file.Length; length++)
        {
            var error = Record.Exception(() => Png.Read(file.AsSpan(0, length).ToArray()));
            Assert.True(error is ImageFormatException, $"cut to {length} of {file.Length} bytes: {error}");
        }
    }

    private static ushort[] Random(int count, int below)
    {
        var random = new Random(below);
        return [.. Enumerable.Range(0, count).Select(_ => (ushort)random.Next(below))];
    }

    private static byte[] Colours(int count) => [.. Random(3 * count, 256).Select(value => (byte)value)];
}
