using System.Diagnostics;
using Research.Adaptation.Papers;
using Research.Cli.Commands;

namespace Research.Cli.Tests.Commands;

public sealed class SubmitCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cli tests'").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Submit_WriteOnly_HasOneTaskPerRowAndSeedInStages()
    {
        var run = Submit("--seeds", "2", "--sbatch=--partition=gpu", "--sbatch=--gres=gpu:1");
        Assert.Equal(0, run.ExitCode);
        var table = RecipeCatalogue.Tables.Single(t => t.Key == "gta5-to-cityscapes" && t.Rows[0].Paper.Key == "maximum-squares");
        // The source row first; the six others start from it.
        Assert.Equal(["maximum-squares.gta5-to-cityscapes.source 1", "maximum-squares.gta5-to-cityscapes.source 2"], File.ReadAllLines(At("tasks-0.txt")));
        Assert.Equal(2 * (table.All.Count() - 1), File.ReadAllLines(At("tasks-1.txt")).Length);
        Assert.False(File.Exists(At("tasks-2.txt")));
        var script = File.ReadAllText(At("stage-1.sh"));
        Assert.StartsWith("#!/bin/bash\n#SBATCH --job-name=maximum-squares-1\n", script);
        Assert.Contains($"#SBATCH --array=0-{2 * (table.All.Count() - 1) - 1}\n", script);
        Assert.Contains("#SBATCH --partition=gpu\n#SBATCH --gres=gpu:1\n", script);
        Assert.Contains("--dependency=afterok:\"$job0\"", File.ReadAllText(At("submit.sh")));
    }

    [SkippableFact]
    public void StageScript_WithATaskNumber_TrainsThatRowAndSeed()
    {
        Skip.IfNot(File.Exists("/bin/bash"), "no bash");
        Submit("--seeds", "2");
        var script = File.ReadAllText(At("stage-1.sh"));
        // In place of the program one that says what it was asked for.
        var program = At("program");
        File.WriteAllText(program, "#!/bin/bash\nprintf '<%s>' \"$@\"\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var line = script.Split('\n').Single(l => l.StartsWith("exec '", StringComparison.Ordinal));
        var quotedProgram = line["exec ".Length..line.IndexOf(" train", StringComparison.Ordinal)];
        File.WriteAllText(At("try.sh"), script.Replace(quotedProgram, $"'{program.Replace("'", "'\\''")}'"));
        var start = new ProcessStartInfo("/bin/bash", [At("try.sh")]) { RedirectStandardOutput = true };
        start.Environment["SLURM_ARRAY_TASK_ID"] = "3";
        using var process = Process.Start(start)!;
        var said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        // Row 1 (from 0) of the second stage with its second seed.
        var task = File.ReadAllLines(At("tasks-1.txt"))[3].Split(' ');
        Assert.Equal("2", task[1]);
        Assert.EndsWith($"<train><{task[0]}><--seed><2><--profile><smoke><--runs><{Path.Combine(_folder, "runs")}>", said.Replace($"<--data><{Environment.GetEnvironmentVariable("RESEARCH_DATA")}>", ""));
    }

    [Fact]
    public void Submit_RowThatStartsFromAnotherAtSomeProfilesOnly_IsInTheStageOfTheProfile()
    {
        // At the paper's size every row of DSP starts from pretrained weights: nothing to wait for.
        RecipeTable[] tables = [RecipeCatalogue.Tables.Single(t => t.Key == "gta5-to-cityscapes" && t.Rows[0].Paper.Key == "dual-soft-paste")];
        Assert.Equal(2, SlurmScripts.Stages(tables, Profile.Smoke).Count);
        Assert.Equal(tables[0].All.Count(), Assert.Single(SlurmScripts.Stages(tables, Profile.Paper)).Count);
    }

    [Fact]
    public void Submit_EveryTask_IsARecipeThatTrainKnows()
    {
        foreach (var recipe in SlurmScripts.Stages(RecipeCatalogue.Tables, Profile.Smoke).SelectMany(s => s))
            Assert.Equal(recipe.Key, RecipeCatalogue.FindWithStarts(recipe.Key).Key);
        // A start that is no row of any table: the setting is what is wrong, not the recipe.
        Assert.Contains("Nothing", CliRun.Of("train", "dual-soft-paste.gta5-to-cityscapes.start", "--profile", "smoke", "--set", "Nothing=1").Error);
    }

    /// <summary>Trains a table's rows by Debian's own Slurm, started by the script for as long as the test takes.</summary>
    [SkippableTheory]
    [InlineData("maximum-squares", "gta5-to-cityscapes", 1)]
    [InlineData("dual-soft-paste", "synthia-to-cityscapes", 2)]
    public void Submit_ToARealSlurm_TrainsAllRowsAndWritesTheTable(string paper, string table, int processes)
    {
        Skip.IfNot(Environment.GetEnvironmentVariable("RESEARCH_SLURM") == "1", "needs slurmctld, slurmd, munge and root: set RESEARCH_SLURM=1 where they are installed");
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(at.FullName, "Research.sln"))) at = at.Parent!;
        var start = new ProcessStartInfo("bash", [Path.Combine(at.FullName, "tests", "slurm", "try-submit.sh"), Path.Combine(AppContext.BaseDirectory, "research"), paper, table, "smoke", "1", $"{processes}"])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, said + errors.Result);
        var rows = RecipeCatalogue.Tables.Single(t => t.Key == table && t.Rows[0].Paper.Key == paper);
        foreach (var row in rows.Rows) Assert.Contains(row.Row, said);
        Assert.Contains($"every task ended well: {SlurmScripts.Stages([rows], Profile.Smoke).Sum(s => s.Count)}", said);
    }

    [Fact]
    public void Submit_OfAnUnknownPaperOrOption_IsWrongUsage()
    {
        Assert.Equal(ExitCodes.WrongUsage, CliRun.Of("submit", "maximum-square").ExitCode);
        Assert.Equal(ExitCodes.WrongUsage, Submit("--sbatch=gpu").ExitCode);
        Assert.Contains("expected a 'train' command", CliRun.Of("launch", "--processes", "2", "--", "doctor").Error);
        Assert.Equal(ExitCodes.WrongUsage, CliRun.Of("launch", "--processes", "0", "--", "train", "x").ExitCode);
    }

    private CliRun Submit(params string[] more) => CliRun.Of(
        ["submit", "maximum-squares", "--table", "gta5-to-cityscapes", "--profile", "smoke", "--write-only", "--output", _folder, "--runs", Path.Combine(_folder, "runs"), .. more]);

    private string At(string name) => Path.Combine(_folder, name);
}
