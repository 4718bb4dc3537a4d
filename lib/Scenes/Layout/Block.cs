namespace Research.Scenes.Layout;

/// <summary>One side (+1 right, -1 left) of the street between two junctions, stations Start to End.</summary>
internal sealed record Block(int Side, double Start, double End, BlockKind Kind, double SetBack)
{
    public double Length => End - Start;
}
