using System.Text;
using TorchSharp;
using TorchSharp.Extras;
using TorchSharp.Interop;
using static TorchSharp.torch;

namespace Research.Torch.Extras.Tests;

public sealed class SafeTensorsTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("safetensors-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string PathOf(string name) => Path.Combine(folder, name);

    private string SaveSample()
    {
        using var scope = NewDisposeScope();
        var path = PathOf("sample.safetensors");
        SafeTensors.Save(path, new Dictionary<string, Tensor>
        {
            ["weight"] = arange(12).to(ScalarType.Float32).reshape(3, 4),
            ["steps"] = tensor(41L),
            ["nothing"] = zeros(0, 5),
            ["half"] = ones(7).to(ScalarType.BFloat16),
        }, new Dictionary<string, string> { ["step"] = "41", ["quote"] = "a \"b\" ü" });
        return path;
    }

    [Fact]
    public void Save_ThenOpen_GivesBackEveryTensorAndTheMetadata()
    {
        using var scope = NewDisposeScope();
        using var file = SafeTensors.Open(SaveSample());
        Assert.Equal(["half", "nothing", "steps", "weight"], file.Names.Order());
        Assert.Equal("a \"b\" ü", file.Metadata["quote"]);
        var weight = file.Read("weight");
        Assert.Equal([3L, 4L], weight.shape);
        Assert.Equal(Enumerable.Range(0, 12).Select(i => (float)i), weight.data<float>().ToArray());
        Assert.Equal(41L, file.Read("steps").item<long>());
        Assert.Equal([0L, 5L], file.Read("nothing").shape);
        Assert.Equal(7f, file.Read("half").to(ScalarType.Float32).sum().item<float>());
    }

    [Fact]
    public void Save_OfATransposedView_WritesItsElementsInOrder()
    {
        using var scope = NewDisposeScope();
        var path = PathOf("view.safetensors");
        SafeTensors.Save(path, new Dictionary<string, Tensor> { ["t"] = arange(6).reshape(2, 3).t() });
        using var file = SafeTensors.Open(path);
        Assert.Equal([0L, 3, 1, 4, 2, 5], file.Read("t").data<long>().ToArray());
    }

    [Fact]
    public void Save_AsTheFormatIsDefined_HasLengthHeaderAndLittleEndianData()
    {
        using var scope = NewDisposeScope();
        var path = PathOf("one.safetensors");
        SafeTensors.Save(path, new Dictionary<string, Tensor> { ["a"] = tensor(new[] { 1.0f, -2.0f }) });
        var bytes = File.ReadAllBytes(path);
        // By hand from the format's description: u64 header length, JSON padded with spaces, 1.0f and -2.0f as IEEE 754.
        var header = "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}";
        var padded = header.PadRight((header.Length + 7) / 8 * 8);
        Assert.Equal(padded.Length, BitConverter.ToInt64(bytes, 0));
        Assert.Equal(padded, Encoding.UTF8.GetString(bytes, 8, padded.Length));
        Assert.Equal([0x00, 0x00, 0x80, 0x3F, 0x00, 0x00, 0x00, 0xC0], bytes[^8..]);
    }

    [Theory]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}", "takes 8 bytes")]
    [InlineData("{\"a\":{\"dtype\":\"F31\",\"shape\":[1],\"data_offsets\":[0,4]}}", "dtype is 'F31'")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[9223372036854775807,9],\"data_offsets\":[0,4]}}", "impossibly large")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}", "stands twice")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}", "without gap")]
    [InlineData("{\"a\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[0,2]}}", "the file holds 4")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,4]}}", "whole numbers")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4],\"run\":\"rm\"}}", "field 'run'")]
    [InlineData("[]", "expected StartObject")]
    [InlineData("not json", "not the JSON")]
    public void Open_OfAHeaderThatBreaksTheFormat_NamesFileAndFault(string header, string fault)
    {
        var path = PathOf("broken.safetensors");
        File.WriteAllBytes(path, [.. BitConverter.GetBytes((long)header.Length), .. Encoding.UTF8.GetBytes(header), 0, 0, 0, 0]);
        var error = Assert.Throws<SafeTensorsException>(() => SafeTensors.Open(path));
        Assert.Contains("broken.safetensors", error.Message);
        Assert.Contains(fault, error.Message);
    }

    [Fact]
    public unsafe void Open_OfAThousandDamagedFiles_GivesTensorsOrOurErrorWithinTheMemoryOfTheFile()
    {
        using var scope = NewDisposeScope();
        var good = File.ReadAllBytes(SaveSample());
        var random = new Random(17);
        var (refused, largest, native) = (0, 0L, 0L);
        for (var trial = 0; trial < 1000; trial++)
        {
            var bytes = (byte[])good.Clone();
            if (trial % 3 == 0) bytes = bytes[..random.Next(bytes.Length)];
            else
                for (var i = 0; i <= trial % 4; i++)
                    bytes[random.Next(trial % 3 == 1 ? 16 : bytes.Length)] = (byte)random.Next(256);
            var path = PathOf($"damaged-{trial}.safetensors");
            File.WriteAllBytes(path, bytes);
            var (managedBefore, nativeBefore) = (GC.GetAllocatedBytesForCurrentThread(), Shim.shim_counters()->Allocated);
            try
            {
                using var file = SafeTensors.Open(path);
                foreach (var (_, tensor) in file.ReadAll()) tensor.Dispose();
            }
            catch (SafeTensorsException error)
            {
                Assert.Contains($"damaged-{trial}.safetensors", error.Message);
                refused++;
            }

            largest = Math.Max(largest, GC.GetAllocatedBytesForCurrentThread() - managedBefore);
            native = Math.Max(native, Shim.shim_counters()->Allocated - nativeBefore);
            File.Delete(path);
        }

        Assert.InRange(refused, 500, 1000);
        // Of managed memory the header and its errors; of native memory the elements, each block rounded up by the allocator.
        Assert.InRange(largest, 1, 256 << 10);
        Assert.InRange(native, 1, good.Length + 4 * 64);
    }

    [Fact]
    public void Save_WhenItFails_KeepsThePreviousFile()
    {
        using var scope = NewDisposeScope();
        var path = SaveSample();
        var before = File.ReadAllBytes(path);
        Assert.Throws<ArgumentException>(() => SafeTensors.Save(path, new Dictionary<string, Tensor> { ["c"] = zeros(2, dtype: ScalarType.ComplexFloat32) }));
        Assert.Equal(before, File.ReadAllBytes(path));
        Assert.Single(Directory.GetFiles(folder));
    }
}
