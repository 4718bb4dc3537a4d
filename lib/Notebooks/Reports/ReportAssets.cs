using System.Reflection;
using System.Text.RegularExpressions;

namespace Research.Notebooks;

/// <summary>The scripts, styles and fonts that a report carries inside itself.</summary>
internal static partial class ReportAssets
{
    private static readonly string Folder = Path.Combine(Path.GetDirectoryName(typeof(ReportAssets).Assembly.Location)!, "report-assets");

    /// <summary>plotly.js, cartesian bundle.</summary>
    public static Lazy<string> Plotly { get; } = new(() => Read("plotly.min.js"));

    /// <summary>KaTeX.</summary>
    public static Lazy<string> MathScript { get; } = new(() => Read("katex.min.js"));

    /// <summary>KaTeX's style with its fonts inside.</summary>
    public static Lazy<string> MathStyle { get; } = new(() => FontSources().Replace(Read("katex.min.css"), match =>
        $"src:url(data:font/woff2;base64,{Convert.ToBase64String(File.ReadAllBytes(Locate(Path.Combine("fonts", match.Groups["name"].Value))))}) format(\"woff2\")"));

    /// <summary>A file of the page itself, kept inside this assembly.</summary>
    public static string Page(string name)
    {
        using var stream = typeof(ReportAssets).Assembly.GetManifestResourceStream("Page/" + name) ?? throw new InvalidOperationException($"{name} is not part of {typeof(ReportAssets).Assembly.GetName().Name}.");
        return new StreamReader(stream).ReadToEnd();
    }

    private static string Read(string name) => File.ReadAllText(Locate(name));

    private static string Locate(string name)
    {
        var path = Path.Combine(Folder, name);
        return File.Exists(path) ? path : throw new FileNotFoundException($"report-assets/{name} is missing beside {typeof(ReportAssets).Assembly.GetName().Name}.dll: run .devcontainer/setup.sh and build again.");
    }

    // KaTeX names woff2, woff and ttf for each font; every browser of the last ten years reads the first.
    [GeneratedRegex("src:url\\(fonts/(?<name>[A-Za-z0-9_-]+\\.woff2)\\) format\\(\"woff2\"\\)[^;}]*")]
    private static partial Regex FontSources();
}
