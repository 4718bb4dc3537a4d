using System.Security.Cryptography;
using System.Text;

namespace Research.Notebooks;

/// <summary>The frame of a page: head, styles, scripts, and the policy that lets nothing else in.</summary>
internal sealed class ReportPage(string title)
{
    public bool HasFigures { get; init; }

    public bool HasMath { get; init; }

    public string Render(string body)
    {
        var scripts = new List<string> { Script("theme.js") };
        var late = new List<string>();
        if (HasMath)
            late.Add(Safe(ReportAssets.MathScript.Value));
        if (HasFigures)
            late.Add(Safe(ReportAssets.Plotly.Value));
        late.Add(Script("report.js"));
        var hashes = string.Join(' ', scripts.Concat(late).Select(script => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script)))}'"));
        var page = new StringBuilder();
        page.Append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
            .Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n")
            .Append($"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data: blob:; font-src data:; style-src 'unsafe-inline'; script-src {hashes}; base-uri 'none'; form-action 'none'\">\n")
            .Append($"<title>{HtmlText.Escape(title)}</title>\n<link rel=\"icon\" href=\"data:,\">\n")
            .Append($"<style>\n{ReportAssets.Page("report.css")}</style>\n");
        if (HasMath)
            page.Append($"<style>{ReportAssets.MathStyle.Value}</style>\n");
        scripts.ForEach(script => page.Append($"<script>{script}</script>\n"));
        page.Append("</head>\n<body>\n<a class=\"skip\" href=\"#main\">Skip to the content</a>\n")
            .Append("<div class=\"tools\" hidden><button type=\"button\" id=\"code-toggle\" aria-pressed=\"false\">Show code</button><button type=\"button\" id=\"theme-toggle\">Theme</button></div>\n")
            .Append(body);
        late.ForEach(script => page.Append($"<script>{script}</script>\n"));
        return page.Append("</body>\n</html>\n").ToString();
    }

    private static string Script(string name) => Safe(ReportAssets.Page(name));

    /// <summary>A script whose text cannot end its element.</summary>
    private static string Safe(string script) => script.Replace("</script", "<\\/script", StringComparison.OrdinalIgnoreCase).Replace("<!--", "<\\!--", StringComparison.Ordinal).Replace("\r\n", "\n", StringComparison.Ordinal);
}
