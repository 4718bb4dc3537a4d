using Research.Cli.Commands;
using Research.Notebooks;

namespace Research.Cli.Tests.Commands;

[Collection(ProcessState.Name)]
public sealed class ReportCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cli-tests").FullName;

    private string Reports => Path.Combine(_folder, "reports");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Report_TwoNotebooks_WritesPagesAndIndex()
    {
        Write("01-first", "# First paper", "Console.WriteLine($\"profile is {profile}\");");
        Write("02-second", "# Second paper", "1 + 1");

        var run = Report("--profile", "smoke");

        Assert.Equal((0, true), (run.ExitCode, File.Exists(Path.Combine(Reports, "01-first.html"))));
        Assert.Contains("profile is smoke", File.ReadAllText(Path.Combine(Reports, "01-first.html")));
        var index = File.ReadAllText(Path.Combine(Reports, "index.html"));
        Assert.Contains("First paper", index);
        Assert.Contains("href=\"02-second.html\"", index);
        Assert.DoesNotContain(_folder, index);
        Assert.Matches(@"01-first\.html: 3 cells in [\d.]+ s, ", run.Output);
    }

    [Fact]
    public void Report_OnlyOne_KeepsTheOthersInTheIndex()
    {
        Write("01-first", "# First paper", "1");
        Write("02-second", "# Second paper", "2");
        Assert.Equal(0, Report().ExitCode);
        var before = File.GetLastWriteTimeUtc(Path.Combine(Reports, "02-second.html"));

        Assert.Equal(0, Report("--only", "01").ExitCode);

        Assert.Equal(before, File.GetLastWriteTimeUtc(Path.Combine(Reports, "02-second.html")));
        Assert.Contains("Second paper", File.ReadAllText(Path.Combine(Reports, "index.html")));
    }

    [Fact]
    public void Report_NotebookFails_ShowsItAndReturnsOne()
    {
        Write("01-first", "# First paper", "throw new Exception(\"on <purpose>\");");
        Write("02-second", "# Second paper", "2");

        var stopped = Report();
        Assert.Equal(ExitCodes.Failed, stopped.ExitCode);
        Assert.Contains("on &lt;purpose&gt;", File.ReadAllText(Path.Combine(Reports, "01-first.html")));
        Assert.False(File.Exists(Path.Combine(Reports, "02-second.html")));
        Assert.Contains("First paper", File.ReadAllText(Path.Combine(Reports, "index.html")));

        var going = Report("--keep-going");
        Assert.Equal(ExitCodes.Failed, going.ExitCode);
        Assert.Contains("1 of 2 notebooks failed", going.Error);
        Assert.True(File.Exists(Path.Combine(Reports, "02-second.html")));
    }

    [Theory]
    [InlineData("--only 3", "no notebook's name starts with '3'")]
    [InlineData("--data /no/such/folder", "--data: expected a folder")]
    [InlineData("--profile x", "--profile: expected smoke, mini or paper")]
    public void Report_BadOption_SaysSoBeforeRunning(string arguments, string expected)
    {
        Write("01-first", "# First paper", "1");
        var run = Report(arguments.Split(' '));
        Assert.Contains(expected, run.Error);
        Assert.Equal(ExitCodes.WrongUsage, run.ExitCode);
        Assert.False(File.Exists(Path.Combine(Reports, "index.html")));
    }

    [Fact]
    public void Choose_Names_AreStartsOrFiles()
    {
        Write("01-first", "# a", "1");
        Write("02-second", "# b", "1");
        var folder = Path.Combine(_folder, "notebooks");
        Assert.Equal(["01-first", "02-second"], Names([]));
        Assert.Equal(["02-second"], Names(["02-second.ipynb"]));
        Assert.Equal(["01-first", "02-second"], Names(["02", "01"]));
        Assert.Throws<UserErrorException>(() => ReportCommand.Choose(Path.Combine(_folder, "no"), []));

        IEnumerable<string?> Names(string[] only) => ReportCommand.Choose(folder, only).Select(Path.GetFileNameWithoutExtension);
    }

    private CliRun Report(params string[] arguments) =>
        CliRun.Of(["report", "--notebooks", Path.Combine(_folder, "notebooks"), "--output", Reports, .. arguments]);

    private void Write(string name, string heading, string source)
    {
        var document = new NotebookDocument();
        document.Add(new NotebookCell(NotebookCellKind.Markdown, heading));
        if (source.Contains("profile", StringComparison.Ordinal))
        {
            var parameters = new NotebookCell(NotebookCellKind.Code, "string profile = \"mini\";");
            parameters.AddTag(NotebookParameters.Tag);
            document.Add(parameters);
        }
        document.Add(new NotebookCell(NotebookCellKind.Code, source));
        Directory.CreateDirectory(Path.Combine(_folder, "notebooks"));
        document.Save(Path.Combine(_folder, "notebooks", name + ".ipynb"));
    }
}
