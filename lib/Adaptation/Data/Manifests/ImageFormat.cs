namespace Research.Adaptation.Data;

/// <summary>The size that all pictures and labels of a dataset have.</summary>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
/// <param name="Tolerance">How many pixels either side may differ; 0 except where a dataset is known to vary.</param>
public sealed record ImageFormat(int Width, int Height, int Tolerance)
{
    /// <summary>Whether a picture of that size belongs to the dataset.</summary>
    public bool Accepts(int width, int height) =>
        Math.Abs(width - Width) <= Tolerance && Math.Abs(height - Height) <= Tolerance;

    /// <summary>The size as text.</summary>
    public override string ToString() => Tolerance == 0 ? $"{Width} x {Height}" : $"{Width} x {Height} (+-{Tolerance})";
}
