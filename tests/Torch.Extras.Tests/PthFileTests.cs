using System.Diagnostics;
using System.Numerics;
using System.Text;
using TorchSharp;
using TorchSharp.Extras;
using TorchSharp.Interop;
using static TorchSharp.torch;

namespace Research.Torch.Extras.Tests;

/// <summary>Files of Fixtures/, which Fixtures/make_pth.py wrote with PyTorch 1.13.1.</summary>
public sealed class PthFileTests : IDisposable
{
    private const string Python = "/usr/bin/python3";
    private static readonly string Fixtures = Path.Combine(AppContext.BaseDirectory, "Fixtures");
    private readonly string folder = Directory.CreateTempSubdirectory("pth-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("zip.pth")]
    [InlineData("legacy.pth")]
    [InlineData("zip-protocol4.pth")]
    public void Open_OfAFileOfPyTorch_GivesEveryTensorAndValue(string name)
    {
        using var scope = NewDisposeScope();
        using var file = PthFile.Open(Path.Combine(Fixtures, name));
        RequireSample(file);
    }

    [SkippableFact]
    public void Open_OfFilesThatPyTorchWritesNow_GivesEveryTensorAndValue()
    {
        using var scope = NewDisposeScope();
        var start = new ProcessStartInfo(Python) { RedirectStandardError = true, ArgumentList = { Path.Combine(Fixtures, "make_pth.py"), folder } };
        Skip.IfNot(File.Exists(Python), $"no {Python}");
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Skip.If(process.ExitCode != 0 && errors.Contains("No module named 'torch'"), $"{Python} has no torch");
        Assert.True(process.ExitCode == 0, errors);
        foreach (var name in new[] { "zip.pth", "legacy.pth", "zip-protocol4.pth" })
        {
            using var file = PthFile.Open(Path.Combine(folder, name));
            RequireSample(file);
        }
    }

    [Theory]
    [InlineData("evil-zip.pth", "'posix.system'")]
    [InlineData("evil-legacy.pth", "'posix.system'")]
    [InlineData("evil-eval.pth", "'__builtin__.eval'")]
    [InlineData("module.pth", "'torch.nn.modules.linear.Linear'")]
    [InlineData("script.pth", "TorchScript")]
    [InlineData("plain.pkl", "the magic number is missing")]
    public void Open_OfAFileThatAsksForMore_IsRefusedByNameAndRunsNothing(string name, string fault)
    {
        var error = Assert.Throws<PthException>(() => PthFile.Open(Path.Combine(Fixtures, name)));
        Assert.Contains(name, error.Message);
        Assert.Contains(fault, error.Message);
        Assert.False(File.Exists("executed-by-a-pickle"));
    }

    // Each text is a pickle program; the letters are the instructions of Python's pickletools.
    [Theory]
    [InlineData("cos\nsystem\n(S'id'\ntR.", "'os.system'")]
    [InlineData("(S'id'\nios\nsystem\n.", "'os.system'")]
    [InlineData("(S'id'\no.", "OBJ")]
    [InlineData("ctorch\nload\n.", "'torch.load'")]
    [InlineData("ccollections\nOrderedDict\n(S'x'\ntR.", "collections.OrderedDict has arguments")]
    [InlineData("ccollections\nOrderedDict\nNR.", "arguments of a call are None")]
    [InlineData("I1\nI2\nb.", "changes the inside of a Int64")]
    [InlineData("tR.", "a mark that is not there")]
    [InlineData("h\u0005.", "value 5, which was never kept")]
    [InlineData("}](I1\nI2\nI3\nu.", "no dictionary")]
    [InlineData("}(]I1\nu.", "key of a dictionary is a list")]
    [InlineData("X\u007f\u007f\u007f\u007fa.", "beyond the end of the pickle")]
    [InlineData("\u0001.", "no instruction")]
    [InlineData("(I1", "in the middle of a value")]
    public void Open_OfAPickleThatBreaksTheRules_NamesFileAndFault(string program, string fault)
    {
        var pickle = Encoding.Latin1.GetBytes(program);
        var path = Path.Combine(folder, "program.pth");
        File.WriteAllBytes(path, Legacy(pickle));
        var error = Assert.Throws<PthException>(() => PthFile.Open(path));
        Assert.Contains("program.pth", error.Message);
        Assert.Contains(fault, error.Message);
    }

    [Fact]
    public void Open_OfValuesThatReferToEachOtherWithoutEnd_IsRefused()
    {
        // Forty lists, each holding the one before twice: 2^40 ways to the innermost.
        var program = new StringBuilder("]p0\n");
        for (var i = 1; i <= 40; i++) program.Append($"0(g{i - 1}\ng{i - 1}\nlp{i}\n");
        File.WriteAllBytes(Path.Combine(folder, "bomb.pth"), Legacy(Encoding.ASCII.GetBytes(program + ".")));
        Assert.Contains("too often", Assert.Throws<PthException>(() => PthFile.Open(Path.Combine(folder, "bomb.pth"))).Message);

        // A list that holds itself has no tensor and is no error.
        File.WriteAllBytes(Path.Combine(folder, "self.pth"), Legacy("]p0\ng0\na."u8.ToArray()));
        using var file = PthFile.Open(Path.Combine(folder, "self.pth"));
        Assert.Empty(file.Tensors);
    }

    [Theory]
    [InlineData("I0\n]]t", "the size given to")]
    [InlineData("I0\n(I2\nI3\nt(I3\nI1\ntt", "does not fit into storage")]
    [InlineData("I2\n(I4\nt(I1\ntt", "does not fit into storage")]
    [InlineData("I0\n(I4611686018427387904\nI4\nt(I1\nI1\ntt", "does not fit into storage")]
    [InlineData("I0\n(I9223372036854775807\nt(I9223372036854775807\ntt", "does not fit into storage")]
    [InlineData("I0\n(I2\nt(I-1\ntt", "the stride given to")]
    [InlineData("I-1\n(I2\nt(I1\ntt", "offset -1")]
    [InlineData("I0\n(I2\nt(tt", "1 sizes, 0 strides")]
    public void Open_OfATensorThatReachesOutOfItsStorage_IsRefused(string arguments, string fault)
    {
        var program = "ctorch._utils\n_rebuild_tensor\n((S'storage'\nctorch\nFloatStorage\nS'0'\nS'cpu'\nI5\nNtQ" + arguments + "R.";
        var path = Path.Combine(folder, "reach.pth");
        File.WriteAllBytes(path, [.. Legacy(Encoding.ASCII.GetBytes(program), "](S'0'\ne."), 5, 0, 0, 0, 0, 0, 0, 0, .. new byte[20]]);
        Assert.Contains(fault, Assert.Throws<PthException>(() => PthFile.Open(path)).Message);
    }

    [Fact]
    public void Read_OfAZipWhoseElementsAreDamaged_NamesTheStorage()
    {
        using var scope = NewDisposeScope();
        var bytes = File.ReadAllBytes(Path.Combine(Fixtures, "zip.pth"));
        // 23.0f stands once in the file: the last element of the shared storage.
        var at = bytes.AsSpan().IndexOf(BitConverter.GetBytes(23f));
        bytes[at + 1] ^= 1;
        var path = Path.Combine(folder, "bits.pth");
        File.WriteAllBytes(path, bytes);
        using (var file = PthFile.Open(path))
            Assert.Contains("checksum", Assert.Throws<PthException>(() => file.Read("state_dict.weight")).Message);
        using (var file = PthFile.Open(path, verifyChecksums: false))
            Assert.NotEqual(23f, file.Read("state_dict.weight")[3, 5].item<float>());
    }

    [Theory]
    [InlineData("zip.pth")]
    [InlineData("legacy.pth")]
    public unsafe void Open_OfAThousandDamagedFiles_GivesTensorsOrOurErrorWithinTheMemoryOfTheFile(string name)
    {
        var good = File.ReadAllBytes(Path.Combine(Fixtures, name));
        var random = new Random(18);
        var (refused, largest, native) = (0, 0L, 0L);
        for (var trial = 0; trial < 1000; trial++)
        {
            var bytes = Damaged(good, random, trial);
            var path = Path.Combine(folder, $"damaged-{trial}.pth");
            File.WriteAllBytes(path, bytes);
            var (managedBefore, nativeBefore) = (GC.GetAllocatedBytesForCurrentThread(), Shim.shim_counters()->Allocated);
            try
            {
                using var file = PthFile.Open(path);
                foreach (var (_, tensor) in file.ReadAll()) tensor.Dispose();
            }
            catch (PthException error)
            {
                Assert.Contains($"damaged-{trial}.pth", error.Message);
                refused++;
            }
            largest = Math.Max(largest, GC.GetAllocatedBytesForCurrentThread() - managedBefore);
            native = Math.Max(native, Shim.shim_counters()->Allocated - nativeBefore);
            File.Delete(path);
        }
        Assert.InRange(refused, 400, 1000);
        // The reader's buffers (64 KiB for each of the pickles and storages of the legacy format) and its description of the
        // tensors; of native memory the elements, each block rounded up by the allocator.
        Assert.InRange(largest, 1, 4 << 20);
        Assert.InRange(native, 1, good.Length + 20 * 64);
    }

    private static byte[] Damaged(byte[] good, Random random, int trial)
    {
        var bytes = (byte[])good.Clone();
        switch (trial % 4)
        {
            case 0: return bytes[..random.Next(bytes.Length)];
            case 1:
                for (var i = 0; i < 3; i++) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
                return bytes;
            case 2:
                // Lengths and counts are where a reader is led astray: four bytes become a large number.
                BitConverter.TryWriteBytes(bytes.AsSpan(random.Next(bytes.Length - 4)), random.Next(2) == 0 ? -1 : 0x7fffffff);
                return bytes;
            default:
                var (from, to, count) = (random.Next(bytes.Length), random.Next(bytes.Length), random.Next(1, 64));
                Array.Copy(good, from, bytes, to, Math.Min(count, bytes.Length - Math.Max(from, to)));
                bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
                return bytes;
        }
    }

    // Magic number, protocol 1001, machine, the value, the storages; by hand after torch/serialization.py.
    private static byte[] Legacy(byte[] value, string storages = "].") =>
    [
        0x80, 2, 0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19, (byte)'.', (byte)'M', 0xe9, 0x03, (byte)'.',
        .. "}(S'little_endian'\nI01\nu."u8, .. value, .. Encoding.ASCII.GetBytes(storages),
    ];

    private static void RequireSample(PthFile file)
    {
        float[] Floats(string name) => file.Read("state_dict." + name).to(ScalarType.Float32).contiguous().data<float>().ToArray();
        var counting = Enumerable.Range(0, 24).Select(i => (float)i).ToArray();
        Assert.Equal(counting, Floats("weight"));
        Assert.Equal([4L, 6L], file.Tensors["state_dict.weight"].Shape);
        Assert.Equal(Enumerable.Range(0, 24).Select(i => (float)(i % 4 * 6 + i / 4)), Floats("transposed"));
        Assert.Equal([6L, 4L], file.Tensors["state_dict.transposed"].Shape);
        Assert.Equal([8f, 11f, 14f, 17f], Floats("slice"));
        Assert.Equal(41L, file.Read("state_dict.steps").item<long>());
        Assert.Equal(ScalarType.Float16, file.Tensors["state_dict.half"].Type);
        Assert.Equal([1.5f, -2.25f], Floats("half"));
        Assert.Equal([3f, -0.5f], Floats("bfloat"));
        Assert.Equal([1f, 0f, 1f], Floats("mask"));
        Assert.Equal([0f, 255f], Floats("bytes"));
        Assert.Equal(0.1, file.Read("state_dict.double").item<double>());
        Assert.Equal([0L, 5L], file.Read("state_dict.nothing").shape);
        Assert.Equal([7f, 8f], Floats("parameter"));
        Assert.True(file.Tensors["state_dict.parameter"].RequiresGrad);
        Assert.False(file.Read("state_dict.parameter").requires_grad);
        Assert.Equal(["net.0.weight", "net.0.bias", "net.1.weight", "net.1.bias", "net.1.running_mean", "net.1.running_var", "net.1.num_batches_tracked"],
            file.Tensors.Keys.Where(key => key.StartsWith("net.")));
        Assert.Equal(0.25f, file.Read("net.0.weight")[1, 0, 0, 0].item<float>());

        // Views of one storage share it here, too.
        using (var weight = file.Read("state_dict.weight"))
        using (no_grad())
            weight[2, 2] = tensor(-5f);
        Assert.Equal([8f, 11f, -5f, 17f], Floats("slice"));

        var root = Assert.IsType<PthDictionary>(file.Root);
        Assert.Equal((12L, 0.625, "größe", false), (root["epoch"], root["best"], root["name"], root["done"]));
        Assert.Null(root["nothing"]);
        Assert.Equal([2L, 3L], Assert.IsType<object?[]>(root["size"]));
        Assert.Equal(ScalarType.Float32, root["dtype"]);
        Assert.Equal(BigInteger.Pow(2, 70), root["big"]);
        Assert.Equal(-300L, root["negative"]);
        var list = Assert.IsType<List<object?>>(root["list"]);
        Assert.Equal([2L, "three"], Assert.IsType<object?[]>(list[1]));
        Assert.Equal(5L, Assert.IsType<PthDictionary>(list[2])[4L]);
    }
}
