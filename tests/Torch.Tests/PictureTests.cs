using Research.TestSupport;
using System.Buffers.Binary;
using System.IO.Compression;
using System.Text.RegularExpressions;
using TorchSharp;
using static TorchSharp.torch;

namespace Research.Torch.Tests;

/// <summary>What a notebook shows of a tensor that is a picture; the PNG is read back by a reader of the test's own.</summary>
public sealed partial class PictureTests
{
    [Fact]
    public void Colour_ZeroToOne_IsShownPixelByPixel()
    {
        using var picture = zeros(3, 8, 10);
        picture[0, 2, 5] = tensor(1f);
        picture[1, 2, 5] = tensor(0.5f);
        var (width, height, channels, pixels) = Assert.Single(Shown(picture));
        Assert.Equal((10, 8, 3), (width, height, channels));
        Assert.Equal(new byte[] { 255, 128, 0 }, pixels.AsSpan((2 * 10 + 5) * 3, 3).ToArray());
        Assert.Equal(255 + 128, pixels.Sum(value => value));
    }

    [Fact]
    public void Grey_AnyRange_IsStretched_AndWhatIsNotFiniteIsBlackOrWhite()
    {
        using var map = full(8, 8, 3f);
        map[0, 0] = tensor(-1f);
        map[0, 1] = tensor(1f);
        map[0, 2] = tensor(float.NaN);
        map[0, 3] = tensor(float.PositiveInfinity);
        var (_, _, channels, pixels) = Assert.Single(Shown(map));
        Assert.Equal(1, channels);
        // (1 - -1) / (3 - -1) of 255 is 127.5, rounded to the even neighbour.
        Assert.Equal(new byte[] { 0, 128, 0, 255, 255 }, pixels[..5]);
    }

    [Fact]
    public void Bytes_AreShownAsTheyAre()
    {
        using var picture = full(3, 9, 9, 7, dtype: ScalarType.Byte);
        Assert.All(Assert.Single(Shown(picture)).Pixels, value => Assert.Equal(7, value));
    }

    [Fact]
    public void Batch_ShowsItsFirstFour()
    {
        using var batch = rand(6, 3, 16, 12);
        Assert.Equal(4, Shown(batch).Count);
    }

    [Theory]
    [InlineData(4L)]
    [InlineData(7L, 7L)]
    [InlineData(2L, 16L, 16L)]
    [InlineData(2L, 5L, 16L, 16L)]
    [InlineData(0L, 3L, 16L, 16L)]
    public void Shapes_ThatAreNoPicture_HaveNone(params long[] shape)
    {
        using var other = zeros(shape);
        Assert.Empty(Shown(other));
        Assert.Contains($"[{string.Join(", ", shape)}]", Html(other), StringComparison.Ordinal);
    }

    [Fact]
    public void Showing_LeavesNoTensorBehind()
    {
        using var batch = rand(2, 3, 16, 16).requires_grad_();
        Html(batch);
        var before = LiveTensors.Settled();
        Html(batch);
        Assert.Equal(before, Tensor.TotalCount);
    }

    private static string Html(Tensor tensor)
    {
        using var writer = new StringWriter();
        Assert.True(new TensorFormatting.HtmlFormatter().Format(tensor, writer));
        return writer.ToString();
    }

    private static List<(int Width, int Height, int Channels, byte[] Pixels)> Shown(Tensor tensor) =>
        [.. PngData().Matches(Html(tensor)).Select(match => Read(Convert.FromBase64String(match.Groups[1].Value)))];

    private static (int Width, int Height, int Channels, byte[] Pixels) Read(byte[] png)
    {
        var header = png.AsSpan(16);
        var (width, height) = (BinaryPrimitives.ReadInt32BigEndian(header), BinaryPrimitives.ReadInt32BigEndian(header[4..]));
        var channels = header[9] == 2 ? 3 : 1;
        var length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(33));
        using var rows = new MemoryStream();
        using (var zlib = new ZLibStream(new MemoryStream(png, 41, length), CompressionMode.Decompress))
            zlib.CopyTo(rows);
        var stride = width * channels + 1;
        Assert.Equal(height * stride, rows.Length);
        return (width, height, channels, [.. rows.ToArray().Where((_, index) => index % stride != 0)]);
    }

    [GeneratedRegex("base64,([A-Za-z0-9+/=]+)")]
    private static partial Regex PngData();
}
