namespace Research.Notebooks;

/// <summary>What a run does after a cell has failed.</summary>
public enum OnCellError
{
    /// <summary>Leaves the remaining cells unrun.</summary>
    Stop,

    /// <summary>Runs the remaining cells.</summary>
    Continue,
}
