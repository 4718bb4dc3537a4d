namespace Research.Imaging.Tests.Codecs;

public sealed class JpegTests
{
    [Fact]
    public void Encode_SmoothPicture_ReadsBackWithinAFewGreyLevels()
    {
        var image = new RgbImage(40, 24);
        for (int y = 0; y < 24; y++)
            for (int x = 0; x < 40; x++) image[x, y] = ((byte)(6 * x), (byte)(10 * y), (byte)(3 * x + 3 * y));
        RgbImage back = Jpeg.Read(Jpeg.Encode(image, 95));
        Assert.Equal((40, 24), (back.Width, back.Height));
        // Quality 95 quantises most frequencies in steps of 1 to 10; 8 grey levels is far below a wrong channel or row order.
        Assert.All(image.Pixels.Zip(back.Pixels), pair => Assert.InRange(Math.Abs(pair.First - pair.Second), 0, 8));
    }

    [Fact]
    public void Encode_ColourEdges_KeepFullColourResolution()
    {
        // One-pixel red and blue columns would smear into each other at 4:2:0.
        var image = new RgbImage(16, 16);
        for (int y = 0; y < 16; y++)
            for (int x = 0; x < 16; x++) image[x, y] = x % 2 == 0 ? ((byte)255, (byte)0, (byte)0) : ((byte)0, (byte)0, (byte)255);
        RgbImage back = Jpeg.Read(Jpeg.Encode(image, 100));
        Assert.True(back[4, 4].R > 245 && back[4, 4].B < 10 && back[5, 4].B > 245 && back[5, 4].R < 10);
    }

    [Fact]
    public void Encode_Twice_GivesTheSameBytes() =>
        Assert.Equal(Jpeg.Encode(TestImages.Photo(64, 48)), Jpeg.Encode(TestImages.Photo(64, 48)));

    [Theory]
    [InlineData(0)]
    [InlineData(101)]
    public void Encode_QualityOutOfRange_IsRefused(int quality) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Jpeg.Encode(new RgbImage(1, 1), quality));

    [Fact]
    public void Read_CutAnywhere_IsAnError()
    {
        byte[] file = Jpeg.Encode(TestImages.Photo(40, 30));
        for (int length = 0; length < file.Length; length++)
            Assert.Throws<ImageFormatException>(() => Jpeg.Read(file.AsSpan(0, length).ToArray()));
    }

    [Fact]
    public void Read_CutWithAnEndMarkerPutBack_IsAnError()
    {
        // The container is complete, the pixels are not: libjpeg only warns.
        byte[] file = Jpeg.Encode(TestImages.Photo(64, 64));
        byte[] cut = [.. file[..(file.Length * 2 / 3)], 0xFF, 0xD9];
        Assert.Contains("damaged", Assert.Throws<ImageFormatException>(() => Jpeg.Read(cut, "cut.jpg")).Message);
    }

    [Fact]
    public void Read_HeaderClaimsMoreThanTheFileCanHold_IsRefusedBeforeAllocating()
    {
        byte[] file = Jpeg.Encode(TestImages.Photo(16, 16));
        int frame = file.AsSpan().IndexOf([(byte)0xFF, (byte)0xC0]);
        (file[frame + 5], file[frame + 6], file[frame + 7], file[frame + 8]) = (0x1F, 0x40, 0x1F, 0x40); // 8000 x 8000
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("8000 x 8000", Assert.Throws<ImageFormatException>(() => Jpeg.Read(file, "big.jpg")).Message);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1_000_000);
    }

    [Fact]
    public void Read_TrailingBytesAfterTheEnd_AreIgnored()
    {
        byte[] file = Jpeg.Encode(TestImages.Photo(16, 16));
        Assert.Equal(Jpeg.Read(file).Pixels, Jpeg.Read([.. file, 0, 1, 2, 3]).Pixels);
    }
}
