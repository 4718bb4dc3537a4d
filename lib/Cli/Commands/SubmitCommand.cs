using System.CommandLine;
using System.ComponentModel;
using System.Diagnostics;
using Research.Adaptation.Papers;
using Research.Cli.Output;

namespace Research.Cli.Commands;

/// <summary><c>submit</c>: a paper's tables as job arrays of Slurm.</summary>
internal sealed class SubmitCommand : ICliCommand
{
    public Command Create(CliConsole console, IDictionary<Command, string[]> examples)
    {
        var papers = RecipeCatalogue.Papers;
        var paper = new Argument<string>("PAPER") { Description = $"Paper: {string.Join(", ", papers.Select(p => p.Paper.Key))}." };
        var table = new Option<string?>("--table") { Description = "Only this table, by the name in 'research recipes' [default: all].", HelpName = "NAME" };
        var profile = CommonOptions.Profile(Profile.Paper);
        var seeds = new Option<int>("--seeds") { Description = "Number of seeds; every row is trained with seed 1, 2, ... up to it.", HelpName = "N", DefaultValueFactory = _ => 3 };
        var processes = new Option<int>("--processes") { Description = "Processes that train a run together.", HelpName = "N", DefaultValueFactory = _ => 1 };
        var options = new Option<string[]>("--sbatch") { Description = "An option for sbatch, as often as needed: --sbatch=--partition=gpu --sbatch=--gres=gpu:1.", HelpName = "OPTION", Arity = ArgumentArity.ZeroOrMore };
        var output = new Option<string?>("--output") { Description = "Folder for scripts, logs and the table [default: slurm/PAPER of the checkout].", HelpName = "DIR" };
        var write = new Option<bool>("--write-only") { Description = "Write the scripts without submitting them." };
        var data = CommonOptions.Data();
        var runs = RunsCommand.Folder();
        var command = new Command("submit", "Give a paper's rows to Slurm, one task for each row and seed; a last job writes the table. Tasks that are kept end at once, so that submitting again goes on.")
            { paper, table, profile, seeds, processes, options, output, write, data, runs };
        examples[command] = [$"research submit {papers[^1].Paper.Key} --sbatch=--partition=gpu --sbatch=--gres=gpu:1 --sbatch=--time=48:00:00", $"research submit {papers[^1].Paper.Key} --profile smoke --seeds 1 --write-only"];
        command.SetAction(async (result, cancellation) =>
        {
            var (count, together) = (result.GetValue(seeds), result.GetValue(processes));
            if (count is < 1 or > 1000) throw new UserErrorException($"--seeds: expected 1 to 1000, got {count}", ExitCodes.WrongUsage);
            if (together is < 1 or > 256) throw new UserErrorException($"--processes: expected 1 to 256, got {together}", ExitCodes.WrongUsage);
            var key = result.GetRequiredValue(paper);
            var tables = ReproduceCommand.Choose(key, result.GetValue(table));
            var folder = Path.GetFullPath(result.GetValue(output) ?? Path.Combine(Workspace.Require().Root, "slurm", key));
            var settings = new SlurmScripts.Settings(
                ThisProgram.Path, key, result.GetValue(table), result.GetValue(profile), count, together, Path.GetFullPath(result.GetValue(runs) ?? Workspace.Require().Runs),
                CommonOptions.DataFolder(result.GetValue(data)), folder, Checked(result.GetValue(options) ?? []));
            var stages = SlurmScripts.Stages(tables, settings.Profile);
            var tasks = new SlurmScripts(settings).Write(stages);
            console.Out.WriteLine($"{tasks} tasks in {stages.Count} {(stages.Count == 1 ? "stage" : "stages")}: {folder}");
            if (!result.GetValue(write)) await SubmitAsync(console, Path.Combine(folder, "submit.sh"), cancellation);
            return ExitCodes.Done;
        });
        return command;
    }

    private static async Task SubmitAsync(CliConsole console, string script, CancellationToken cancellation)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("bash", [script]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var (said, errors) = (process.StandardOutput.ReadToEndAsync(cancellation), process.StandardError.ReadToEndAsync(cancellation));
            await process.WaitForExitAsync(cancellation);
            console.Out.Write(await said);
            if (process.ExitCode != 0) throw new UserErrorException($"sbatch failed: {(await errors).Trim()} (the scripts are written; '{script}' submits them)");
        }
        catch (Win32Exception absent)
        {
            throw new UserErrorException($"bash did not start: {absent.Message}");
        }
    }

    private static string[] Checked(string[] options) => options.FirstOrDefault(o => !o.StartsWith('-') || o.Contains('\n')) is { } wrong
        ? throw new UserErrorException($"--sbatch: expected an option such as --partition=gpu, got '{wrong}'", ExitCodes.WrongUsage)
        : options;
}
