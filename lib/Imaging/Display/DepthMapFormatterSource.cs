namespace Research.Imaging.Display;

/// <summary>How a notebook shows a <see cref="DepthMap"/>: in colours from near to far.</summary>
internal sealed class DepthMapFormatterSource
{
    public IEnumerable<object> CreateTypeFormatters() =>
        ImageFormatters.For<DepthMap>(depth => DepthPainter.Paint(depth), depth => $"{depth}, near light, far dark");
}
