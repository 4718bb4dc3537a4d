namespace Research.Notebooks;

/// <summary>What a report says about the run that it shows; everything is given by the caller, nothing is looked up.</summary>
public sealed record ReportOptions
{
    /// <summary>Title of the page.</summary>
    /// <value>The notebook's first heading.</value>
    public string? Title { get; init; }

    /// <summary>When the notebook was run.</summary>
    public DateTimeOffset? Date { get; init; }

    /// <summary>How long it took.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>Commit of the sources.</summary>
    public string? Commit { get; init; }

    /// <summary>Further lines of the header, in order: what was trained, on what, seeds, machine.</summary>
    /// <value>None.</value>
    public IReadOnlyList<ReportFact> Facts { get; init; } = [];

    /// <summary>Folder of the notebook, from which pictures named in its Markdown are taken into the page.</summary>
    /// <value>None: only pictures inside the notebook are shown.</value>
    public string? Folder { get; init; }

    /// <summary>Link to the page that lists all reports, relative to this one.</summary>
    /// <value>None.</value>
    public string? IndexLink { get; init; }
}
