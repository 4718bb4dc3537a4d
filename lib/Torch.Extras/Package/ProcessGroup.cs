using static TorchSharp.torch;

namespace TorchSharp.Extras;

/// <summary>Processes that compute together. TorchSharp has no c10d: <see cref="Join"/> says so, and nothing else here is ever reached.</summary>
public sealed class ProcessGroup : IDisposable
{
    private ProcessGroup(ProcessGroupOptions options) => Options = options;

    /// <summary>This process's number, from 0.</summary>
    public int Rank => Options.Rank;

    /// <summary>Number of processes.</summary>
    public int Size => Options.Size;

    /// <summary>How the group was made.</summary>
    public ProcessGroupOptions Options { get; }

    /// <summary>Whether tensors cross through shared memory: no.</summary>
    public bool SharesMemory => false;

    /// <summary>What to do where no backend is available.</summary>
    public static string Remedy => "build without TorchEngine=nuget and TorchSharpDll (environment.md)";

    /// <summary>Whether a backend is there: no.</summary>
    public static bool IsAvailable(ProcessGroupBackend backend) => false;

    /// <summary>Meets the other processes.</summary>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    /// <exception cref="PlatformNotSupportedException">Always.</exception>
    public static ProcessGroup Join(ProcessGroupOptions options)
    {
        options.Validate();
        throw Lacks();
    }

    /// <summary>Replaces a tensor by the reduction over all processes.</summary>
    /// <exception cref="PlatformNotSupportedException">Always.</exception>
    public void AllReduce(Tensor tensor, ReduceOperation operation = ReduceOperation.Sum) => throw Lacks();

    /// <summary>Begins to replace a tensor by the reduction over all processes.</summary>
    /// <exception cref="PlatformNotSupportedException">Always.</exception>
    public Collective AllReduceAsync(Tensor tensor, ReduceOperation operation = ReduceOperation.Sum) => throw Lacks();

    /// <summary>Replaces a tensor by the one of a process.</summary>
    /// <exception cref="PlatformNotSupportedException">Always.</exception>
    public void Broadcast(Tensor tensor, int root = 0) => throw Lacks();

    /// <summary>The tensors of all processes, by rank.</summary>
    /// <exception cref="PlatformNotSupportedException">Always.</exception>
    public Tensor[] AllGather(Tensor tensor) => throw Lacks();

    /// <summary>Waits until every process is here.</summary>
    /// <exception cref="PlatformNotSupportedException">Always.</exception>
    public void Barrier() => throw Lacks();

    /// <summary>Leaves the group.</summary>
    public void Dispose()
    {
    }

    private static PlatformNotSupportedException Lacks() => Engine.Lacks("training in several processes");
}
