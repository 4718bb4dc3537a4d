using Research.Imaging.Codecs;

namespace Research.Imaging.Tests.Codecs;

public sealed class FastPngDecoderTests
{
    // Channels and bits of all layouts, widths around the vector's 8 bytes; libspng's encoder uses all five row filters.
    public static TheoryData<int, int, int> Layouts()
    {
        var data = new TheoryData<int, int, int>();
        foreach (int channels in new[] { 1, 2, 3, 4 })
            foreach (int bits in new[] { 8, 16 })
                foreach (int width in new[] { 1, 2, 3, 4, 5, 7, 12, 61 }) data.Add(channels, bits, width);
        return data;
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Decode_EveryLayoutAndFilter_AgreesWithLibspng(int channels, int bits, int width)
    {
        const int height = 37;
        var random = new Random(width);
        // Rows that favour different filters: ramps along x, along y, along both, noise, constants.
        ushort[] samples = [.. Enumerable.Range(0, width * height * channels).Select(i =>
        {
            int x = i / channels % width, y = i / channels / width;
            int value = (y / 5 % 5) switch { 0 => 9 * x, 1 => 7 * y, 2 => 5 * x + 3 * y, 3 => random.Next(65536), _ => 77 };
            return (ushort)(value + random.Next(3) & (1 << bits) - 1);
        })];
        byte[] file = Png.Encode(new RawImage(width, height, channels, bits, samples));
        PngHeader header = PngHeader.Read(file, file.Length, "x", ImageLimits.Default);
        Assert.True(FastPngDecoder.Handles(header));
        byte[] fast = new byte[samples.Length * bits / 8], reference = new byte[fast.Length];
        FastPngDecoder.Decode(file, "x", header, fast);
        PngDecoder.DecodeBySpng(file, "x", ImageLimits.Default, header, SpngNative.FormatPng, reference);
        Assert.Equal(reference, fast);
        Assert.Equal(samples, Png.Read(file).Samples);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Undo_FilterAppliedByDefinition_GivesTheRowBack(int filter)
    {
        var random = new Random(filter);
        for (int pixelBytes = 1; pixelBytes <= 8; pixelBytes++)
        {
            byte[] row = new byte[pixelBytes * 13], above = new byte[row.Length], filtered = new byte[row.Length], undone = new byte[row.Length];
            random.NextBytes(row);
            random.NextBytes(above);
            for (int i = 0; i < row.Length; i++)
            {
                // Clause 9 of the specification, word for word.
                int a = i < pixelBytes ? 0 : row[i - pixelBytes], b = above[i], c = i < pixelBytes ? 0 : above[i - pixelBytes];
                int p = a + b - c, pa = Math.Abs(p - a), pb = Math.Abs(p - b), pc = Math.Abs(p - c);
                int paeth = pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
                filtered[i] = (byte)(row[i] - filter switch { 0 => 0, 1 => a, 2 => b, 3 => (a + b) / 2, _ => paeth });
            }
            Assert.True(PngFilters.Undo(filter, filtered, above, undone, pixelBytes));
            Assert.Equal(row, undone);
        }
    }

    [Fact]
    public void Undo_UnknownFilter_IsSaid() => Assert.False(PngFilters.Undo(5, new byte[3], new byte[3], new byte[3], 3));

    [Fact]
    public void Of_CheckString_GivesThePublishedChecksum() => Assert.Equal(0xCBF43926u, Crc32.Of("123456789"u8));

    [Fact]
    public void Decode_TooMuchOrTooLittleOrUnknownFilter_IsAnErrorNamingTheFile()
    {
        byte[] row = [0, 1, 2, 3];
        Png.Read(TestPng.Lying(1, 2, 8, 2, TestPng.Deflate([.. row, .. row])), "right.png");
        foreach (byte[] wrong in new byte[][] { row, [.. row, .. row, 0], [9, 1, 2, 3, .. row], [.. row, 0, 1, 2] })
        {
            var error = Assert.Throws<ImageFormatException>(() => Png.Read(TestPng.Lying(1, 2, 8, 2, TestPng.Deflate(wrong)), "wrong.png"));
            Assert.StartsWith("wrong.png: damaged PNG", error.Message);
        }
    }

    [Fact]
    public void Decode_PackedDataAsksForADictionary_IsAnErrorNamingTheFile()
    {
        // zlib header with the flag FDICT (RFC 1950, 2.2) and a right check value: 0x78 * 256 + 0xBB is divisible by 31.
        byte[] packed = [0x78, 0xBB, 1, 2, 3, 4, 5, 6];
        var error = Assert.Throws<ImageFormatException>(() => Png.Read(TestPng.Lying(1, 1, 8, 0, packed), "wrong.png"));
        Assert.StartsWith("wrong.png: damaged PNG: picture data cannot be unpacked", error.Message);
    }
}
