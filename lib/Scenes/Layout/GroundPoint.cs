namespace Research.Scenes.Layout;

/// <summary>A place on the ground in street terms.</summary>
/// <param name="Kind">Material.</param>
/// <param name="Station">y, metres along the street.</param>
/// <param name="Offset">Metres to the right of the centre line.</param>
/// <param name="Edge">Metres to the nearest kerb, positive off the road.</param>
/// <param name="MainEdge">Metres beyond the edge of the main carriageway, negative on it.</param>
/// <param name="CrossEdge">Metres beyond the edge of the nearest crossing carriageway, negative on it.</param>
/// <param name="JunctionIndex">Nearest junction or -1.</param>
internal readonly record struct GroundPoint(
    GroundKind Kind, double Station, double Offset, double Edge, double MainEdge, double CrossEdge, int JunctionIndex);
