namespace Research.Adaptation.Data;

/// <summary>Factors between which pictures are scaled, both included.</summary>
/// <param name="Minimum">Smallest factor, above 0.</param>
/// <param name="Maximum">Largest factor, at least the smallest, at most 16.</param>
public sealed record ScaleRange(double Minimum, double Maximum)
{
    internal void Validate(string field)
    {
        if (!(Minimum > 0 && Minimum <= Maximum && Maximum <= 16))
            throw new ArgumentException($"{field}: expected 0 < minimum <= maximum <= 16, got {Minimum} to {Maximum}");
    }

    // Pictures of different shape are scaled by their longer side, as the released code does: whole pixels, uniform.
    internal (int Width, int Height) Draw(int width, int height, RandomStream random)
    {
        var side = Math.Max(width, height);
        var drawn = random.NextInt((int)Math.Round(side * Minimum), (int)Math.Round(side * Maximum) + 1);
        var factor = (double)drawn / side;
        return (Math.Max(1, (int)Math.Round(width * factor)), Math.Max(1, (int)Math.Round(height * factor)));
    }
}
