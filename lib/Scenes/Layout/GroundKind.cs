namespace Research.Scenes.Layout;

/// <summary>What the ground is made of.</summary>
internal enum GroundKind : byte
{
    Road,
    Kerb,
    Sidewalk,
    Grass,
    Gravel,
}
