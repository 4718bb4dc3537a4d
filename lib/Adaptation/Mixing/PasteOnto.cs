namespace Research.Adaptation.Mixing;

/// <summary>Which training pictures receive the pasted classes.</summary>
[Flags]
public enum PasteOnto
{
    /// <summary>None: the pictures stay as they are.</summary>
    None = 0,

    /// <summary>The source pictures.</summary>
    Source = 1,

    /// <summary>The target pictures, as in DACS.</summary>
    Target = 2,

    /// <summary>Both: the dual paste.</summary>
    Both = Source | Target,
}
