namespace Research.Notebooks.Kernel;

/// <summary>How a kernel is set up.</summary>
public sealed record JupyterKernelOptions
{
    /// <summary>Folder of the notebook: relative paths in cells start here.</summary>
    /// <value>The current directory, which Jupyter sets to the notebook's folder.</value>
    public string BaseDirectory { get; init; } = Environment.CurrentDirectory;

    /// <summary>Version that the kernel reports as its own.</summary>
    /// <value>That of the engine.</value>
    public string Version { get; init; } = typeof(JupyterKernelOptions).Assembly.GetName().Version?.ToString(3) ?? "0.0.0";

    /// <summary>Streams of native code and child processes that cells get.</summary>
    /// <value>None; a program that is nothing but a kernel gives both.</value>
    public NativeStreams NativeStreams { get; init; }

    /// <summary>Clock for message dates and durations.</summary>
    /// <value>The system's.</value>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
