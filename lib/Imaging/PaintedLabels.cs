using Research.Imaging.Display;

namespace Research.Imaging;

/// <summary>A label map with what is needed to show it: colours and names.</summary>
[TypeFormatterSource(typeof(PaintedLabelsFormatterSource), PreferredMimeTypes = ["text/html"])]
public sealed class PaintedLabels
{
    /// <summary>Puts labels, colours and names together.</summary>
    /// <param name="labels">The labels.</param>
    /// <param name="palette">Their colours.</param>
    /// <param name="names">Names by id; ids beyond them are shown by number.</param>
    public PaintedLabels(LabelMap labels, Palette palette, IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(palette);
        ArgumentNullException.ThrowIfNull(names);
        (Labels, Palette, Names) = (labels, palette, names);
    }

    /// <summary>The labels.</summary>
    public LabelMap Labels { get; }

    /// <summary>Their colours.</summary>
    public Palette Palette { get; }

    /// <summary>Names by id.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The map in its colours.</summary>
    public RgbImage ToImage() => Palette.Paint(Labels);

    /// <summary>The map in its colours, with a legend of the classes that occur under it; small maps are enlarged to carry it.</summary>
    public RgbImage ToImageWithLegend()
    {
        const int legible = 320;
        RgbImage image = ToImage();
        if (image.Width < legible)
        {
            int times = (legible + image.Width - 1) / image.Width;
            image = Resize.Nearest(image, times * image.Width, times * image.Height);
        }
        return Montage.Grid([image, Legend.Strip(Labels, Palette, Names, image.Width)], 1, gap: 6);
    }

    /// <summary>Size and the classes that cover most, such as <c>Label map 480 x 360: road 41 %, sky 17 %</c>.</summary>
    public override string ToString()
    {
        const int most = 6;
        long[] counts = Labels.Histogram();
        int[] present = [.. Enumerable.Range(0, 256).Where(id => counts[id] > 0).OrderByDescending(id => counts[id])];
        string shares = string.Join(", ", present.Take(most).Select(id =>
            FormattableString.Invariant($"{Legend.ClassName(Names, Palette, id)} {100.0 * counts[id] / Labels.Labels.Length:F0} %")));
        return $"Label map {Labels.Width} x {Labels.Height}: {shares}" + (present.Length > most ? $" and {present.Length - most} more" : "");
    }
}
