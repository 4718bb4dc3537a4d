namespace TorchSharp.Interop;

/// <summary>
/// Keeps native memory bounded without any <c>using</c> in user code: after each budget of newly allocated tensor memory
/// a garbage collection is forced, whose finalizers give the unreachable tensors back.
/// </summary>
internal static unsafe class MemoryBudget
{
    private const long Budget = 384L << 20;
    private static NativeCounters* _counters;
    private static long _next = Budget;
    private static int _round;
    private static int _collecting;

    private static NativeCounters* Counters() => _counters != null ? _counters : _counters = Shim.shim_counters();

    /// <summary>Bytes that tensors on the CPU hold at this moment.</summary>
    internal static long Live => Volatile.Read(ref Counters()->Live);

    /// <summary>Two loads and a comparison in the common case.</summary>
    internal static void Check()
    {
        if (Volatile.Read(ref Counters()->Allocated) >= Volatile.Read(ref _next)) Collect();
    }

    private static void Collect()
    {
        if (Interlocked.Exchange(ref _collecting, 1) != 0) return;
        Volatile.Write(ref _next, Volatile.Read(ref Counters()->Allocated) + Budget);
        // A wrapper that was alive during one young collection is older at the next: every third one looks further.
        _round++;
        GC.Collect(_round % 3 != 0 ? 0 : _round % 9 != 0 ? 1 : 2, GCCollectionMode.Forced, blocking: true);
        Volatile.Write(ref _collecting, 0);
    }
}
