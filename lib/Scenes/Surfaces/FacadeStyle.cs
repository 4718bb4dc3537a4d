using Research.Scenes.Geometry;

namespace Research.Scenes.Surfaces;

/// <summary>How one building's facade is divided and coloured. Metres.</summary>
internal sealed record FacadeStyle
{
    public required Rgb Wall { get; init; }

    public required Rgb GroundWall { get; init; }

    public required Rgb Trim { get; init; }

    public required Rgb Shop { get; init; }

    public double StoreyHeight { get; init; }

    public double GroundHeight { get; init; }

    public double Bay { get; init; }

    /// <summary>Part of a bay that is window.</summary>
    public double WindowWidth { get; init; }

    /// <summary>Part of a storey that is window.</summary>
    public double WindowHeight { get; init; }

    public bool Shops { get; init; }

    public bool CurtainWall { get; init; }

    public bool Brick { get; init; }

    /// <summary>Whether the narrow sides have windows too.</summary>
    public bool SideWindows { get; init; }

    public double Texture { get; init; }

    public double Grime { get; init; }

    /// <summary>Radiance of lit windows, 0 by day.</summary>
    public double Lamps { get; init; }

    /// <summary>Tells the windows of one building from those of another.</summary>
    public int Salt { get; init; }
}
