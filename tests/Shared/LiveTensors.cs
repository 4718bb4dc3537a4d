using static TorchSharp.torch;

namespace Research.TestSupport;

/// <summary>Counts live tensors for tests that want what they run to leave none.</summary>
/// <remarks>
/// What earlier tests dropped without disposing counts until its finalizers have run, which happens at any moment: a count that begins
/// before that can fall by itself.
/// </remarks>
internal static class LiveTensors
{
    /// <summary>How many there are when nothing waits for the collector.</summary>
    public static long Settled()
    {
        for (var i = 0; i < 2; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
        return Tensor.TotalCount;
    }
}
