namespace Research.Notebooks;

/// <summary>Which streams of the process, beyond <see cref="Console"/>, belong to the running cell.</summary>
/// <remarks>Native libraries and child processes write to file descriptors, which <see cref="Console.SetOut"/> does not reach.</remarks>
public enum NativeStreams
{
    /// <summary>None: what native code prints goes where the process prints.</summary>
    None,

    /// <summary>Standard output; standard error stays the program's own (progress bars, say).</summary>
    Output,

    /// <summary>Standard output and standard error.</summary>
    OutputAndError,
}
