namespace TorchSharp.Extras;

/// <summary>Batch normalisation over all processes of a group; TorchSharp has no groups.</summary>
public sealed class SynchronisedBatchNorm : IDisposable
{
    private SynchronisedBatchNorm()
    {
    }

    /// <summary>Begins.</summary>
    /// <exception cref="PlatformNotSupportedException">Always.</exception>
    public static SynchronisedBatchNorm Over(ProcessGroup group) => throw Engine.Lacks("batch normalisation over several processes");

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
