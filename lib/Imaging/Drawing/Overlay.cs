namespace Research.Imaging;

/// <summary>Label colours laid over a photograph.</summary>
public static class Overlay
{
    /// <summary>Mixes each pixel with the colour of its label. Pixels that the palette has no colour for stay as they are.</summary>
    /// <param name="photo">The photograph.</param>
    /// <param name="labels">Labels of the same size.</param>
    /// <param name="palette">Their colours.</param>
    /// <param name="opacity">Share of the label's colour, 0 to 1.</param>
    /// <exception cref="ArgumentException">The sizes differ.</exception>
    public static RgbImage Paint(RgbImage photo, LabelMap labels, Palette palette, double opacity = 0.55)
    {
        ArgumentNullException.ThrowIfNull(palette);
        CheckSizes(photo, labels);
        if (!(opacity is >= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(opacity), opacity, "expected 0 to 1");
        RgbImage painted = photo.Clone();
        int share = (int)Math.Round(256 * opacity);
        for (int i = 0, at = 0; i < labels.Labels.Length; i++, at += 3)
        {
            byte label = labels.Labels[i];
            if (label >= palette.Count) continue;
            var (red, green, blue) = palette[label];
            painted.Pixels[at] = Mix(painted.Pixels[at], red, share);
            painted.Pixels[at + 1] = Mix(painted.Pixels[at + 1], green, share);
            painted.Pixels[at + 2] = Mix(painted.Pixels[at + 2], blue, share);
        }
        return painted;
    }

    /// <summary>As <see cref="Paint"/>, with a white line where labels change.</summary>
    /// <inheritdoc cref="Paint"/>
    public static RgbImage PaintWithOutlines(RgbImage photo, LabelMap labels, Palette palette, double opacity = 0.45)
    {
        RgbImage painted = Paint(photo, labels, palette, opacity);
        for (int y = 0; y < labels.Height; y++)
        {
            for (int x = 0; x < labels.Width; x++)
            {
                byte label = labels[x, y];
                bool edge = x + 1 < labels.Width && labels[x + 1, y] != label || y + 1 < labels.Height && labels[x, y + 1] != label;
                if (edge) painted[x, y] = (255, 255, 255);
            }
        }
        return painted;
    }

    /// <summary>Checks that a photograph and its labels have one size.</summary>
    internal static void CheckSizes(RgbImage photo, LabelMap labels)
    {
        ArgumentNullException.ThrowIfNull(photo);
        ArgumentNullException.ThrowIfNull(labels);
        if (photo.Width != labels.Width || photo.Height != labels.Height)
            throw new ArgumentException(
                $"expected labels of {photo.Width} x {photo.Height} pixels as the photograph, got {labels.Width} x {labels.Height}", nameof(labels));
    }

    private static byte Mix(byte under, byte over, int share) => (byte)((under * (256 - share) + over * share + 128) >> 8);
}
