namespace Research.Scenes;

/// <summary>Identity of the world generator.</summary>
public static class SceneGenerator
{
    /// <summary>
    /// Grows with every change that alters a picture, label or depth of any scene; enters every random stream, cache
    /// keys and run hashes.
    /// </summary>
    public const int Version = 3;
}
