using System.Text;

namespace Research.Imaging.Tests;

public sealed class ImageFileTests
{
    [Fact]
    public void ReadRgb_WrongExtension_GoesByTheFirstBytes()
    {
        using var folder = new TempFolder();
        string path = folder.Write("photo.jpg", Png.Encode(TestImages.Photo(9, 7)));
        Assert.Equal(TestImages.Photo(9, 7).Pixels, ImageFile.ReadRgb(path).Pixels);
    }

    [Fact]
    public void ReadSize_PngAndJpeg_GivesTheHeaderSize()
    {
        using var folder = new TempFolder();
        Assert.Equal((9, 7), ImageFile.ReadSize(folder.Write("a", Png.Encode(TestImages.Photo(9, 7)))));
        Assert.Equal((11, 5), ImageFile.ReadSize(folder.Write("b", Jpeg.Encode(TestImages.Photo(11, 5)))));
    }

    [Fact]
    public void ReadSize_JpegWithLargeMetadataBeforeTheFrame_IsFound()
    {
        byte[] file = Jpeg.Encode(TestImages.Photo(11, 5));
        byte[] segment = [0xFF, 0xEE, 0xFF, 0xFF, .. new byte[0xFFFD]];
        using var folder = new TempFolder();
        string path = folder.Write("a.jpg", [.. file[..2], .. segment, .. segment, .. file[2..]]);
        Assert.Equal((11, 5), ImageFile.ReadSize(path));
        Assert.Equal((11, 5), (ImageFile.ReadRgb(path).Width, ImageFile.ReadRgb(path).Height));
    }

    [Fact]
    public void ReadRgb_NotAnImage_SaysWhatWasFound()
    {
        using var folder = new TempFolder();
        string text = folder.Write("a.png", Encoding.UTF8.GetBytes("<html>404</html>"));
        var error = Assert.Throws<ImageFormatException>(() => ImageFile.ReadRgb(text));
        Assert.Equal($"{text}: expected a PNG or JPEG file, the first bytes are 3C68746D6C3E3430", error.Message);
    }

    [Fact]
    public void ReadRgb_EmptyFileOrFolder_IsAFormatErrorNamingIt()
    {
        using var folder = new TempFolder();
        string empty = folder.Write("empty.png", []);
        Assert.Contains("empty file", Assert.Throws<ImageFormatException>(() => ImageFile.ReadRgb(empty)).Message);
        var error = Assert.Throws<ImageFormatException>(() => ImageFile.ReadRgb(folder.Root));
        Assert.Equal(folder.Root, error.FileName);
        Assert.Contains("found a folder", error.Message);
    }

    [Fact]
    public void ReadRgb_MissingFile_IsFileNotFound() =>
        Assert.Throws<FileNotFoundException>(() => ImageFile.ReadRgb(Path.Combine(Path.GetTempPath(), "no-such-picture.png")));

    [Fact]
    public void ReadRgb_LimitsBelowTheSize_AreRefused()
    {
        using var folder = new TempFolder();
        string path = folder.Write("a.png", Png.Encode(TestImages.Photo(20, 10)));
        Assert.Throws<ImageFormatException>(() => ImageFile.ReadRgb(path, new ImageLimits { MaxPixels = 199 }));
        Assert.Throws<ImageFormatException>(() => ImageFile.ReadRgb(path, new ImageLimits { MaxSide = 19 }));
        Assert.Throws<ImageFormatException>(() => ImageFile.ReadRgb(path, new ImageLimits { MaxFileBytes = 100 }));
        Assert.Equal(20, ImageFile.ReadRgb(path, new ImageLimits { MaxPixels = 200, MaxSide = 20 }).Width);
    }

    [Fact]
    public void ReadLabels_Jpeg_IsRefusedBecauseItIsLossy()
    {
        using var folder = new TempFolder();
        string path = folder.Write("labels.png", Jpeg.Encode(TestImages.Photo(8, 8)));
        Assert.Contains("JPEG", Assert.Throws<ImageFormatException>(() => ImageFile.ReadLabels(path)).Message);
    }
}
