using System.Diagnostics;
using TorchSharp.Interop;

namespace TorchSharp.Extras;

/// <summary>An operation of all processes of a group, under way.</summary>
public sealed class Collective : IDisposable
{
    private readonly ProcessGroup group;
    private readonly string what;
    private readonly long began = Stopwatch.GetTimestamp();
    private IntPtr work;

    internal Collective(ProcessGroup group, string what, IntPtr work)
    {
        this.group = group;
        this.what = what;
        this.work = work;
        if (work == IntPtr.Zero) throw group.Failed(what, TimeSpan.Zero);
    }

    /// <summary>Whether the operation has ended, well or not.</summary>
    public bool IsCompleted => work == IntPtr.Zero || Shim.shim_c10d_is_completed(work) != 0;

    /// <summary>Waits for the end; a second call returns at once.</summary>
    /// <exception cref="ProcessGroupException">A process fell away or came too late.</exception>
    public void Wait()
    {
        if (work == IntPtr.Zero) return;
        var failed = Shim.shim_c10d_wait(work) < 0;
        var error = failed ? group.Failed(what, Stopwatch.GetElapsedTime(began)) : null;
        Dispose();
        if (error is not null) throw error;
    }

    /// <summary>Forgets the operation; the tensors stay alive until it has ended.</summary>
    public void Dispose()
    {
        var handle = Interlocked.Exchange(ref work, IntPtr.Zero);
        if (handle != IntPtr.Zero) Shim.shim_c10d_release(handle);
    }
}
