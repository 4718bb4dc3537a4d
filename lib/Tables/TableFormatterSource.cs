namespace Research.Tables;

/// <summary>HTML and plain text of frames and views, by the convention of <see cref="TypeFormatterSourceAttribute"/>.</summary>
internal sealed class TableFormatterSource
{
    public IEnumerable<object> CreateTypeFormatters() =>
    [
        new Formatter("text/html", view => view.ToHtml()),
        new Formatter("text/plain", view => view.ToText()),
    ];

    internal sealed class Formatter(string mimeType, Func<TableView, string> render)
    {
        public string MimeType { get; } = mimeType;

        public bool Format(object instance, TextWriter writer)
        {
            var view = instance switch { TableView v => v, DataFrame frame => frame.View(), _ => null };
            if (view is null) return false;
            writer.Write(render(view));
            return true;
        }
    }
}
