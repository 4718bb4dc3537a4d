namespace Research.Scenes;

/// <summary>A point or direction in space, metres. Which frame it belongs to is said where it occurs.</summary>
/// <param name="X">First coordinate.</param>
/// <param name="Y">Second coordinate.</param>
/// <param name="Z">Third coordinate.</param>
public readonly record struct Point3(double X, double Y, double Z);
