namespace Research.Notebooks;

/// <summary>What a notebook cell holds.</summary>
public enum NotebookCellKind
{
    /// <summary>Code to run.</summary>
    Code,

    /// <summary>Markdown to read.</summary>
    Markdown,

    /// <summary>Text that is left as it is.</summary>
    Raw,
}
