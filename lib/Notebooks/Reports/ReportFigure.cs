using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Research.Notebooks;

/// <summary>A Plotly figure of a report: a box with the static picture, the JSON that the page's script draws from, a caption.</summary>
internal static partial class ReportFigure
{
    private const int DefaultHeight = 400;

    public static string Html(JsonObject figure, MimeBundle bundle, int number)
    {
        var layout = figure["layout"] as JsonObject;
        var meta = layout?["meta"] as JsonObject;
        var caption = Text(meta?["caption"]);
        var alt = Text(meta?["alt"]) ?? Text((layout?["title"] as JsonObject)?["text"]) ?? bundle.Text(MimeBundle.PlainText) ?? "Figure";
        var height = layout?["height"] is JsonValue value && value.TryGetValue<double>(out var given) && given is >= 50 and <= 4000 ? given : DefaultHeight;
        var picture = StaticPicture().Match(bundle.Text(MimeBundle.Html) ?? "") is { Success: true } found
            ? $"<noscript><img alt=\"\" src=\"{found.Groups["source"].Value}\"></noscript>"
            : "";
        return string.Create(CultureInfo.InvariantCulture, $"<figure class=\"plot\" id=\"figure-{number}\">")
            + string.Create(CultureInfo.InvariantCulture, $"<div class=\"plot-box\" role=\"img\" aria-label=\"{HtmlText.Escape(Shorten(alt))}\" data-figure=\"figure-{number}-data\" style=\"min-height:{height}px\">{picture}</div>")
            + (caption is null ? "" : $"<figcaption>{HtmlText.Escape(caption)}</figcaption>")
            + $"<script type=\"application/json\" id=\"figure-{number}-data\">{ScriptJson(figure)}</script></figure>";
    }

    /// <summary>JSON that may stand inside a script element.</summary>
    public static string ScriptJson(JsonNode node) =>
        node.ToJsonString(new System.Text.Json.JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping })
            .Replace("<", "\\u003c", StringComparison.Ordinal).Replace("\u2028", "\\u2028", StringComparison.Ordinal).Replace("\u2029", "\\u2029", StringComparison.Ordinal);

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) && text.Length > 0 ? text : null;

    private static string Shorten(string text) => text.Length <= 600 ? text : text[..599] + "…";

    [GeneratedRegex("src=\"(?<source>data:image/[a-z+]+;base64,[A-Za-z0-9+/=]+)\"")]
    private static partial Regex StaticPicture();
}
