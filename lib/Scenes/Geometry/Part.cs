using Research.Scenes.Surfaces;

namespace Research.Scenes.Geometry;

/// <summary>What a primitive is: its surface, Cityscapes train id (255 = ignore), instance number (0 = none) and mover.</summary>
/// <param name="Surface">How it looks.</param>
/// <param name="Label">Train id.</param>
/// <param name="Instance">1, 2, ... for countable things, 0 otherwise.</param>
internal sealed record Part(Surface Surface, byte Label, ushort Instance);
