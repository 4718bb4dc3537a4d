using BenchmarkDotNet.Attributes;
using Research.Benchmarks.Support;
using Research.Imaging;

namespace Research.Benchmarks;

/// <summary>Decoding from memory on one thread, and the resize that most recipes do next.</summary>
public class ImageCodecs
{
    private byte[] png = [], jpeg = [];
    private RgbImage picture = null!;

    [GlobalSetup]
    public void Setup() => (png, jpeg, picture) = (StreetPictures.LargePng(), StreetPictures.SmallJpeg(), StreetPictures.Large.Colour);

    [Benchmark(Baseline = true)]
    public RgbImage DecodePng2048x1024() => Png.ReadRgb(png);

    [Benchmark]
    public RgbImage Bicubic2048x1024To1024x512() => Resize.Bicubic(picture, 1024, 512);

    [Benchmark]
    public RgbImage DecodePngThenBicubic() => Resize.Bicubic(Png.ReadRgb(png), 1024, 512);

    [Benchmark]
    public RgbImage DecodeJpeg480x360() => Jpeg.Read(jpeg);
}
