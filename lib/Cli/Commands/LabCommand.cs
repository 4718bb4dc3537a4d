using System.CommandLine;
using Research.Cli.Output;
using Research.Notebooks.Kernel;

namespace Research.Cli.Commands;

/// <summary><c>lab</c>: Jupyter on the project's notebooks, with the kernel in place.</summary>
internal sealed class LabCommand : ICliCommand
{
    public Command Create(CliConsole console, IDictionary<Command, string[]> examples)
    {
        var noBrowser = new Option<bool>("--no-browser") { Description = "Open no browser [default where there is no display]." };
        var port = new Option<int?>("--port") { Description = "Port to listen on [default: 8888, or the next free one].", HelpName = "PORT" };
        var check = new Option<bool>("--check") { Description = "Start Jupyter, run one cell through the kernel, stop; exit code 1 if that fails." };
        var command = new Command("lab", "Open the notebooks in Jupyter, with the C# kernel installed for it. Listens on this machine only.") { noBrowser, port, check };
        examples[command] = ["research lab", "research lab --port 9000 --no-browser", "research lab --check"];
        command.SetAction(async (result, cancellation) =>
        {
            var workspace = Workspace.Require();
            var wanted = result.GetValue(port);
            if (wanted is { } number and not (> 0 and <= 65535)) throw new UserErrorException($"--port: expected 1 to 65535, got {number}", ExitCodes.WrongUsage);
            var folder = Path.Combine(workspace.Root, "artifacts", "jupyter");
            try
            {
                KernelSpec.Install(folder, ThisProgram.Words);
            }
            catch (KernelException error)
            {
                throw new UserErrorException(error.Message, inner: error);
            }
            var browser = !result.GetValue(noBrowser) && !result.GetValue(check) && HasDisplay();
            var server = JupyterServer.Prepare(workspace.Notebooks, folder, wanted, browser);
            if (result.GetValue(check)) return await JupyterCheck.RunAsync(console, server, cancellation);
            console.Out.WriteLine($"Jupyter: {server.Url} (Ctrl-C twice stops it)");
            console.Out.Flush();
            return server.Become();
        });
        return command;
    }

    private static bool HasDisplay() =>
        !OperatingSystem.IsLinux() || Environment.GetEnvironmentVariable("DISPLAY") is { Length: > 0 } || Environment.GetEnvironmentVariable("WAYLAND_DISPLAY") is { Length: > 0 };
}
