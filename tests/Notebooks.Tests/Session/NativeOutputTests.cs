namespace Research.Notebooks.Tests;

/// <summary>Descriptors belong to the process: nothing else may print while these tests run.</summary>
[CollectionDefinition(nameof(NativeOutputTests), DisableParallelization = true)]
public sealed class NativeOutputAlone;

/// <summary>What native code and child processes print belongs to the cell.</summary>
[Collection(nameof(NativeOutputTests))]
public sealed class NativeOutputTests
{
    private const string Puts = """
        [System.Runtime.InteropServices.DllImport("libc")] static extern int puts(string text);
        """;

    [SkippableFact]
    public void Print_OfNativeCode_IsTheCellsOutput()
    {
        Skip.If(OperatingSystem.IsWindows(), "file descriptors are Unix's");
        using var lab = new Lab(nativeStreams: NativeStreams.OutputAndError);
        lab.Run(Puts + "puts(\"from C\");");
        Assert.Equal("from C\n", lab.StandardOutput);
        lab.Run("puts(\"ä 😀\");");
        Assert.Equal("ä 😀\n", lab.StandardOutput);
    }

    [SkippableFact]
    public void Print_OfAChildProcess_IsTheCellsOutput_ItsErrorsToo()
    {
        Skip.If(OperatingSystem.IsWindows(), "file descriptors are Unix's");
        using var lab = new Lab(nativeStreams: NativeStreams.OutputAndError);
        lab.Run("""using (var p = System.Diagnostics.Process.Start("/bin/sh", ["-c", "seq 1 5000; echo wrong >&2"])) p.WaitForExit();""");
        Assert.Equal(string.Concat(Enumerable.Range(1, 5000).Select(i => i + "\n")), lab.StandardOutput);
        Assert.Equal("wrong\n", string.Concat(lab.Outputs.Where(output => output.Stream == "stderr").Select(output => output.Text)));
    }

    [SkippableFact]
    public void Sessions_OneAfterTheOther_EachGetTheirOwn_AndTheProcessItsStreamBack()
    {
        Skip.If(OperatingSystem.IsWindows(), "file descriptors are Unix's");
        for (var round = 0; round < 3; round++)
        {
            using var lab = new Lab(nativeStreams: NativeStreams.Output);
            lab.Run(Puts + $"puts(\"round {round}\");");
            Assert.Equal($"round {round}\n", lab.StandardOutput);
        }
        using var without = new Lab();
        without.Run(Puts + "puts(\"to the console\");");
        Assert.Equal("", without.StandardOutput);
    }

    [SkippableFact]
    public void Print_AsTheLastThingOfManyCells_IsNeverLost()
    {
        Skip.If(OperatingSystem.IsWindows(), "file descriptors are Unix's");
        using var lab = new Lab(nativeStreams: NativeStreams.Output);
        lab.Run(Puts);
        for (var i = 0; i < 60; i++)
        {
            lab.Run($"puts(\"cell {i}\");");
            Assert.Equal($"cell {i}\n", lab.StandardOutput);
        }
    }

    [SkippableFact]
    public void Child_GetsThreeStreams_AndNoOtherPipe()
    {
        Skip.IfNot(Directory.Exists("/proc/self/fd"), "no /proc");
        // What the shell that started the tests left open is none of ours.
        var before = Directory.GetFiles("/proc/self/fd").Select(f => new FileInfo(f).LinkTarget).ToHashSet();
        using var lab = new Lab(nativeStreams: NativeStreams.OutputAndError);
        lab.Run("""using (var p = System.Diagnostics.Process.Start("/bin/ls", ["-l", "/proc/self/fd"])) p.WaitForExit();""");
        var added = lab.StandardOutput.Split('\n').Where(line => line.Contains("-> pipe:")).Select(line => line.Split(' ')).Where(words => !before.Contains(words[^1]));
        Assert.Equal(["1", "2"], added.Select(words => words[^3]).Order());
    }

    [SkippableFact]
    public void Print_OfAChildThatOutlivesTheSession_GoesWhereTheProcessPrints()
    {
        Skip.If(OperatingSystem.IsWindows(), "file descriptors are Unix's");
        var answer = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            using (var lab = new Lab(nativeStreams: NativeStreams.Output))
                lab.Run($$"""System.Diagnostics.Process.Start("/bin/sh", ["-c", "sleep 1; echo late; echo $? > {{answer}}"]);""");
            for (var wait = 0; wait < 100 && !File.Exists(answer); wait++)
                Thread.Sleep(50);
            Thread.Sleep(50);
            Assert.Equal("0\n", File.ReadAllText(answer));
        }
        finally
        {
            File.Delete(answer);
        }
    }
}
