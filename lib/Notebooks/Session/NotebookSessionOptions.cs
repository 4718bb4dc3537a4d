namespace Research.Notebooks;

/// <summary>How a session is set up.</summary>
public sealed record NotebookSessionOptions
{
    /// <summary>Folder of the notebook: relative paths in <c>#r</c>, <c>#load</c> and <c>#!import</c> start here.</summary>
    /// <value>The current directory.</value>
    public string BaseDirectory { get; init; } = Environment.CurrentDirectory;

    /// <summary>Answers a cell that asks for a line of input, given the prompt.</summary>
    /// <value>None: asking is an error.</value>
    public Func<string, string>? Input { get; init; }

    /// <summary>Answers a cell that asks for a secret, given the prompt.</summary>
    /// <value>None: <see cref="Input"/> is asked.</value>
    public Func<string, string>? Password { get; init; }

    /// <summary>Folder that keeps the packages of <c>#r "nuget:..."</c>; null for the user's cache folder.</summary>
    public string? PackageCache { get; init; }

    /// <summary>Streams of native code and child processes that cells get.</summary>
    /// <value>None, because they belong to the whole process.</value>
    public NativeStreams NativeStreams { get; init; }

    /// <summary>Clock for durations.</summary>
    /// <value>The system's.</value>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
