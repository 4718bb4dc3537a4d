using Research.Scenes.Geometry;

namespace Research.Scenes.Rendering;

/// <summary>What a ray met first.</summary>
internal struct Hit
{
    public const int Sky = -1;
    public const int Ground = -2;

    /// <summary>Index of the primitive in the tree, or <see cref="Sky"/> or <see cref="Ground"/>.</summary>
    public int Primitive;

    /// <summary>Ray parameter.</summary>
    public double T;

    /// <summary>Outward unit normal in the world.</summary>
    public Vec3 Normal;

    /// <summary>Equal for pixels that show the same thing; decides where edges are.</summary>
    public int Key;

    public byte Label;

    public ushort Instance;
}
