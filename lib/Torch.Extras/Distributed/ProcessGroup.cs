using System.Globalization;
using System.Net;
using System.Net.Sockets;
using TorchSharp.Interop;
using static TorchSharp.torch;

namespace TorchSharp.Extras;

/// <summary>Processes that compute together, over libtorch's c10d (Gloo on the processor, NCCL on CUDA).</summary>
/// <remarks>
/// All processes call the same operations in the same order, with tensors of the same shape and type. An operation that a process does
/// not join fails in the others within <see cref="ProcessGroupOptions.Timeout"/>, at once where that process has ended. Sums are the same to
/// the bit in every process. Between processes of one machine, tensors on the processor of up to 8 MiB cross through shared memory: some
/// microseconds, where Gloo's sockets take about a millisecond when there is no idle core.
/// </remarks>
public sealed class ProcessGroup : IDisposable
{
    private readonly ProcessGroupOptions options;
    private IntPtr handle;

    private ProcessGroup(ProcessGroupOptions options, IntPtr handle) => (this.options, this.handle) = (options, handle);

    /// <summary>This process's number, from 0.</summary>
    public int Rank => options.Rank;

    /// <summary>Number of processes.</summary>
    public int Size => options.Size;

    /// <summary>How the group was made.</summary>
    public ProcessGroupOptions Options => options;

    /// <summary>Whether tensors on the processor cross through memory that the processes share: all of them are on one machine.</summary>
    public bool SharesMemory => Shim.shim_c10d_shares(Open()) != 0;

    /// <summary>What to do where no backend is available.</summary>
    public static string Remedy => "apt-get install libgloo-dev (as root), rm -r artifacts/native, make build";

    /// <summary>Whether the shim was built with a backend.</summary>
    public static bool IsAvailable(ProcessGroupBackend backend) => (Shim.shim_c10d_features() & (1 << (int)backend)) != 0;

    /// <summary>Meets the other processes; returns when all are there.</summary>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    /// <exception cref="PlatformNotSupportedException">The shim was built without the backend.</exception>
    /// <exception cref="ProcessGroupException">The others did not come in time.</exception>
    public static unsafe ProcessGroup Join(ProcessGroupOptions options)
    {
        options.Validate();
        if (!IsAvailable(options.Backend))
            throw new PlatformNotSupportedException($"process groups over {options.Backend} are not part of this build of libtorch_shim: " + (options.Backend == ProcessGroupBackend.Gloo
                ? "install libgloo-dev, remove artifacts/native and build again" : "they need a CUDA libtorch with NCCL and nccl.h at build time"));
        var address = OwnAddress(options);
        fixed (byte* file = options.File is { } name ? NativeText.Zero(name) : null, host = NativeText.Zero(options.Host), own = NativeText.Zero(address))
        {
            var handle = Shim.shim_c10d_join((int)options.Backend, file, host, options.Port, options.Rank, options.Size, (long)options.Timeout.TotalMilliseconds, own, options.SharedMemory ? 1 : 0);
            if (handle != IntPtr.Zero) return new ProcessGroup(options, handle);
        }
        throw new ProcessGroupException($"rank {options.Rank} of {options.Size} did not meet the others at {options.Place} within {Seconds(options.Timeout)}: {Reason(ErrorText())}");
    }

    /// <summary>Replaces a tensor by the reduction over all processes.</summary>
    /// <exception cref="ProcessGroupException">A process fell away or came too late.</exception>
    public void AllReduce(Tensor tensor, ReduceOperation operation = ReduceOperation.Sum)
    {
        using var work = AllReduceAsync(tensor, operation);
        work.Wait();
    }

    /// <summary>Begins to replace a tensor by the reduction over all processes; the tensor is to be left alone until it is done.</summary>
    /// <param name="tensor">Dense and contiguous.</param>
    /// <param name="operation">How elements become one.</param>
    /// <exception cref="ProcessGroupException">The group is broken.</exception>
    public Collective AllReduceAsync(Tensor tensor, ReduceOperation operation = ReduceOperation.Sum)
    {
        using var plain = Plain(tensor);
        return Begin($"all_reduce of {Describe(tensor)}", () => Shim.shim_c10d_all_reduce(handle, plain.Handle, (int)operation));
    }

    /// <summary>Replaces a tensor by the one of a process.</summary>
    /// <exception cref="ProcessGroupException">A process fell away or came too late.</exception>
    public void Broadcast(Tensor tensor, int root = 0)
    {
        if (root < 0 || root >= Size) throw new ArgumentException($"{nameof(root)}: expected 0 to {Size - 1}, got {root}");
        using var plain = Plain(tensor);
        using var work = Begin($"broadcast of {Describe(tensor)} from rank {root}", () => Shim.shim_c10d_broadcast(handle, plain.Handle, root));
        work.Wait();
    }

    /// <summary>The tensors of all processes, by rank.</summary>
    /// <exception cref="ProcessGroupException">A process fell away or came too late.</exception>
    public unsafe Tensor[] AllGather(Tensor tensor)
    {
        using var plain = Plain(tensor);
        var results = Enumerable.Range(0, Size).Select(_ => plain.empty_like()).ToArray();
        var handles = stackalloc IntPtr[Size];
        for (var i = 0; i < Size; i++) handles[i] = results[i].Handle;
        using var work = new Collective(this, $"all_gather of {Describe(tensor)}", Shim.shim_c10d_all_gather(Open(), plain.Handle, handles, Size));
        work.Wait();
        GC.KeepAlive(results);
        return results;
    }

    /// <summary>Waits until every process is here.</summary>
    /// <exception cref="ProcessGroupException">A process fell away or came too late.</exception>
    public void Barrier()
    {
        using var work = Begin("barrier", () => Shim.shim_c10d_barrier(handle));
        work.Wait();
    }

    /// <summary>Leaves the group.</summary>
    public void Dispose()
    {
        var group = Interlocked.Exchange(ref handle, IntPtr.Zero);
        if (group != IntPtr.Zero) Shim.shim_c10d_leave(group);
    }

    internal ProcessGroupException Failed(string what, TimeSpan waited) =>
        new(string.Create(CultureInfo.InvariantCulture, $"rank {Rank} of {Size} at {options.Place}: {what} failed after {waited.TotalSeconds:0.0} s (timeout {Seconds(options.Timeout)}): {Reason(ErrorText())}"));

    private Collective Begin(string what, Func<IntPtr> call)
    {
        Open();
        return new Collective(this, what, call());
    }

    private IntPtr Open() => handle != IntPtr.Zero ? handle : throw new ObjectDisposedException(nameof(ProcessGroup));

    // What libtorch says, in words first: a peer that closed its connection has ended, one that is silent hangs.
    private static string Reason(string text)
    {
        bool Has(string part) => text.Contains(part, StringComparison.OrdinalIgnoreCase);
        var words = Has("Connection closed by peer") || Has("Connection reset") || Has("Broken pipe") || Has("Read error") || Has("Write error") || Has("Connection refused") ? "another process has ended"
            : Has("timed out") || Has("timeout") ? "another process did not come in time" : "the processes do not agree";
        return $"{words} ({text.ReplaceLineEndings(" ").Trim()})";
    }

    private static unsafe string ErrorText() => NativeText.Read((buffer, capacity) => Shim.shim_error(0, buffer, capacity));

    private static Tensor Plain(Tensor tensor)
    {
        if (!tensor.is_contiguous()) throw new ArgumentException($"tensor: expected a contiguous one, got {Describe(tensor)} with strides [{string.Join(", ", tensor.stride())}]");
        return tensor.detach();
    }

    private static string Describe(Tensor tensor) => $"{tensor.dtype} [{string.Join(", ", tensor.shape)}]";

    private static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.#} s");

    // The address of this machine from which rank 0's is reached; nothing is sent.
    private static string OwnAddress(ProcessGroupOptions options)
    {
        const string Loopback = "127.0.0.1";
        if (options.File is not null || options.Host is "localhost" or Loopback) return Loopback;
        try
        {
            var target = Dns.GetHostAddresses(options.Host, AddressFamily.InterNetwork).FirstOrDefault() ?? throw new SocketException((int)SocketError.HostNotFound);
            if (IPAddress.IsLoopback(target)) target = Dns.GetHostAddresses(Dns.GetHostName(), AddressFamily.InterNetwork).FirstOrDefault(a => !IPAddress.IsLoopback(a)) ?? target;
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            socket.Connect(target, options.Port);
            return ((IPEndPoint)socket.LocalEndPoint!).Address.ToString();
        }
        catch (SocketException unreachable)
        {
            throw new ProcessGroupException($"rank {options.Rank} of {options.Size}: the machine of rank 0, '{options.Host}', is not reachable ({unreachable.Message})", unreachable);
        }
    }
}
