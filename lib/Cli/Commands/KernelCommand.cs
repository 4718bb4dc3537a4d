using System.CommandLine;
using Research.Cli.Output;
using Research.Notebooks;
using Research.Notebooks.Kernel;

namespace Research.Cli.Commands;

/// <summary><c>kernel install</c>, <c>kernel uninstall</c>, <c>kernel list</c> and <c>kernel run</c>.</summary>
internal sealed class KernelCommand : ICliCommand
{
    public Command Create(CliConsole console, IDictionary<Command, string[]> examples)
    {
        var command = new Command("kernel", "Install the C# kernel for Jupyter and VS Code, or run it.");
        command.Subcommands.Add(Install(console, examples));
        command.Subcommands.Add(Uninstall(console, examples));
        command.Subcommands.Add(List(console, examples));
        command.Subcommands.Add(Run(examples));
        examples[command] = ["research kernel install", "research kernel list"];
        return command;
    }

    private static Command Install(CliConsole console, IDictionary<Command, string[]> examples)
    {
        var (folder, force) = (Folder(), Force("Replace a kernel of another program under the same name."));
        var command = new Command("install", $"Tell Jupyter and VS Code about the kernel {KernelSpec.Name}, with this build of the program.") { folder, force };
        examples[command] = ["research kernel install", "research kernel install --data-dir artifacts/jupyter"];
        command.SetAction(result =>
        {
            var file = Translated(() => KernelSpec.Install(Target(result.GetValue(folder)), ThisProgram.Words, result.GetValue(force)));
            console.Out.WriteLine($"{KernelSpec.DisplayName}: installed as {file}");
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command Uninstall(CliConsole console, IDictionary<Command, string[]> examples)
    {
        var (folder, force) = (Folder(), Force("Remove a kernel of another program under the same name, too."));
        var command = new Command("uninstall", "Remove what 'kernel install' has written.") { folder, force };
        examples[command] = ["research kernel uninstall"];
        command.SetAction(result =>
        {
            var target = Target(result.GetValue(folder));
            var removed = Translated(() => KernelSpec.Uninstall(target, result.GetValue(force)));
            console.Out.WriteLine(removed ? $"{KernelSpec.DisplayName}: removed {KernelSpec.FileIn(target)}" : $"there is no kernel {KernelSpec.Name} in {target}");
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command List(CliConsole console, IDictionary<Command, string[]> examples)
    {
        var command = new Command("list", $"Show where Jupyter looks for {KernelSpec.Name} and what it finds; the first one counts.");
        examples[command] = ["research kernel list"];
        command.SetAction(_ =>
        {
            var found = 0;
            foreach (var folder in KernelSpec.DataFolders())
            {
                var state = KernelSpec.StateIn(folder);
                var program = KernelSpec.CommandIn(folder)?.FirstOrDefault() ?? "";
                var text = state switch
                {
                    KernelSpecState.Absent => "-",
                    KernelSpecState.Foreign => $"{(found == 0 ? "" : "hidden, ")}another program: {program}",
                    _ => $"{(found == 0 ? "" : "hidden, ")}{(File.Exists(program) ? program : $"{program} (no longer there: run 'research kernel install' again)")}",
                };
                found += state == KernelSpecState.Absent ? 0 : 1;
                console.Out.WriteLine($"{folder}: {text}");
            }
            if (found == 0) console.Out.WriteLine("not installed; 'research kernel install' does it");
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command Run(IDictionary<Command, string[]> examples)
    {
        var file = new Argument<string>("CONNECTION_FILE") { Description = "File with addresses and key; Jupyter writes it." };
        var command = new Command("run", "Serve a Jupyter front end; started by Jupyter, not by people.") { file };
        examples[command] = ["research kernel run connection.json"];
        command.SetAction(result => Translated(() =>
        {
            KernelHost.Run(result.GetRequiredValue(file), new JupyterKernelOptions { Version = BuildVersion.Version, NativeStreams = NativeStreams.OutputAndError });
            return ExitCodes.Done;
        }));
        return command;
    }

    private static string Target(string? given) => Path.GetFullPath(given ?? KernelSpec.UserDataFolder());

    private static Option<string?> Folder() => new("--data-dir") { Description = "Jupyter data folder to use [default: the user's].", HelpName = "DIR" };

    private static Option<bool> Force(string description) => new("--force") { Description = description };

    private static T Translated<T>(Func<T> action)
    {
        try
        {
            return action();
        }
        catch (KernelException error)
        {
            throw new UserErrorException(error.Message, inner: error);
        }
    }
}
