using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Research.Cli.Output;
using TorchSharp.Extras;

namespace Research.Cli.Commands;

/// <summary><c>launch</c>: several processes of this program on this machine, training one run together.</summary>
internal sealed class LaunchCommand : ICliCommand
{
    /// <summary>Set in the processes that this command starts.</summary>
    public const string Marker = "RESEARCH_LAUNCHED";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public Command Create(CliConsole console, IDictionary<Command, string[]> examples)
    {
        var processes = new Option<int>("--processes") { Description = "Number of processes; the batch must fall into as many equal parts.", HelpName = "N", DefaultValueFactory = _ => 2 };
        var timeout = new Option<double>("--timeout") { Description = "Seconds that the processes wait for each other before they give up.", HelpName = "SECONDS", DefaultValueFactory = _ => 300 };
        var words = new Argument<string[]>("COMMAND") { Description = "A 'train' command, after '--'.", Arity = ArgumentArity.OneOrMore };
        var command = new Command("launch", "Train a recipe with several processes on this machine, each on its part of every batch. On several machines: srun or mpirun before 'research train'.") { processes, timeout, words };
        examples[command] = ["research launch --processes 2 -- train maximum-squares.gta5-to-cityscapes.source --profile mini --set BatchSize=4", "srun --ntasks 8 research train maximum-squares.gta5-to-cityscapes.source"];
        command.SetAction(async (result, cancellation) =>
        {
            var count = result.GetValue(processes);
            var arguments = result.GetRequiredValue(words);
            if (count is < 1 or > 256) throw new UserErrorException($"--processes: expected 1 to 256, got {count}", ExitCodes.WrongUsage);
            if (arguments[0] != "train") throw new UserErrorException($"expected a 'train' command after '--', got '{arguments[0]}'", ExitCodes.WrongUsage);
            if (!ProcessGroup.IsAvailable(ProcessGroupBackend.Gloo)) throw new UserErrorException("processes cannot train together with this build: it has no c10d; 'research doctor' says how to get it");
            return await RunAsync(console, count, result.GetValue(timeout), arguments, cancellation);
        });
        return command;
    }

    private static async Task<int> RunAsync(CliConsole console, int count, double timeout, string[] arguments, CancellationToken cancellation)
    {
        // The processes meet by a file that only this user can reach: nothing but the loopback interface is opened.
        var meeting = Directory.CreateTempSubdirectory("research-launch-");
        var started = new List<Process>();
        try
        {
            for (var rank = 0; rank < count; rank++) started.Add(Start(console, rank, count, timeout, Path.Combine(meeting.FullName, "store"), arguments));
            using var stop = cancellation.Register(() => Signal(started));
            var codes = started.Select(p => p.WaitForExitAsync(CancellationToken.None)).ToList();
            while (codes.Count > 0)
            {
                codes.Remove(await Task.WhenAny(codes));
                // Where one failed the others cannot go on: they would notice at their timeout, this way they end now.
                if (started.Any(p => p.HasExited && p.ExitCode != 0) && !cancellation.IsCancellationRequested)
                {
                    await Task.WhenAny(Task.WhenAll(codes), Task.Delay(TimeSpan.FromSeconds(2), CancellationToken.None));
                    Signal(started);
                }
                if (codes.Count > 0 && (cancellation.IsCancellationRequested || started.Any(p => p.HasExited && p.ExitCode != 0)))
                {
                    await Task.WhenAny(Task.WhenAll(codes), Task.Delay(Patience, CancellationToken.None));
                    break;
                }
            }
            cancellation.ThrowIfCancellationRequested();
            return started.Select((p, rank) => (Code: p.HasExited ? p.ExitCode : ExitCodes.Failed, rank)).FirstOrDefault(end => end.Code != 0).Code;
        }
        finally
        {
            foreach (var process in started)
            {
                if (!process.HasExited) process.Kill(entireProcessTree: true);
                await process.WaitForExitAsync(CancellationToken.None);
                process.Dispose();
            }
            meeting.Delete(recursive: true);
        }
    }

    private static Process Start(CliConsole console, int rank, int count, double timeout, string store, string[] arguments)
    {
        var start = new ProcessStartInfo(ThisProgram.Path, arguments);
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.Environment["RANK"] = start.Environment["LOCAL_RANK"] = rank.ToString(CultureInfo.InvariantCulture);
        start.Environment["WORLD_SIZE"] = count.ToString(CultureInfo.InvariantCulture);
        start.Environment["RENDEZVOUS_FILE"] = store;
        start.Environment["RESEARCH_GROUP_TIMEOUT"] = timeout.ToString(CultureInfo.InvariantCulture);
        start.Environment[Marker] = "1";
        // The processes share the processors; each would take all of them otherwise.
        if (Environment.GetEnvironmentVariable("OMP_NUM_THREADS") is null)
            start.Environment["OMP_NUM_THREADS"] = Math.Max(1, Environment.ProcessorCount / count).ToString(CultureInfo.InvariantCulture);
        var process = Process.Start(start) ?? throw new UserErrorException($"{start.FileName} did not start");
        var prefix = rank == 0 ? "" : $"[{rank}] ";
        process.OutputDataReceived += (_, line) => Pass(console.Out, prefix, line.Data);
        process.ErrorDataReceived += (_, line) => Pass(console.Error, prefix, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private static void Pass(TextWriter writer, string prefix, string? line)
    {
        if (line is null) return;
        lock (writer) writer.WriteLine(prefix + line);
    }

    private static void Signal(IEnumerable<Process> processes)
    {
        foreach (var process in processes.Where(p => !p.HasExited))
        {
            using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
            kill.WaitForExit();
        }
    }
}
