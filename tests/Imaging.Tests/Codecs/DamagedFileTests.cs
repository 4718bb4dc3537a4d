namespace Research.Imaging.Tests.Codecs;

public sealed class DamagedFileTests
{
    private const int Files = 1000;

    [Fact]
    public void ReadRgb_ThousandDamagedPngFiles_EachIsAnErrorNamingTheFile()
    {
        byte[][] originals = PngOriginals();
        using var folder = new TempFolder();
        int decoded = 0;
        for (int seed = 0; seed < Files; seed++)
        {
            byte[] original = originals[seed % originals.Length];
            if (DecodesOrNamesTheFile(folder, $"{seed}.png", original, seed)) decoded++;
        }
        // Every byte of a PNG is covered by a checksum or checked itself, so damage never passes.
        Assert.Equal(0, decoded);
    }

    [Fact]
    public void ReadRgb_ThousandDamagedPngFilesWithRightChecksums_EachDecodesOrIsAnErrorNamingTheFile()
    {
        // What an attacker would send: the damage reaches the parts behind the checksums.
        byte[][] originals = PngOriginals();
        using var folder = new TempFolder();
        int decoded = 0;
        for (int seed = 0; seed < Files; seed++)
            if (DecodesOrNamesTheFile(folder, $"{seed}.png", originals[seed % originals.Length], seed, TestPng.RepairChecksums)) decoded++;
        Assert.InRange(decoded, 0, Files / 2);
    }

    [Fact]
    public void ReadRgb_ThousandDamagedJpegFiles_EachDecodesOrIsAnErrorNamingTheFile()
    {
        byte[][] originals = [Jpeg.Encode(TestImages.Photo(48, 32)), Jpeg.Encode(TestImages.Noise(33, 17), 60)];
        using var folder = new TempFolder();
        int decoded = 0;
        for (int seed = 0; seed < Files; seed++)
            if (DecodesOrNamesTheFile(folder, $"{seed}.jpg", originals[seed % originals.Length], seed)) decoded++;
        // JPEG has no checksums: a changed coefficient is another valid picture. Most damage is still found.
        Assert.InRange(decoded, 0, Files / 2);
    }

    private static byte[][] PngOriginals() =>
    [
        Png.Encode(TestImages.Photo(48, 32)),
        Png.Encode(TestImages.Labels(48, 32, 19), new Palette(Enumerable.Range(0, 19).Select(i => ((byte)i, (byte)0, (byte)0)))),
        Png.Encode(new RawImage(20, 10, 3, 16, [.. Enumerable.Range(0, 600).Select(i => (ushort)(i * 109))])),
        TestPng.Write(21, 13, 4, 3, [.. Enumerable.Range(0, 21 * 13).Select(i => (ushort)(i % 16))], true, new byte[48]),
    ];

    private static bool DecodesOrNamesTheFile(
        TempFolder folder, string name, byte[] original, int seed, Action<byte[]>? afterwards = null)
    {
        byte[] damaged = Damage(original, seed);
        afterwards?.Invoke(damaged);
        string path = folder.Write(name, damaged);
        try
        {
            RgbImage image = ImageFile.ReadRgb(path);
            ImageFile.ReadRaw(path);
            Assert.InRange(image.Pixels.Length, 3, 300_000_000);
            return true;
        }
        catch (ImageFormatException error)
        {
            Assert.Equal(path, error.FileName);
            Assert.Contains(name, error.Message);
            return false;
        }
        finally
        {
            File.Delete(path);
        }
    }

    // Flipped bits, overwritten, removed, inserted and swapped stretches, cut ends; always a change.
    private static byte[] Damage(byte[] original, int seed)
    {
        var random = new Random(seed);
        var bytes = original.ToList();
        int at = random.Next(bytes.Count), length = Math.Min(bytes.Count - at, 1 + random.Next(20));
        switch (random.Next(5))
        {
            case 0:
                for (int i = 0; i <= random.Next(8); i++) bytes[random.Next(bytes.Count)] ^= (byte)(1 << random.Next(8));
                break;
            case 1:
                for (int i = at; i < at + length; i++) bytes[i] = (byte)random.Next(256);
                break;
            case 2:
                bytes.RemoveRange(at, length);
                break;
            case 3:
                bytes.InsertRange(at, Enumerable.Range(0, length).Select(_ => (byte)random.Next(256)));
                break;
            default:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
        }
        if (bytes.SequenceEqual(original)) bytes[at] ^= 0xFF;
        return [.. bytes];
    }
}
