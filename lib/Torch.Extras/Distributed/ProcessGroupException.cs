namespace TorchSharp.Extras;

/// <summary>Processes that did not meet, or one of which fell away: says who waited for what, and for how long.</summary>
/// <remarks>After it the group is of no use: its processes no longer agree on what comes next. End the process.</remarks>
public sealed class ProcessGroupException : IOException
{
    /// <summary>An error of a group.</summary>
    public ProcessGroupException(string message, Exception? inner = null) : base(message, inner)
    {
    }
}
