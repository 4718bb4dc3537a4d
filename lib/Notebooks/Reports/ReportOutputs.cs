using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Research.Notebooks;

/// <summary>Outputs of cells as HTML. Text is escaped; HTML is cleaned; figures keep their JSON.</summary>
internal sealed class ReportOutputs(ReportMarkdown markdown)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>How many Plotly figures have been written.</summary>
    public int Figures { get; private set; }

    public string Html(NotebookOutput output) => output.Kind switch
    {
        NotebookOutputKind.Stream => output.Stream == "stderr"
            ? $"<pre class=\"stream stderr\" aria-label=\"Messages\" tabindex=\"0\">{AnsiHtml.Of(output.Text.TrimEnd('\n'))}</pre>"
            : $"<pre class=\"stream\" aria-label=\"Printed output\" tabindex=\"0\">{AnsiHtml.Of(output.Text.TrimEnd('\n'))}</pre>",
        NotebookOutputKind.Error => Error(output.Error!),
        _ => Value(output.Data),
    };

    private static string Error(CellError error)
    {
        var lines = error.Traceback.Count > 0 ? string.Join('\n', error.Traceback) : $"{error.Name}: {error.Message}";
        return $"<pre class=\"stream error\" aria-label=\"Error\" tabindex=\"0\">{AnsiHtml.Of(lines)}</pre>";
    }

    private string Value(MimeBundle data)
    {
        if (data.Has(ReportCard.MimeType))
            return "";
        if (data.Entries.TryGetValue(MimeBundle.Plotly, out var figure) && figure is JsonObject plot)
            return ReportFigure.Html(plot, data, ++Figures);
        if (data.Text(MimeBundle.Html) is { } html)
            return $"<div class=\"html\">{HtmlCleaner.Clean(html)}</div>";
        if (data.Text(MimeBundle.Markdown) is { } text)
            return $"<div class=\"text\">{markdown.Render(text, ownHeadings: false)}</div>";
        if (data.Text("text/latex") is { } formula)
            return $"<div class=\"text\">{markdown.Render(formula, ownHeadings: false)}</div>";
        if (Picture(data) is { } picture)
            return picture;
        if (data.Entries.TryGetValue("application/json", out var json))
            return $"<pre class=\"stream\" tabindex=\"0\">{HtmlText.Escape(json.ToJsonString(Indented))}</pre>";
        return data.Text(MimeBundle.PlainText) is { Length: > 0 } plain ? $"<pre class=\"stream value\" aria-label=\"Value\" tabindex=\"0\">{AnsiHtml.Of(plain)}</pre>" : "";
    }

    private static string? Picture(MimeBundle data)
    {
        var alt = HtmlText.Escape(data.Text(MimeBundle.PlainText) ?? "Picture");
        foreach (var mimeType in new[] { MimeBundle.Png, "image/jpeg", "image/gif", "image/webp" })
            if (data.Text(mimeType) is { } base64)
                return $"<figure class=\"picture\"><img alt=\"{alt}\" src=\"data:{mimeType};base64,{string.Concat(base64.Where(character => char.IsAsciiLetterOrDigit(character) || character is '+' or '/' or '='))}\"></figure>";
        return data.Text("image/svg+xml") is { } svg
            ? $"<figure class=\"picture\"><img alt=\"{alt}\" src=\"data:image/svg+xml;base64,{Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(svg))}\"></figure>"
            : null;
    }
}
