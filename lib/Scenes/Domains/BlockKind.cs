namespace Research.Scenes;

/// <summary>What stands along one side of a block.</summary>
public enum BlockKind
{
    /// <summary>Buildings wall to wall at the sidewalk.</summary>
    Row,

    /// <summary>Detached houses behind front gardens.</summary>
    Detached,

    /// <summary>Trees and grass.</summary>
    Park,

    /// <summary>Yards behind walls and fences, few buildings.</summary>
    Yard,
}
