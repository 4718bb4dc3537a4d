namespace Research.Architecture.Tests;

/// <summary>Training code chooses the same overloads in lib/Torch as in TorchSharp 0.107, but for the traps that are mended on purpose.</summary>
public sealed class CompileProbesTests
{
    // sum(int) and prod(int) take what TorchSharp gives to sum(long); and a 0, which it takes for an element type. The last three are refused there.
    private static readonly Dictionary<string, string> Mended = new()
    {
        ["var z = x.sum(0);"] = "torch.Tensor.sum(int dim, bool keepdim, torch.ScalarType? type)",
        ["var z = x.sum(1);"] = "torch.Tensor.sum(int dim, bool keepdim, torch.ScalarType? type)",
        ["var z = x.sum(k);"] = "torch.Tensor.sum(int dim, bool keepdim, torch.ScalarType? type)",
        ["var z = x.sum(-1);"] = "torch.Tensor.sum(int dim, bool keepdim, torch.ScalarType? type)",
        ["var z = x.prod(0);"] = "torch.Tensor.prod(int dim, bool keepdim, torch.ScalarType? type)",
        ["var z = x.contiguous(memory_format.channels_last);"] = "torch.Tensor.contiguous(memory_format memory_format) · memory_format.channels_last",
        ["var z = x.to(memory_format: memory_format.channels_last);"] = "torch.Tensor.to(memory_format memory_format, bool copy, bool non_blocking) · memory_format.channels_last",
        ["var z = F.nll_loss(x, y, ignore_index:255);"] =
            "torch.nn.functional.nll_loss(torch.Tensor input, torch.Tensor target, long ignore_index, torch.Tensor weight, torch.nn.Reduction reduction)",
    };

    [Fact]
    public void Statements_CompiledAgainstTorch_ChooseWhatTheyChooseInTorchSharp()
    {
        var probes = File.ReadLines(Path.Combine(Repository.Root, "tests/Architecture.Tests/CompileProbes.txt")).Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split('\t')).ToList();
        Assert.Equal(190, probes.Count);
        Assert.Equal(24, probes.Count(probe => probe[1] == CompileProbe.Refused));
        var framework = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal));
        var choices = CompileProbe.Choices([.. probes.Select(probe => probe[0])], [.. framework, Path.Combine(AppContext.BaseDirectory, "Torch.dll")], "Torch");
        Assert.Equal(
            probes.Select(probe => $"{probe[0]} → {Mended.GetValueOrDefault(probe[0], probe[1])}"),
            probes.Zip(choices, (probe, choice) => $"{probe[0]} → {choice}"));
        Assert.All(Mended.Keys, statement => Assert.Contains(probes, probe => probe[0] == statement));
    }
}
