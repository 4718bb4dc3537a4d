namespace Research.Scenes;

/// <summary>A closed range of numbers from which scenes draw uniformly.</summary>
/// <param name="Minimum">Least value.</param>
/// <param name="Maximum">Greatest value.</param>
public readonly record struct ValueRange(double Minimum, double Maximum)
{
    /// <summary>The range that holds one value only.</summary>
    public static implicit operator ValueRange(double value) => new(value, value);

    /// <summary>The range from the first to the second member.</summary>
    public static implicit operator ValueRange((double Minimum, double Maximum) pair) => new(pair.Minimum, pair.Maximum);
}
