namespace Research.Notebooks;

/// <summary>How a notebook is run.</summary>
public sealed record NotebookRunOptions
{
    /// <summary>Values of parameters, as text, by name.</summary>
    /// <value>None.</value>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    /// <summary>Longest time that a cell may take.</summary>
    /// <value>No limit.</value>
    public TimeSpan? CellTimeout { get; init; }

    /// <summary>What happens after a cell has failed.</summary>
    /// <value>The run stops.</value>
    public OnCellError OnError { get; init; } = OnCellError.Stop;

    /// <summary>Makes the notebook's folder the process's current directory while it runs, as Jupyter does.</summary>
    /// <value>True. The directory belongs to the whole process: set false to run several notebooks at once.</value>
    public bool ChangeDirectory { get; init; } = true;

    /// <summary>Streams of native code and child processes that cells get.</summary>
    /// <value>None, because they belong to the whole process.</value>
    public NativeStreams NativeStreams { get; init; }

    /// <summary>Clock for the times in the executed notebook.</summary>
    /// <value>The system's.</value>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Hears what happens, on the thread on which it happens: keep it short.</summary>
    /// <value>None.</value>
    public Action<NotebookRunEvent>? Progress { get; init; }
}
