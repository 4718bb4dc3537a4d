using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using System.Runtime.InteropServices;
using Research.Cli.Commands;
using Research.Cli.Output;

namespace Research.Cli;

/// <summary>Builds the commands, reads the arguments, runs what they ask for and turns every outcome into an exit code.</summary>
internal static class CommandLine
{
    public static int Run(string[] arguments, CliConsole console)
    {
        var root = Build(console, out var verbose);
        var result = root.Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (arguments.Length == 0)
        {
            root.Parse(["--help"]).Invoke(new InvocationConfiguration { Output = console.Error });
            return ExitCodes.WrongUsage;
        }
        if (result.Errors.Count > 0 && result.Action is not (ExampleHelp or VersionAction))
            return WrongUsage(result, console);

        using var stop = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => Stop(signal, stop, console));
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => Stop(signal, stop, console));
        try
        {
            var invocation = new InvocationConfiguration
            {
                Output = console.Out,
                Error = console.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            };
            return result.InvokeAsync(invocation, stop.Token).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            console.Error.WriteLine("stopped.");
            return ExitCodes.Cancelled;
        }
        catch (Exception error)
        {
            return Report(error, result.GetValue(verbose), console);
        }
    }

    /// <summary>The root command with everything below it.</summary>
    internal static RootCommand Build(CliConsole console, out Option<bool> verbose)
    {
        var root = new RootCommand("Executable papers on semantic segmentation across domains: run the notebooks, train, look at data.");
        var examples = new Dictionary<Command, string[]>
        {
            [root] = ["research doctor", "research report --profile smoke", "research scenes preview"],
        };
        verbose = new Option<bool>("--verbose") { Description = "Show stack traces of errors.", Recursive = true };
        root.Options.Add(verbose);
        foreach (var command in new ICliCommand[] { new ReportCommand(), new TrainCommand(), new LaunchCommand(), new SubmitCommand(), new ReproduceCommand(), new WorkerCommand(), new RecipesCommand(), new RunsCommand(), new NotebookCommand(), new LabCommand(), new KernelCommand(), new DataCommand(), new WeightsCommand(), new ScenesCommand(), new DoctorCommand() })
            root.Subcommands.Add(command.Create(console, examples));

        foreach (var option in root.Options)
            if (option is HelpOption { Action: HelpAction usual } help)
            {
                usual.MaxWidth = 110;
                help.Action = new ExampleHelp(usual, examples);
            }
            else if (option is VersionOption version)
            {
                version.Description = "Show version and commit.";
                version.Action = new VersionAction();
            }
        return root;
    }

    private static void Stop(PosixSignalContext signal, CancellationTokenSource stop, CliConsole console)
    {
        // A terminal sends Ctrl-C to launched processes too; 'research launch' passes it on as SIGTERM, once.
        if (signal.Signal == PosixSignal.SIGINT && Environment.GetEnvironmentVariable(LaunchCommand.Marker) is not null)
        {
            signal.Cancel = true;
            return;
        }
        if (stop.IsCancellationRequested) return;    // the second Ctrl-C ends the process at once
        signal.Cancel = true;
        console.Error.WriteLine();
        console.Error.WriteLine("stopping (once more to stop at once) ...");
        stop.Cancel();
    }

    private static int WrongUsage(ParseResult result, CliConsole console)
    {
        var command = result.CommandResult.Command;
        foreach (var message in Messages(result, command).Distinct())
            console.Error.WriteLine($"error: {message}");
        console.Error.WriteLine($"see: {string.Join(' ', Path(result.CommandResult))} --help");
        return ExitCodes.WrongUsage;
    }

    private static IEnumerable<string> Messages(ParseResult result, Command command)
    {
        if (result.UnmatchedTokens.FirstOrDefault() is { } unknown)
        {
            var isOption = unknown.StartsWith('-');
            var names = isOption
                ? Options(result.CommandResult).SelectMany(o => o.Aliases.Append(o.Name))
                : command.Subcommands.Select(c => c.Name);
            yield return $"unknown {(isOption ? "option" : command.Subcommands.Count > 0 ? "command" : "argument")} '{unknown}'{Suggestions.Hint(unknown, names)}";
            yield break;
        }
        if (command.Subcommands.Count > 0 && command.Action is null)
        {
            yield return $"expected a command: {string.Join(", ", command.Subcommands.Select(c => c.Name))}";
            yield break;
        }
        foreach (var error in result.Errors)
            yield return Reworded(error.Message, command);
    }

    /// <summary>The parser's messages in our words: what was expected, what came, without names of .NET types.</summary>
    private static string Reworded(string message, Command command)
    {
        var quoted = message.Split('\'');
        if (message.StartsWith("Required argument missing for option", StringComparison.Ordinal))
            return $"{quoted[1]}: expected a value, got none";
        if (message.StartsWith("Required argument missing", StringComparison.Ordinal))
            return $"expected {string.Join(' ', command.Arguments.Select(a => a.Name))} after '{command.Name}', got nothing";
        if (message.StartsWith("Option", StringComparison.Ordinal) && message.Contains("is required", StringComparison.Ordinal))
            return $"expected the option {quoted[1]}, it is missing";
        if (message.StartsWith("Cannot parse argument", StringComparison.Ordinal) && quoted.Length >= 6)
            return $"{quoted[3]}: expected {(quoted[5] is "System.Int32" or "System.Int64" ? "a whole number" : quoted[5] == "System.Double" ? "a number" : "a value")}, got '{quoted[1]}'";
        return char.ToLowerInvariant(message[0]) + message[1..].TrimEnd('.').ReplaceLineEndings(" ");
    }

    private static IEnumerable<Option> Options(CommandResult command)
    {
        foreach (var option in command.Command.Options) yield return option;
        for (var parent = command.Parent as CommandResult; parent is not null; parent = parent.Parent as CommandResult)
            foreach (var option in parent.Command.Options.Where(o => o.Recursive))
                yield return option;
    }

    private static IEnumerable<string> Path(CommandResult command) =>
        command.Parent is CommandResult parent ? Path(parent).Append(command.Command.Name) : ["research"];

    private static int Report(Exception error, bool verbose, CliConsole console)
    {
        if (verbose)
        {
            console.Error.WriteLine(error);
            return (error as UserErrorException)?.ExitCode ?? ExitCodes.Failed;
        }
        if (error is UserErrorException user)
        {
            console.Error.WriteLine($"{console.Coloured("error:", "31")} {user.Message}");
            return user.ExitCode;
        }
        // An error that is nobody's fault here (disk full, damaged file) has a message for people; a bug has a stack trace to report.
        console.Error.WriteLine($"{console.Coloured("error:", "31")} {error.Message.ReplaceLineEndings(" ")}");
        if (error is not (IOException or UnauthorizedAccessException or ArgumentException or TimeoutException))
            console.Error.WriteLine($"({error.GetType().Name}; run again with --verbose for the stack trace)");
        return ExitCodes.Failed;
    }

    private sealed class VersionAction : System.CommandLine.Invocation.SynchronousCommandLineAction
    {
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            parseResult.InvocationConfiguration.Output.WriteLine($"research {BuildVersion.Version} (commit {BuildVersion.Commit})");
            return ExitCodes.Done;
        }
    }
}
