using TorchSharp;
using TorchSharp.Interop;

namespace Research.Torch.Extras.Tests;

/// <summary>The native bytes that tensors were given so far. Blocks of up to 512 bytes that a thread kept and uses again are counted once.</summary>
internal static unsafe class NativeMemory
{
    public static long Allocated => Shim.shim_counters()->Allocated;

    /// <summary>That the counter runs, so that a zero elsewhere means something.</summary>
    public static void AssertCounted()
    {
        var before = Allocated;
        torch.zeros(1000).Dispose();
        Assert.InRange(Allocated - before, 4000, 8000);
    }
}
