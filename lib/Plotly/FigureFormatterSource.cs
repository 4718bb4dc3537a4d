namespace Research.Plotly;

/// <summary>Plotly JSON, HTML and plain text of figures, by the convention of <see cref="TypeFormatterSourceAttribute"/>.</summary>
/// <remarks>The static picture lies inside the HTML form: a media type of its own would store it twice in every notebook.</remarks>
internal sealed class FigureFormatterSource
{
    public IEnumerable<object> CreateTypeFormatters() =>
    [
        new Formatter("application/vnd.plotly.v1+json", figure => figure.ToJson()),
        new Formatter("text/html", figure => figure.ToHtml()),
        new Formatter("text/plain", figure => figure.ToString()),
    ];

    internal sealed class Formatter(string mimeType, Func<Figure, string> render)
    {
        public string MimeType { get; } = mimeType;

        public bool Format(object instance, TextWriter writer)
        {
            if (instance is not Figure figure) return false;
            writer.Write(render(figure));
            return true;
        }
    }
}
