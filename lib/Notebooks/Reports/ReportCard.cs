using System.Text.Json.Nodes;

namespace Research.Notebooks;

/// <summary>What the page of all reports says about one of them.</summary>
/// <remarks>
/// A notebook tells its own part by displaying a JSON object under <see cref="MimeType"/> with any of the texts
/// <c>claim</c>, <c>ours</c>, <c>published</c>, <c>measure</c>, <c>status</c>; reports do not show that output.
/// </remarks>
public sealed record ReportCard
{
    /// <summary>Media type under which a notebook displays its card.</summary>
    public const string MimeType = "application/vnd.research.card+json";

    /// <summary>Title.</summary>
    public required string Title { get; init; }

    /// <summary>Link to the report, relative to the page.</summary>
    public required string Link { get; init; }

    /// <summary>One sentence: what the report shows.</summary>
    public string? Claim { get; init; }

    /// <summary>What the two numbers measure, with unit and data.</summary>
    public string? Measure { get; init; }

    /// <summary>Our number, with its spread.</summary>
    public string? Ours { get; init; }

    /// <summary>The published number.</summary>
    public string? Published { get; init; }

    /// <summary>Reproduced, partly, not; or that the run failed.</summary>
    public string? Status { get; init; }

    /// <summary>True when cells of the notebook failed.</summary>
    public bool Failed { get; init; }

    /// <summary>Time of the run.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>Commit of the sources.</summary>
    public string? Commit { get; init; }

    /// <summary>Teaser picture as a data address; null where there is none.</summary>
    public string? Teaser { get; init; }

    /// <summary>What the teaser shows.</summary>
    public string TeaserAlt { get; init; } = "";

    /// <summary>Makes the card of an executed notebook.</summary>
    /// <param name="document">The notebook.</param>
    /// <param name="link">Link to its report.</param>
    /// <param name="options">What its report's header says.</param>
    public static ReportCard Of(NotebookDocument document, string link, ReportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(document);
        var told = document.Cells.SelectMany(cell => cell.Outputs).Select(output => output.Data.Entries.GetValueOrDefault(MimeType) as JsonObject).LastOrDefault(card => card is not null);
        string? Told(string name) => told?[name] is JsonValue value && value.TryGetValue<string>(out var text) && text.Length > 0 ? text : null;
        var failed = document.Cells.Any(cell => !cell.HasTag("raises-exception") && cell.Outputs.Any(output => output.Kind == NotebookOutputKind.Error));
        var (teaser, alt) = ReportTeaser.Of(document);
        return new ReportCard
        {
            Title = options?.Title ?? document.Title ?? link,
            Link = link,
            Claim = Told("claim"),
            Measure = Told("measure"),
            Ours = Told("ours"),
            Published = Told("published"),
            Status = failed ? "cells failed" : Told("status"),
            Failed = failed,
            Duration = options?.Duration,
            Commit = options?.Commit,
            Teaser = teaser,
            TeaserAlt = alt,
        };
    }
}
