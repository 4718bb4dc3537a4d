namespace Research.Notebooks.Cells;

/// <summary>A value shown below a cell, which can be replaced in place.</summary>
public sealed class DisplayedValue
{
    private readonly CellContext context;
    private readonly string[] mimeTypes;

    internal DisplayedValue(CellContext context, string[] mimeTypes)
    {
        this.context = context;
        this.mimeTypes = mimeTypes;
        DisplayId = context.NextDisplayId();
    }

    /// <summary>Identity of the output, unique in the session.</summary>
    public string DisplayId { get; }

    /// <summary>Replaces what is shown.</summary>
    /// <param name="value">The new value.</param>
    public void Update(object? value) => Talking.Output.Update(context.Session.Formatters.Format(value, mimeTypes), DisplayId);

    // Clients take updates from the cell that runs; what comes in the name of one that has ended, nbclient drops.
    private CellContext Talking => context.IsRunning ? context : context.Session.Running ?? context;

    internal void Show(object? value) => context.Output.Display(context.Session.Formatters.Format(value, mimeTypes), DisplayId);
}
