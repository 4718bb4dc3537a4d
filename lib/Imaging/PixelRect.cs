namespace Research.Imaging;

/// <summary>A rectangle of pixels: left, top, width, height.</summary>
/// <param name="X">Leftmost column.</param>
/// <param name="Y">Topmost row.</param>
/// <param name="Width">Columns, at least 1.</param>
/// <param name="Height">Rows, at least 1.</param>
public readonly record struct PixelRect(int X, int Y, int Width, int Height)
{
    /// <summary>Checks that the rectangle is not empty and lies within a picture of this size.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It does not.</exception>
    internal void CheckWithin(int width, int height)
    {
        bool inside = X >= 0 && Y >= 0 && Width > 0 && Height > 0 && X <= width - Width && Y <= height - Height;
        if (!inside)
            throw new ArgumentOutOfRangeException(
                nameof(width), $"expected a rectangle within {width} x {height} pixels, got {Width} x {Height} at ({X}, {Y})");
    }
}
