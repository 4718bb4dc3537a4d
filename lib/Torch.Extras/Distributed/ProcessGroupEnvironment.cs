using System.Globalization;

namespace TorchSharp.Extras;

/// <summary>Reads from the environment's variables who this process is among those that train together.</summary>
/// <remarks>
/// In this order: <c>RANK</c>, <c>WORLD_SIZE</c>, <c>LOCAL_RANK</c> (torchrun's names, also set by <c>research launch</c>); a step of Slurm
/// (<c>SLURM_PROCID</c>, <c>SLURM_STEP_NUM_TASKS</c>, <c>SLURM_LOCALID</c>); Open MPI (<c>OMPI_COMM_WORLD_*</c>); MPICH and Intel MPI
/// (<c>PMI_RANK</c>, <c>PMI_SIZE</c>). They meet at <c>RENDEZVOUS_FILE</c>, else at <c>MASTER_ADDR</c> and <c>MASTER_PORT</c>. Without an
/// address: the first machine of a Slurm step, or 127.0.0.1 where all processes are on one machine.
/// </remarks>
public static class ProcessGroupEnvironment
{
    private const int DefaultPort = 29500;

    /// <summary>Who this process is; null where it trains alone.</summary>
    /// <param name="variable">Value of a variable, null where it is not set; usually <see cref="Environment.GetEnvironmentVariable(string)"/>.</param>
    /// <exception cref="ArgumentException">A variable is malformed or missing; names it.</exception>
    public static ProcessGroupOptions? Read(Func<string, string?> variable)
    {
        var (rank, size, local, host) = Find(variable);
        if (size <= 1) return null;
        var options = new ProcessGroupOptions
        {
            Rank = rank,
            Size = size,
            LocalRank = local,
            File = Text(variable, "RENDEZVOUS_FILE"),
            Host = Text(variable, "MASTER_ADDR") ?? host ?? throw new ArgumentException($"MASTER_ADDR: expected the machine of rank 0 (the {size} processes may be on several), the variable is not set"),
            Port = Number(variable, "MASTER_PORT") ?? DefaultPortOf(variable),
        };
        if (Text(variable, "RESEARCH_GROUP_TIMEOUT") is { } text)
            options = options with
            {
                Timeout = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and < 1e6
                    ? TimeSpan.FromSeconds(seconds)
                    : throw new ArgumentException($"RESEARCH_GROUP_TIMEOUT: expected a number of seconds, got '{text}'"),
            };
        if (Text(variable, "RESEARCH_GROUP_SHARED_MEMORY") is { } shares)
            options = options with { SharedMemory = shares switch { "1" => true, "0" => false, _ => throw new ArgumentException($"RESEARCH_GROUP_SHARED_MEMORY: expected 0 or 1, got '{shares}'") } };
        options.Validate();
        return options;
    }

    /// <summary>The first machine of a list as Slurm writes it: <c>gpu[03-05,9],login</c> gives gpu03.</summary>
    /// <exception cref="ArgumentException">The list is malformed.</exception>
    public static string FirstHost(string list)
    {
        var end = list.IndexOfAny([',', '[']);
        if (end < 0 || list[end] == ',') return Named(end < 0 ? list : list[..end], list);
        var close = list.IndexOf(']', end);
        if (close < 0) throw new ArgumentException($"expected a list of machines such as gpu[01-04], got '{list}'");
        var first = list[(end + 1)..close].Split(',', '-')[0];
        var after = list[(close + 1)..].Split(',')[0];
        return Named(list[..end] + first + after, list);
    }

    private static (int Rank, int Size, int Local, string? Host) Find(Func<string, string?> variable)
    {
        const string Loopback = "127.0.0.1";
        if (Number(variable, "RANK") is { } rank)
            return (rank, Required(variable, "WORLD_SIZE"), Number(variable, "LOCAL_RANK") ?? rank, Loopback);
        // Only srun sets the step's variables; in a batch script itself there is one process, whatever SLURM_NTASKS says.
        if (Number(variable, "SLURM_STEP_NUM_TASKS") is { } tasks && Number(variable, "SLURM_PROCID") is { } slurm)
            return (slurm, tasks, Number(variable, "SLURM_LOCALID") ?? 0,
                Number(variable, "SLURM_STEP_NUM_NODES") is 1 ? Loopback : Text(variable, "SLURM_STEP_NODELIST") is { } nodes ? FirstHost(nodes) : null);
        if (Number(variable, "OMPI_COMM_WORLD_RANK") is { } open)
        {
            var size = Required(variable, "OMPI_COMM_WORLD_SIZE");
            return (open, size, Number(variable, "OMPI_COMM_WORLD_LOCAL_RANK") ?? 0, Number(variable, "OMPI_COMM_WORLD_LOCAL_SIZE") == size ? Loopback : null);
        }
        if (Number(variable, "PMI_RANK") is { } pmi)
        {
            var size = Required(variable, "PMI_SIZE");
            return (pmi, size, Number(variable, "MPI_LOCALRANKID") ?? 0, Number(variable, "MPI_LOCALNRANKS") == size ? Loopback : null);
        }
        return (0, 1, 0, null);
    }

    // Two jobs on one machine do not get into each other's way.
    private static int DefaultPortOf(Func<string, string?> variable) =>
        Number(variable, "SLURM_STEP_NUM_TASKS") is not null && Number(variable, "SLURM_JOB_ID") is { } job ? 20_000 + job % 10_000 : DefaultPort;

    private static string? Text(Func<string, string?> variable, string name) => variable(name) is { Length: > 0 } text ? text : null;

    private static int Required(Func<string, string?> variable, string name) =>
        Number(variable, name) ?? throw new ArgumentException($"{name}: expected the number of processes, the variable is not set");

    private static int? Number(Func<string, string?> variable, string name) => Text(variable, name) is not { } text ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : throw new ArgumentException($"{name}: expected a whole number from 0, got '{text}'");

    private static string Named(string host, string list) =>
        host.Length > 0 ? host : throw new ArgumentException($"expected a list of machines such as gpu[01-04], got '{list}'");
}
