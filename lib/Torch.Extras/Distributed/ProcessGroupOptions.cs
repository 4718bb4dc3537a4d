namespace TorchSharp.Extras;

/// <summary>Who a process is among those that train together, and where they meet.</summary>
public sealed record ProcessGroupOptions
{
    /// <summary>This process's number, from 0.</summary>
    public required int Rank { get; init; }

    /// <summary>Number of processes, at least 1.</summary>
    public required int Size { get; init; }

    /// <summary>This process's number on its machine, from 0: the CUDA device it should take.</summary>
    public int LocalRank { get; init; }

    /// <summary>A file on this machine to meet by, in a folder of its own; null to meet over TCP.</summary>
    /// <remarks>Nothing but the loopback interface is then opened.</remarks>
    public string? File { get; init; }

    /// <summary>Name or address of the machine that rank 0 runs on.</summary>
    /// <value>127.0.0.1.</value>
    public string Host { get; init; } = "127.0.0.1";

    /// <summary>Port on which rank 0 listens for the others, on all of its interfaces (c10d's store knows no other way); unused with <see cref="File"/>.</summary>
    /// <value>29500.</value>
    public int Port { get; init; } = 29500;

    /// <summary>How long the processes wait for each other, when they meet and in every operation.</summary>
    /// <value>Five minutes.</value>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>What carries the tensors.</summary>
    public ProcessGroupBackend Backend { get; init; }

    /// <summary>Whether processes of one machine pass tensors on the processor through shared memory where the system lets them (Linux); all say the same.</summary>
    /// <value>True.</value>
    public bool SharedMemory { get; init; } = true;

    /// <summary>Throws where a field is out of range.</summary>
    /// <exception cref="ArgumentException">Names the field, the value and the range.</exception>
    public void Validate()
    {
        if (Size < 1) throw new ArgumentException($"{nameof(Size)}: expected 1 or more, got {Size}");
        if (Rank < 0 || Rank >= Size) throw new ArgumentException($"{nameof(Rank)}: expected 0 to {Size - 1}, got {Rank}");
        if (LocalRank < 0) throw new ArgumentException($"{nameof(LocalRank)}: expected 0 or more, got {LocalRank}");
        if (Port is < 1 or > 65535) throw new ArgumentException($"{nameof(Port)}: expected 1 to 65535, got {Port}");
        if (string.IsNullOrWhiteSpace(Host)) throw new ArgumentException($"{nameof(Host)}: expected a name or address, got nothing");
        if (Timeout < TimeSpan.FromMilliseconds(100) || Timeout > TimeSpan.FromDays(7)) throw new ArgumentException($"{nameof(Timeout)}: expected 0.1 s to 7 days, got {Timeout}");
    }

    /// <summary>Where the processes meet, for messages.</summary>
    internal string Place => File ?? $"{Host}:{Port}";
}
