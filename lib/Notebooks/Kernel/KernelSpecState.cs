namespace Research.Notebooks.Kernel;

/// <summary>What stands in a Jupyter data folder under the kernel's name.</summary>
public enum KernelSpecState
{
    /// <summary>Nothing.</summary>
    Absent,

    /// <summary>A spec that this program has written.</summary>
    Ours,

    /// <summary>A spec of another program, or a file that cannot be read.</summary>
    Foreign,
}
