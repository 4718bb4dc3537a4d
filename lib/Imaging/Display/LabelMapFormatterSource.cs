namespace Research.Imaging.Display;

/// <summary>How a notebook shows a bare <see cref="LabelMap"/>, which has no colours: by its numbers.</summary>
internal sealed class LabelMapFormatterSource
{
    public IEnumerable<object> CreateTypeFormatters() =>
        [new ImageFormatter<LabelMap>("text/plain", (labels, writer) => writer.Write(Describe(labels)))];

    private static string Describe(LabelMap labels)
    {
        var present = labels.Histogram().Select((count, id) => (Id: id, Count: count)).Where(entry => entry.Count > 0);
        string shares = string.Join(", ", present
            .OrderByDescending(entry => entry.Count)
            .Select(entry => FormattableString.Invariant($"{entry.Id} {100.0 * entry.Count / labels.Labels.Length:F1} %")));
        return $"{labels}: {shares}\nnew PaintedLabels(labels, palette, names) shows it in colour";
    }
}
