using Research.Imaging.Drawing;

namespace Research.Imaging;

/// <summary>Smooth text in the built-in stroke font, for captions. One size unit is a pixel of line height, as CSS counts.</summary>
public static class TextStamp
{
    // Grid units per size: capitals are 7 units of a tenth.
    private const double Unit = 0.1, Spacing = 1.85, StrokeWidth = 0.093;

    /// <summary>Height of a line in pixels, tails and gap included.</summary>
    public static int LineHeight(double size) => (int)Math.Ceiling(1.35 * size);

    /// <summary>Width of one line of text in pixels.</summary>
    public static int Width(string text, double size)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Sum(character => Advance(character, size));
    }

    /// <summary>Draws one line of text; what leaves the picture is cut off.</summary>
    /// <param name="image">The picture that is changed.</param>
    /// <param name="x">Left end in pixels.</param>
    /// <param name="y">Top of the line in pixels.</param>
    /// <param name="text">The text; a character that the font lacks becomes a box.</param>
    /// <param name="size">Font size in pixels, 4 to 400.</param>
    /// <param name="colour">The colour of the strokes.</param>
    /// <exception cref="ArgumentOutOfRangeException">The size is outside that range.</exception>
    public static void Draw(RgbImage image, int x, int y, string text, double size, (byte R, byte G, byte B) colour)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(text);
        if (!(size is >= 4 and <= 400)) throw new ArgumentOutOfRangeException(nameof(size), size, "expected 4 to 400 pixels");
        foreach (char character in text)
        {
            DrawGlyph(image, x, y, character, size, colour);
            x += Advance(character, size);
        }
    }

    /// <summary>Breaks text at spaces into lines of at most a width; a word that is too long alone is cut with an ellipsis.</summary>
    /// <param name="text">The text; line breaks in it are kept.</param>
    /// <param name="size">Font size in pixels.</param>
    /// <param name="width">Width in pixels.</param>
    public static IReadOnlyList<string> Wrap(string text, double size, int width)
    {
        ArgumentNullException.ThrowIfNull(text);
        var lines = new List<string>();
        foreach (string paragraph in text.Split('\n'))
        {
            string line = "";
            foreach (string word in paragraph.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                string longer = line.Length == 0 ? word : $"{line} {word}";
                if (line.Length > 0 && Width(longer, size) > width)
                {
                    lines.Add(Cut(line, size, width));
                    longer = word;
                }
                line = longer;
            }
            lines.Add(Cut(line, size, width));
        }
        return lines;
    }

    private static string Cut(string line, double size, int width)
    {
        if (Width(line, size) <= width) return line;
        int length = line.Length;
        while (length > 1 && Width(line[..length] + "…", size) > width) length--;
        return line[..length] + "…";
    }

    // Whole pixels, so that every glyph's left stem falls on a pixel and stays sharp.
    private static int Advance(char character, double size) => (int)Math.Round((Glyphs.Of(character).Width + Spacing) * Unit * size);

    private static void DrawGlyph(RgbImage image, int x, int y, char character, double size, (byte R, byte G, byte B) colour)
    {
        // Capitals are a whole number of pixels high and the baseline lies in the middle of a pixel row: horizontal strokes stay sharp.
        double scaleX = Unit * size, capHeight = Math.Round(7 * Unit * size), scaleY = capHeight / 7;
        double originX = x + 0.5 + Math.Floor(Spacing / 2 * scaleX), originY = y + 0.5 + Math.Round(0.2 * size);
        double half = StrokeWidth * size / 2;
        var segments = StrokePath.Flatten(Glyphs.Of(character).Path)
            .ConvertAll(s => new StrokePath.Segment(
                originX + s.X0 * scaleX, originY + s.Y0 * scaleY, originX + s.X1 * scaleX, originY + s.Y1 * scaleY));
        if (segments.Count == 0) return;

        double reach = half + 1;
        int left = Math.Max(0, (int)(segments.Min(s => Math.Min(s.X0, s.X1)) - reach));
        int right = Math.Min(image.Width - 1, (int)(segments.Max(s => Math.Max(s.X0, s.X1)) + reach));
        int top = Math.Max(0, (int)(segments.Min(s => Math.Min(s.Y0, s.Y1)) - reach));
        int bottom = Math.Min(image.Height - 1, (int)(segments.Max(s => Math.Max(s.Y0, s.Y1)) + reach));
        for (int row = top; row <= bottom; row++)
        {
            for (int column = left; column <= right; column++)
            {
                double distance = segments.Min(segment => Distance(segment, column + 0.5, row + 0.5));
                // A stroke's edge covers a pixel in proportion to how far it reaches past the pixel's middle.
                double cover = Math.Clamp(half + 0.5 - distance, 0, 1);
                if (cover > 0) image[column, row] = Mix(image[column, row], colour, cover);
            }
        }
    }

    private static double Distance(StrokePath.Segment s, double x, double y)
    {
        double dx = s.X1 - s.X0, dy = s.Y1 - s.Y0, length = dx * dx + dy * dy;
        double along = length == 0 ? 0 : Math.Clamp(((x - s.X0) * dx + (y - s.Y0) * dy) / length, 0, 1);
        return Math.Sqrt(Math.Pow(x - s.X0 - along * dx, 2) + Math.Pow(y - s.Y0 - along * dy, 2));
    }

    private static (byte R, byte G, byte B) Mix((byte R, byte G, byte B) under, (byte R, byte G, byte B) over, double share) => (
        (byte)(under.R + (over.R - under.R) * share + 0.5),
        (byte)(under.G + (over.G - under.G) * share + 0.5),
        (byte)(under.B + (over.B - under.B) * share + 0.5));
}
