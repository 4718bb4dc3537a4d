namespace TorchSharp.Extras;

/// <summary>An operation of all processes of a group, under way; TorchSharp has no groups, so there is never one.</summary>
public sealed class Collective : IDisposable
{
    private Collective()
    {
    }

    /// <summary>Whether the operation has ended, well or not.</summary>
    public bool IsCompleted => true;

    /// <summary>Waits for the end.</summary>
    public void Wait()
    {
    }

    /// <summary>Forgets the operation.</summary>
    public void Dispose()
    {
    }
}
