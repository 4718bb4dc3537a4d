namespace Research.Imaging;

/// <summary>Colours of class ids: id i has colour i.</summary>
public sealed class Palette
{
    private readonly (byte R, byte G, byte B)[] _colours;

    /// <summary>Makes a palette; ids without a colour are painted black.</summary>
    /// <param name="colours">1 to 256 colours.</param>
    /// <exception cref="ArgumentException">There are none, or more than 256.</exception>
    public Palette(IEnumerable<(byte R, byte G, byte B)> colours)
        : this(colours, (0, 0, 0))
    {
    }

    /// <summary>Makes a palette with a colour of its own for ids beyond the palette, <see cref="LabelMap.Ignore"/> among them.</summary>
    /// <param name="colours">1 to 256 colours.</param>
    /// <param name="ignoreColour">What is painted for ids without a colour.</param>
    /// <exception cref="ArgumentException">There are none, or more than 256.</exception>
    public Palette(IEnumerable<(byte R, byte G, byte B)> colours, (byte R, byte G, byte B) ignoreColour)
    {
        ArgumentNullException.ThrowIfNull(colours);
        _colours = [.. colours];
        if (_colours.Length is 0 or > 256)
            throw new ArgumentException($"expected 1 to 256 colours, got {_colours.Length}", nameof(colours));
        IgnoreColour = ignoreColour;
    }

    /// <summary>The colours; the position is the class id.</summary>
    public IReadOnlyList<(byte R, byte G, byte B)> Colours => _colours;

    /// <summary>Number of colours.</summary>
    public int Count => _colours.Length;

    /// <summary>What is painted for ids without a colour.</summary>
    public (byte R, byte G, byte B) IgnoreColour { get; }

    /// <summary>The colour of an id; <see cref="IgnoreColour"/> where the palette has none.</summary>
    public (byte R, byte G, byte B) this[byte label] => label < _colours.Length ? _colours[label] : IgnoreColour;

    /// <summary>Paints every pixel in the colour of its id.</summary>
    public RgbImage Paint(LabelMap labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        var table = new (byte R, byte G, byte B)[256];
        for (int id = 0; id < table.Length; id++) table[id] = this[(byte)id];

        var image = new RgbImage(labels.Width, labels.Height);
        Span<byte> pixels = image.Pixels;
        int at = 0;
        foreach (byte label in labels.Labels)
        {
            (pixels[at], pixels[at + 1], pixels[at + 2]) = table[label];
            at += 3;
        }
        return image;
    }

    /// <summary>Such as <c>Palette of 19</c>.</summary>
    public override string ToString() => $"Palette of {Count}";
}
