using System.Diagnostics;
using System.Globalization;

namespace Research.Notebooks.Cells;

/// <summary>A bar below the cell that shows how far long work is; updated in place, at most ten times a second.</summary>
public sealed class ProgressBar
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);
    private readonly DisplayedValue shown;
    private long lastShown;

    /// <summary>Shows an empty bar below the running cell.</summary>
    /// <param name="title">What is about to happen.</param>
    public ProgressBar(string title) => shown = CellHelpers.display(Content(0, title));

    /// <summary>Moves the bar.</summary>
    /// <param name="fraction">Share done, 0 to 1.</param>
    /// <param name="text">What is being done, with rate and remaining time where known.</param>
    public void Report(double fraction, string text)
    {
        if (lastShown != 0 && Stopwatch.GetElapsedTime(lastShown) < Interval) return;
        lastShown = Stopwatch.GetTimestamp();
        shown.Update(Content(fraction, text));
    }

    /// <summary>Replaces the bar by a closing sentence.</summary>
    /// <param name="text">What was done.</param>
    public void Finish(string text) => shown.Update(CellHelpers.HTML($"<p class=\"progress-done\">{CellHelpers.Escape(text)}</p>"));

    private static HtmlContent Content(double fraction, string text)
    {
        var percent = (100 * Math.Clamp(double.IsNaN(fraction) ? 0 : fraction, 0, 1)).ToString("F0", CultureInfo.InvariantCulture);
        return CellHelpers.HTML($"<div class=\"progress-line\"><progress max=\"100\" value=\"{percent}\" aria-label=\"progress\"></progress> {percent} % {CellHelpers.Escape(text)}</div>");
    }
}
