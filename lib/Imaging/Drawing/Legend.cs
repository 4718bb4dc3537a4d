using Research.Imaging.Drawing;

namespace Research.Imaging;

/// <summary>Colours and names side by side, flowing over as many lines as a width needs.</summary>
public static class Legend
{
    /// <summary>Draws a legend.</summary>
    /// <param name="entries">Names and their colours, in order.</param>
    /// <param name="width">Width of the picture in pixels, at least 40.</param>
    /// <param name="style">Colours and text size.</param>
    /// <exception cref="ArgumentException">There are no entries.</exception>
    public static RgbImage Strip(
        IReadOnlyList<(string Name, (byte R, byte G, byte B) Colour)> entries, int width, MontageStyle? style = null)
    {
        ArgumentNullException.ThrowIfNull(entries);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 40);
        if (entries.Count == 0) throw new ArgumentException("expected at least one entry, got none", nameof(entries));
        style ??= MontageStyle.Default;
        int swatch = (int)Math.Round(0.95 * style.TextSize), inner = swatch / 3, between = swatch;
        int line = TextStamp.LineHeight(style.TextSize) + 2;

        var places = new List<(int X, int Y, string Text)>();
        int x = 0, y = 0;
        foreach (var (name, _) in entries)
        {
            string text = TextStamp.Wrap(name, style.TextSize, width - swatch - inner)[0];
            int length = swatch + inner + TextStamp.Width(text, style.TextSize);
            if (x > 0 && x + length > width) (x, y) = (0, y + line);
            places.Add((x, y, text));
            x += length + between;
        }

        RgbImage image = Shapes.Canvas(width, y + line, style.Background);
        for (int i = 0; i < entries.Count; i++)
        {
            var (left, top, text) = places[i];
            int middle = top + (line - swatch) / 2;
            Shapes.Fill(image, new PixelRect(left, middle, swatch, swatch), Darker(entries[i].Colour));
            Shapes.Fill(image, new PixelRect(left + 1, middle + 1, swatch - 2, swatch - 2), entries[i].Colour);
            TextStamp.Draw(image, left + swatch + inner, top + 1, text, style.TextSize, style.Text);
        }
        return image;
    }

    /// <summary>Draws a legend of the classes that occur in a label map.</summary>
    /// <param name="labels">The labels.</param>
    /// <param name="palette">Their colours.</param>
    /// <param name="names">Their names; ids beyond the names are shown by number.</param>
    /// <param name="width">Width of the picture in pixels, at least 40.</param>
    /// <param name="style">Colours and text size.</param>
    public static RgbImage Strip(LabelMap labels, Palette palette, IReadOnlyList<string> names, int width, MontageStyle? style = null)
    {
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(palette);
        long[] counts = labels.Histogram();
        var entries = new List<(string, (byte, byte, byte))>();
        for (int id = 0; id < counts.Length; id++)
            if (counts[id] > 0) entries.Add((ClassName(names, palette, id), palette[(byte)id]));
        return Strip(entries, width, style);
    }

    /// <summary>The name of an id, "ignored" for <see cref="LabelMap.Ignore"/> without a name, or the number.</summary>
    internal static string ClassName(IReadOnlyList<string> names, Palette palette, int id)
    {
        ArgumentNullException.ThrowIfNull(names);
        if (id < names.Count) return names[id];
        return id == LabelMap.Ignore && palette.Count <= id ? "ignored" : $"class {id}";
    }

    // A thin rim keeps white and pale colours visible on a white ground.
    private static (byte, byte, byte) Darker((byte R, byte G, byte B) colour) =>
        ((byte)(colour.R * 3 / 5), (byte)(colour.G * 3 / 5), (byte)(colour.B * 3 / 5));
}
