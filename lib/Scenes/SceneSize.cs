namespace Research.Scenes;

/// <summary>Size of a picture in pixels.</summary>
/// <param name="Width">Columns, 8 .. 8192.</param>
/// <param name="Height">Rows, 8 .. 8192.</param>
public sealed record SceneSize(int Width, int Height)
{
    /// <summary>Throws unless both sides lie in 8 .. 8192.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A side is out of range.</exception>
    public void Check()
    {
        if (Width is < 8 or > 8192) throw new ArgumentOutOfRangeException(nameof(Width), Width, "Width of a scene must lie in 8 .. 8192.");
        if (Height is < 8 or > 8192) throw new ArgumentOutOfRangeException(nameof(Height), Height, "Height of a scene must lie in 8 .. 8192.");
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Width}x{Height}";
}
