using System.Globalization;
using Research.Notebooks;

namespace Research.Cli.Commands;

/// <summary>Where a running notebook is, as one line: the cell that runs, its heading, and the progress line shown last.</summary>
/// <remarks>A bar that an early cell displays and later cells update tells about the later ones, so places come from started cells only.</remarks>
internal sealed class NotebookPlace
{
    private const int LongestText = 160;
    private string _heading = "";
    private string? _shown;
    private int _count;

    /// <summary>Number of the running cell, from 1.</summary>
    public int Cell { get; private set; } = 1;

    /// <summary>"cell 5/31  Training  step 120/400, 3.1 steps/s, 40 s left".</summary>
    public string Text
    {
        get
        {
            var parts = new[] { string.Create(CultureInfo.InvariantCulture, $"cell {Cell}/{_count}"), _heading, _shown };
            return string.Concat(string.Join("  ", parts.Where(p => !string.IsNullOrEmpty(p))).Select(c => char.IsControl(c) ? ' ' : c));
        }
    }

    /// <summary>Takes an event in; true where the line has changed.</summary>
    public bool Hear(NotebookRunEvent e)
    {
        if (e.Kind == NotebookRunEventKind.CellStarted)
        {
            (Cell, _count, _heading, _shown) = (e.CellNumber, e.CellCount, e.Heading, null);
            return true;
        }
        if (e.Kind != NotebookRunEventKind.Shown) return false;
        var line = e.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault();
        // Tables and pictures are shown, too; a progress line has a share or a rate.
        if (line is null || line.Length > LongestText || !line.Contains('%') && !line.Contains("/s", StringComparison.Ordinal)) return false;
        _shown = line;
        return true;
    }
}
