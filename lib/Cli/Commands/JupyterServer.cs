using System.Collections;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Research.Notebooks.Kernel;

namespace Research.Cli.Commands;

/// <summary>A Jupyter server that is about to start: its command line, environment, address and token.</summary>
internal sealed class JupyterServer
{
    private const int FirstPort = 8888;
    private const int PortsTried = 50;

    private JupyterServer(string program, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> environment, int port, string token) =>
        (Program, Arguments, Variables, Port, Token) = (program, arguments, environment, port, token);

    public string Program { get; }

    public IReadOnlyList<string> Arguments { get; }

    public int Port { get; }

    public string Token { get; }

    /// <summary>Address with the token that opens it.</summary>
    public string Url => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Port}/?token={Token}");

    /// <summary>What is set in the server's environment beyond this process's.</summary>
    private IReadOnlyDictionary<string, string> Variables { get; }

    /// <param name="notebooks">Folder to open.</param>
    /// <param name="dataFolder">Jupyter data folder that holds the kernelspec.</param>
    /// <param name="port">Port; null finds a free one.</param>
    /// <param name="browser">Whether the server opens a browser.</param>
    /// <exception cref="UserErrorException">Jupyter is absent, or the port is taken.</exception>
    public static JupyterServer Prepare(string notebooks, string dataFolder, int? port, bool browser)
    {
        var program = Find("jupyter-notebook") ?? Find("jupyter-lab")
            ?? throw new UserErrorException("expected Jupyter (jupyter-notebook or jupyter-lab on PATH), found none: run .devcontainer/setup.sh --lab");
        if (port is { } wanted && !IsFree(wanted)) throw new UserErrorException($"--port: {wanted} is taken by another program");
        var chosen = port ?? Enumerable.Range(FirstPort, PortsTried).Cast<int?>().FirstOrDefault(p => IsFree(p!.Value))
            ?? throw new UserErrorException($"expected a free port from {FirstPort} to {FirstPort + PortsTried - 1}, all are taken: name one with --port");
        List<string> arguments =
        [
            "--ip=127.0.0.1", $"--port={chosen.ToString(CultureInfo.InvariantCulture)}", $"--notebook-dir={notebooks}", $"--MultiKernelManager.default_kernel_name={KernelSpec.Name}",
        ];
        if (port is not null) arguments.Add("--port-retries=0");
        if (!browser) arguments.Add("--no-browser");
        // Jupyter does not start as root unasked; in a container there is nobody else.
        if (Environment.UserName == "root") arguments.Add("--allow-root");
        var listed = Environment.GetEnvironmentVariable("JUPYTER_PATH");
        var token = RandomNumberGenerator.GetHexString(40, lowercase: true);
        var variables = new Dictionary<string, string>
        {
            // The token goes through the environment, because command lines can be read by everybody on the machine.
            ["JUPYTER_TOKEN"] = token,
            ["JUPYTER_PATH"] = string.IsNullOrEmpty(listed) ? dataFolder : dataFolder + Path.PathSeparator + listed,
        };
        return new JupyterServer(program, arguments, variables, chosen, token);
    }

    /// <summary>Starts the server beside this process, its output passed on line by line.</summary>
    public Process Start(Action<string> log)
    {
        var start = new ProcessStartInfo(Program, Arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach (var (name, value) in Variables) start.Environment[name] = value;
        var process = Process.Start(start) ?? throw new UserErrorException($"{Program} did not start");
        process.OutputDataReceived += (_, line) => { if (line.Data is not null) log(line.Data); };
        process.ErrorDataReceived += (_, line) => { if (line.Data is not null) log(line.Data); };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    /// <summary>Puts the server in place of this process, so that Ctrl-C and the terminal are its own. Returns only where that is not possible.</summary>
    public int Become()
    {
        if (!OperatingSystem.IsWindows())
        {
            var environment = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(entry => (string)entry.Key, entry => (string?)entry.Value ?? "");
            foreach (var (name, value) in Variables) environment[name] = value;
            _ = Execute(Program, [Program, .. Arguments, null], [.. environment.Select(pair => $"{pair.Key}={pair.Value}"), null]);
        }
        var start = new ProcessStartInfo(Program, Arguments);
        foreach (var (name, value) in Variables) start.Environment[name] = value;
        using var process = Process.Start(start) ?? throw new UserErrorException($"{Program} did not start");
        process.WaitForExit();
        return process.ExitCode;
    }

    private static string? Find(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? name + ".exe" : name)).FirstOrDefault(File.Exists);

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    [DllImport("libc", EntryPoint = "execve", SetLastError = true)]
    private static extern int Execute([MarshalAs(UnmanagedType.LPUTF8Str)] string path, string?[] arguments, string?[] environment);
}
