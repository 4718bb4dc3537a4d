using System.CommandLine;
using System.Globalization;
using Research.Cli.Output;
using Research.Notebooks;

namespace Research.Cli.Commands;

/// <summary><c>notebook run</c>, <c>notebook clean</c> and <c>notebook check</c>.</summary>
internal sealed class NotebookCommand : ICliCommand
{
    private const string KernelName = ".net-csharp";

    public Command Create(CliConsole console, IDictionary<Command, string[]> examples)
    {
        var command = new Command("notebook", "Run, clean and check notebooks without Jupyter.");
        command.Subcommands.Add(Run(console, examples));
        command.Subcommands.Add(Clean(console, examples));
        command.Subcommands.Add(Check(console, examples));
        examples[command] = ["research notebook run notebooks/03-maximum-squares.ipynb -p profile=smoke", "research notebook check notebooks/*.ipynb"];
        return command;
    }

    private static Command Run(CliConsole console, IDictionary<Command, string[]> examples)
    {
        var file = new Argument<string>("FILE") { Description = "The notebook; it is not changed." };
        var parameters = new Option<string[]>("--parameter", "-p") { Description = "Value of a parameter, declared in the cell tagged 'parameters'.", HelpName = "NAME=VALUE", AllowMultipleArgumentsPerToken = true };
        var output = new Option<string?>("--output", "-o") { Description = "Where to write the executed notebook [default: nowhere].", HelpName = "FILE" };
        var timeout = new Option<double?>("--timeout") { Description = "Longest time for one cell, in seconds [default: none].", HelpName = "SECONDS" };
        var keepGoing = new Option<bool>("--keep-going") { Description = "Run the remaining cells after one has failed." };
        var data = CommonOptions.Data();
        var command = new Command("run", "Run a notebook in this process; exit code 1 if a cell fails.") { file, parameters, output, timeout, keepGoing, data };
        examples[command] = ["research notebook run notebooks/03-maximum-squares.ipynb -p profile=smoke --timeout 600 --output executed.ipynb"];
        command.SetAction(async (result, cancellation) =>
        {
            var limit = result.GetValue(timeout);
            if (limit is { } seconds && !(seconds is > 0 and <= 1e6)) throw new UserErrorException($"--timeout: expected more than 0 seconds, at most 1000000, got {seconds}", ExitCodes.WrongUsage);
            var target = CommonOptions.OutputFile(result.GetValue(output));
            var folder = CommonOptions.DataFolder(result.GetValue(data));
            NotebookExecution.Announce(folder);
            var path = result.GetRequiredValue(file);
            var options = new NotebookRunOptions
            {
                Parameters = NotebookExecution.Parameters(path, Values(result.GetValue(parameters) ?? []), ("data", folder), ("commit", BuildVersion.CommitOrNull)),
                CellTimeout = limit is { } s ? TimeSpan.FromSeconds(s) : null,
                OnError = result.GetValue(keepGoing) ? OnCellError.Continue : OnCellError.Stop,
            };
            var run = await NotebookExecution.RunAsync(console, path, options, cancellation);
            if (target is not null) run.Document.Save(target);
            var succeeded = NotebookExecution.PrintErrors(console, path, run);
            console.Out.WriteLine($"{path}: {run.CellDurations.Count} cells in {Durations.Text(run.Duration)}{(succeeded ? "" : ", failed")}{(target is null ? "" : $", written to {target}")}");
            foreach (var (time, cell) in run.CellDurations.Select((time, i) => (time, i + 1)).OrderByDescending(c => c.time).Take(3).Where(c => c.time.TotalSeconds >= 1))
                console.Out.WriteLine($"  cell {cell} took {Durations.Text(time)}");
            return succeeded ? ExitCodes.Done : ExitCodes.Failed;
        });
        return command;
    }

    private static Command Clean(CliConsole console, IDictionary<Command, string[]> examples)
    {
        var files = Files();
        var command = new Command("clean", "Remove outputs, execution numbers and times: the form in which notebooks are committed.") { files };
        examples[command] = ["research notebook clean notebooks/*.ipynb"];
        command.SetAction(result =>
        {
            foreach (var path in result.GetRequiredValue(files))
            {
                var document = Load(path);
                document.ClearOutputs();
                var changed = document.ToText() != File.ReadAllText(path);
                if (changed) document.Save(path);
                console.Out.WriteLine($"{path}: {(changed ? "cleaned" : "clean already")}");
            }
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command Check(CliConsole console, IDictionary<Command, string[]> examples)
    {
        var files = Files();
        var command = new Command("check", "Say whether notebooks are fit to be committed: readable, no outputs, this project's kernel, stored in the usual form.") { files };
        examples[command] = ["research notebook check notebooks/*.ipynb"];
        command.SetAction(result =>
        {
            var wrong = 0;
            foreach (var path in result.GetRequiredValue(files))
            {
                var problems = Problems(path).ToArray();
                wrong += problems.Length;
                foreach (var problem in problems) console.Out.WriteLine($"{console.Coloured("wrong:", "31")} {NotebookExecution.Named(path, problem)}");
                if (problems.Length == 0) console.Out.WriteLine($"{path}: all right");
            }
            return wrong == 0 ? ExitCodes.Done : ExitCodes.Failed;
        });
        return command;
    }

    private static IEnumerable<string> Problems(string path)
    {
        NotebookDocument document;
        string? unreadable = null;
        try
        {
            document = Load(path);
        }
        catch (NotebookFormatException error)
        {
            unreadable = error.Message;
            document = new NotebookDocument();
        }
        if (unreadable is not null)
        {
            yield return unreadable;
            yield break;
        }
        var kernel = document.Metadata["kernelspec"]?["name"]?.ToString();
        if (kernel != KernelName) yield return $"expected the kernel {KernelName}, got {kernel ?? "none"}";
        var outputs = document.Cells.Count(c => c.Outputs.Count > 0 || c.ExecutionCount is not null);
        if (outputs > 0) yield return string.Create(CultureInfo.InvariantCulture, $"{outputs} cells have outputs or execution numbers; 'research notebook clean' removes them");
        else if (document.ToText() != File.ReadAllText(path)) yield return "not in the form that this program writes (order of keys, indentation); 'research notebook clean' rewrites it";
    }

    private static Argument<string[]> Files() => new("FILE") { Description = "Notebooks.", Arity = ArgumentArity.OneOrMore };

    private static NotebookDocument Load(string path) => File.Exists(path)
        ? NotebookDocument.Load(path)
        : throw new UserErrorException($"expected a notebook, there is no file {path}", ExitCodes.WrongUsage);

    private static Dictionary<string, string> Values(string[] settings)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var setting in settings)
        {
            var at = setting.IndexOf('=', StringComparison.Ordinal);
            if (at <= 0) throw new UserErrorException($"--parameter: expected NAME=VALUE, got '{setting}'", ExitCodes.WrongUsage);
            values[setting[..at]] = setting[(at + 1)..];
        }
        return values;
    }
}
