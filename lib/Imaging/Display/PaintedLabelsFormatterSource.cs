namespace Research.Imaging.Display;

/// <summary>How a notebook shows <see cref="PaintedLabels"/>: the painted map with a legend of its classes under it.</summary>
internal sealed class PaintedLabelsFormatterSource
{
    public IEnumerable<object> CreateTypeFormatters() =>
        ImageFormatters.For<PaintedLabels>(painted => painted.ToImageWithLegend(), painted => painted.ToString());
}
