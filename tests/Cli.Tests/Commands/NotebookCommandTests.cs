using Research.Cli.Commands;
using Research.Notebooks;

namespace Research.Cli.Tests.Commands;

[Collection(ProcessState.Name)]
public sealed class NotebookCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cli-tests").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Run_Parameters_ReachTheCellsAndTheOutputFile()
    {
        var path = Write("n.ipynb", "Console.WriteLine($\"n is {n + 1}\");");
        var output = Path.Combine(_folder, "executed.ipynb");
        var before = File.ReadAllText(path);

        var run = CliRun.Of("notebook", "run", path, "-p", "n=41", "--output", output);

        Assert.Equal((0, ""), (run.ExitCode, run.Complaints));
        Assert.StartsWith($"{path}: 3 cells in ", run.Output);
        Assert.Equal("n is 42\n", NotebookDocument.Load(output).Cells[^1].Outputs.Single().Text);
        Assert.Equal(before, File.ReadAllText(path));
    }

    [Fact]
    public void Run_CellFails_PrintsTracebackAndReturnsOne()
    {
        var run = CliRun.Of("notebook", "run", Write("n.ipynb", "throw new InvalidOperationException(\"on purpose\");"));
        Assert.Equal(ExitCodes.Failed, run.ExitCode);
        Assert.Contains(", cell 2: InvalidOperationException", run.Error);
        Assert.Contains("on purpose", run.Error);
        Assert.Contains(", failed", run.Output);
        Assert.DoesNotContain("\u001b", run.Error);
    }

    [Fact]
    public void Run_CellTooSlow_StopsAtTheLimit()
    {
        var run = CliRun.Of("notebook", "run", Write("n.ipynb", "while (true) { }"), "--timeout", "3");
        Assert.Equal(ExitCodes.Failed, run.ExitCode);
        Assert.Contains("cell 2: Timeout", run.Error);
    }

    [Theory]
    [InlineData("-p m=1", "has no parameter 'm'; it has n")]
    [InlineData("-p n=x", "'n' is a whole number")]
    [InlineData("-p n", "expected NAME=VALUE, got 'n'")]
    [InlineData("--timeout 0", "--timeout: expected more than 0 seconds")]
    [InlineData("--output /no/such/folder/x.ipynb", "--output: expected an existing folder")]
    public void Run_BadOption_SaysSoAndReturnsTwo(string arguments, string expected)
    {
        var run = CliRun.Of(["notebook", "run", Write("n.ipynb", "1 + 1"), .. arguments.Split(' ')]);
        Assert.Contains(expected, run.Error);
        Assert.Equal(ExitCodes.WrongUsage, run.ExitCode);
    }

    [Fact]
    public void CleanAndCheck_ExecutedNotebook_ComesBackToItsCommittedForm()
    {
        var path = Write("n.ipynb", "1 + 1");
        var output = Path.Combine(_folder, "executed.ipynb");
        Assert.Equal(0, CliRun.Of("notebook", "run", path, "--output", output).ExitCode);

        var check = CliRun.Of("notebook", "check", output, path);
        Assert.Equal(ExitCodes.Failed, check.ExitCode);
        Assert.Contains($"wrong: {output}: 2 cells have outputs", check.Output);
        Assert.Contains($"{path}: all right", check.Output);

        Assert.Contains("cleaned", CliRun.Of("notebook", "clean", output).Output);
        Assert.Equal(File.ReadAllText(path), File.ReadAllText(output));
        Assert.Equal(0, CliRun.Of("notebook", "check", output).ExitCode);
    }

    [Fact]
    public void Check_DamagedNotebook_NamesTheFile()
    {
        var path = Path.Combine(_folder, "broken.ipynb");
        File.WriteAllText(path, "{");
        var run = CliRun.Of("notebook", "check", path);
        Assert.Equal(ExitCodes.Failed, run.ExitCode);
        Assert.Contains($"wrong: {path}: not valid JSON", run.Output);
        Assert.Equal(ExitCodes.WrongUsage, CliRun.Of("notebook", "run", path).ExitCode);
        Assert.Equal(ExitCodes.WrongUsage, CliRun.Of("notebook", "check", path + ".no").ExitCode);
    }

    [Fact]
    public void Place_BarOfAnEarlierCell_TellsAboutTheRunningOne()
    {
        static NotebookRunEvent Event(NotebookRunEventKind kind, int cell, string heading, string text) => new(kind, cell, 31, heading, text, TimeSpan.Zero);
        var place = new NotebookPlace();
        Assert.True(place.Hear(Event(NotebookRunEventKind.CellStarted, 5, "Training", "source")));
        Assert.Equal("cell 5/31  Training", place.Text);
        Assert.True(place.Hear(Event(NotebookRunEventKind.Shown, 2, "Set-up", "old\nstep 3/9, 1.5 steps/s, 2 s left\n")));
        Assert.Equal("cell 5/31  Training  step 3/9, 1.5 steps/s, 2 s left", place.Text);
        Assert.False(place.Hear(Event(NotebookRunEventKind.Shown, 5, "Training", "RgbImage 64 x 48")));
        Assert.False(place.Hear(Event(NotebookRunEventKind.Shown, 5, "Training", new string('%', 500))));
        Assert.True(place.Hear(Event(NotebookRunEventKind.Shown, 5, "Training", "\u001b[2J50 %")));
        Assert.DoesNotContain('\u001b', place.Text);
        Assert.True(place.Hear(Event(NotebookRunEventKind.CellStarted, 6, "Results", "")));
        Assert.Equal((6, "cell 6/31  Results"), (place.Cell, place.Text));
    }

    private string Write(string name, string source)
    {
        var document = new NotebookDocument();
        var parameters = new NotebookCell(NotebookCellKind.Code, "int n = 1;");
        parameters.AddTag(NotebookParameters.Tag);
        document.Add(parameters);
        document.Add(new NotebookCell(NotebookCellKind.Code, source));
        var path = Path.Combine(_folder, name);
        document.Save(path);
        return path;
    }
}
