using System.Text.RegularExpressions;

namespace Research.Notebooks;

/// <summary>The picture that stands for a notebook: the first one of the cell tagged <c>teaser</c>, else the first of all.</summary>
internal static partial class ReportTeaser
{
    private const string Tag = "teaser";
    private const int MaximumLength = 1_500_000;

    public static (string? Source, string Alt) Of(NotebookDocument document)
    {
        foreach (var cell in document.Cells.OrderByDescending(cell => cell.HasTag(Tag)))
            foreach (var output in cell.Outputs)
                if (Picture(output.Data) is { Length: <= MaximumLength } source)
                    return (source, output.Data.Text(MimeBundle.PlainText) ?? "");
        return (null, "");
    }

    private static string? Picture(MimeBundle data)
    {
        if (data.Text(MimeBundle.Png) is { } png)
            return "data:image/png;base64," + png.Replace("\n", "", StringComparison.Ordinal);
        return DataAddress().Match(data.Text(MimeBundle.Html) ?? "") is { Success: true } found ? found.Groups["source"].Value : null;
    }

    [GeneratedRegex("src=\"(?<source>data:image/(?:png|jpeg|svg\\+xml);base64,[A-Za-z0-9+/=]+)\"")]
    private static partial Regex DataAddress();
}
