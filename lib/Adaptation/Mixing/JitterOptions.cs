namespace Research.Adaptation.Mixing;

/// <summary>How far <see cref="TensorJitter"/> may go; the defaults are those of DACS, DSP and CorDA.</summary>
public sealed record JitterOptions
{
    /// <summary>Brightness: what is added to colours of 0 to 1 is uniform in ± this. 0 to 1.</summary>
    /// <value>0.25.</value>
    public double Brightness { get; init; } = 0.25;

    /// <summary>Contrast: the factor on all colours is uniform in 1 ± this. 0 to 1.</summary>
    /// <value>0.25.</value>
    public double Contrast { get; init; } = 0.25;

    /// <summary>Saturation: the factor on HSV's saturation is uniform in 1 ± this. 0 to 1.</summary>
    /// <value>0.25.</value>
    public double Saturation { get; init; } = 0.25;

    /// <summary>Hue: the turn is uniform in ± this, in radians, 0 to pi.</summary>
    /// <value>0.25, as kornia 0.2.0 reads it; kornia 0.4.1 turns by 2 pi times the drawn number, so pass 2 pi 0.25 for that version.</value>
    public double Hue { get; init; } = 0.25;

    /// <summary>Throws where a field is out of range.</summary>
    /// <exception cref="ArgumentException">Names the field, the value and the range.</exception>
    public void Validate()
    {
        Check(nameof(Brightness), Brightness, 1, "0 to 1");
        Check(nameof(Contrast), Contrast, 1, "0 to 1");
        Check(nameof(Saturation), Saturation, 1, "0 to 1");
        Check(nameof(Hue), Hue, Math.PI, "0 to pi radians");
    }

    private static void Check(string field, double value, double maximum, string expected)
    {
        if (!(value >= 0 && value <= maximum))
            throw new ArgumentException($"{nameof(JitterOptions)}.{field}: expected {expected}, got {value}");
    }
}
