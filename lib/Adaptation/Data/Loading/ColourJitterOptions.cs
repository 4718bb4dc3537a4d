namespace Research.Adaptation.Data;

/// <summary>A random change of brightness, contrast, saturation and hue, in random order.</summary>
public sealed record ColourJitterOptions
{
    /// <summary>How often a sample is changed, 0 .. 1. Default: 1.</summary>
    public double Probability { get; init; } = 1;

    /// <summary>Reach of the brightness, 0 .. 1.</summary>
    public required double Brightness { get; init; }

    /// <summary>Reach of the contrast, 0 .. 1.</summary>
    public required double Contrast { get; init; }

    /// <summary>Reach of the saturation, 0 .. 1.</summary>
    public required double Saturation { get; init; }

    /// <summary>Reach of the hue, 0 .. 0.5; in what unit, <see cref="Rule"/> says.</summary>
    public required double Hue { get; init; }

    /// <summary>Whose definition the reaches belong to.</summary>
    public JitterRule Rule { get; init; } = JitterRule.Torchvision;

    /// <summary>
    /// Whether blue is taken for red and red for blue, as where a released code jitters BGR tensors with a function for RGB. It changes
    /// what saturation and hue do only through the direction of the hue. Default: no.
    /// </summary>
    public bool TakesBlueForRed { get; init; }

    /// <summary>DSP's: 0.25 each by kornia 0.2.0 on BGR, with probability 0.8.</summary>
    public static ColourJitterOptions Dsp { get; } = new()
    {
        Probability = 0.8, Brightness = 0.25, Contrast = 0.25, Saturation = 0.25, Hue = 0.25, Rule = JitterRule.Kornia020, TakesBlueForRed = true,
    };

    /// <summary>CorDA's: 0.25 each by kornia 0.4.1 on BGR, with probability 0.8.</summary>
    public static ColourJitterOptions CorDA { get; } = Dsp with { Rule = JitterRule.Kornia041 };

    /// <summary>That of the directional contrastive loss's labelled pictures: (0.4, 0.4, 0.4, 0.1) by torchvision, always.</summary>
    public static ColourJitterOptions DirectionalContrast { get; } = new() { Brightness = 0.4, Contrast = 0.4, Saturation = 0.4, Hue = 0.1 };

    /// <summary>Checks the fields' ranges.</summary>
    /// <exception cref="ArgumentException">A field is out of range; the message names it.</exception>
    public void Validate()
    {
        Check(nameof(Probability), Probability, 1);
        Check(nameof(Brightness), Brightness, 1);
        Check(nameof(Contrast), Contrast, 1);
        Check(nameof(Saturation), Saturation, 1);
        Check(nameof(Hue), Hue, 0.5);
    }

    private static void Check(string field, double value, double maximum)
    {
        if (!(value >= 0 && value <= maximum))
            throw new ArgumentException($"{nameof(ColourJitterOptions)}.{field}: expected 0 .. {maximum}, got {value}");
    }
}
