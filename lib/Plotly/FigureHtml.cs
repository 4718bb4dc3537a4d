using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace Research.Plotly;

/// <summary>The HTML form of a figure.</summary>
internal static class FigureHtml
{
    // Finds its elements by a hash of the content: equal figures may share a page, and equal runs give equal outputs.
    // The page decides between light and dark, not the system: a light page stays light for a reader with dark windows.
    private const string Script = """
        (function(){
        var figure=$FIGURE,dark=$DARK;
        function isDark(element){
        for(;element;element=element.parentElement){
        var c=(getComputedStyle(element).backgroundColor.match(/[\d.]+/g)||[]).map(Number);
        if(c.length>=3&&(c.length<4||c[3]>0.5))return 0.299*c[0]+0.587*c[1]+0.114*c[2]<100;}
        return false;}
        function draw(tries){
        if(!window.Plotly){if(tries<600)setTimeout(function(){draw(tries+1);},100);return;}
        document.querySelectorAll('[data-research-figure="$HASH"]:not([data-drawn])').forEach(function(box){
        box.setAttribute('data-drawn','');
        var copy=JSON.parse(JSON.stringify(figure));
        if(isDark(box.parentElement))copy.layout.template=dark;
        box.textContent='';
        window.Plotly.newPlot(box,copy.data,copy.layout,copy.config);});}
        draw(0);})();
        """;

    public static string Render(Figure figure)
    {
        var json = figure.ToJson();
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(json)))[..16];
        var alt = WebUtility.HtmlEncode(figure.AltTextOrSummary);
        var picture = Convert.ToBase64String(Encoding.UTF8.GetBytes(figure.ToSvg()));
        var caption = figure.CaptionText is { } text ? $"<figcaption>{WebUtility.HtmlEncode(text)}</figcaption>" : "";
        var script = Script.Replace("\n", "", StringComparison.Ordinal)
            .Replace("$HASH", hash, StringComparison.Ordinal)
            .Replace("$DARK", Figure.Serialise(Theme.DarkTemplate()), StringComparison.Ordinal)
            .Replace("$FIGURE", json, StringComparison.Ordinal);
        return $"""
            <figure class="research-figure" style="margin:0">
            <div data-research-figure="{hash}" role="img" aria-label="{alt}"><img alt="{alt}" style="max-width:100%" src="data:image/svg+xml;base64,{picture}"></div>
            {caption}
            <script>{script}</script>
            </figure>
            """;
    }
}
