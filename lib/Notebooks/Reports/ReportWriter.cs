using System.Globalization;
using System.Text;

namespace Research.Notebooks;

/// <summary>Writes an executed notebook as one HTML file that needs nothing else: no network, no server, no folder beside it.</summary>
/// <remarks>
/// Formulas are drawn by KaTeX and figures by plotly.js, each inside the file once and only when used. Code is folded. The page's content
/// policy allows its own scripts only, by hash, and no address outside of the file.
/// </remarks>
public static class ReportWriter
{
    /// <summary>Writes the report: to a temporary name first, so that a stop never leaves half of it.</summary>
    /// <param name="document">The executed notebook.</param>
    /// <param name="path">The HTML file.</param>
    /// <param name="options">What the header says.</param>
    /// <exception cref="FileNotFoundException">The scripts that reports carry are not installed.</exception>
    public static void Write(NotebookDocument document, string path, ReportOptions? options = null) =>
        AtomicFile.Write(path, Encoding.UTF8.GetBytes(Render(document, options)));

    /// <summary>The report's text.</summary>
    /// <param name="document">The executed notebook.</param>
    /// <param name="options">What the header says.</param>
    public static string Render(NotebookDocument document, ReportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(document);
        options ??= new ReportOptions();
        var markdown = new ReportMarkdown(options.Folder);
        var outputs = new ReportOutputs(markdown);
        var body = new StringBuilder();
        foreach (var cell in document.Cells.Where(cell => !cell.HasTag("remove-cell")))
            Append(body, cell, markdown, outputs);
        var title = options.Title ?? document.Title ?? "Notebook";
        var page = new ReportPage(title) { HasFigures = outputs.Figures > 0, HasMath = markdown.HasMath };
        var heading = options.Title is null && markdown.TitleHtml is { } html ? html : HtmlText.Escape(title);
        return page.Render(
            Contents(markdown.Headings, options)
            + $"<main id=\"main\">\n<header class=\"masthead\">\n<h1>{heading}</h1>\n{Facts(document, options)}</header>\n"
            + body
            + "</main>\n");
    }

    private static void Append(StringBuilder body, NotebookCell cell, ReportMarkdown markdown, ReportOutputs outputs)
    {
        switch (cell.Kind)
        {
            case NotebookCellKind.Markdown:
                body.Append("<section class=\"text\">\n").Append(markdown.Render(cell.Source, cell.Attachments)).Append("</section>\n");
                break;
            case NotebookCellKind.Code when !string.IsNullOrWhiteSpace(cell.Source):
                var failed = cell.Outputs.Any(output => output.Kind == NotebookOutputKind.Error);
                body.Append("<section class=\"cell\"").Append(cell.ExecutionCount is { } number ? $" id=\"cell-{number}\"" : "").Append(">\n");
                if (!cell.HasTag("remove-input"))
                    body.Append(Code(cell, open: failed || cell.HasTag("show-code")));
                if (!cell.HasTag("remove-output"))
                    AppendOutputs(body, cell, outputs);
                body.Append("</section>\n");
                break;
        }
    }

    private static void AppendOutputs(StringBuilder body, NotebookCell cell, ReportOutputs outputs)
    {
        var shown = cell.Outputs.Select(outputs.Html).Where(html => html.Length > 0).ToList();
        if (shown.Count > 0)
            body.Append("<div class=\"outputs\">\n").AppendJoin('\n', shown).Append("\n</div>\n");
    }

    private static string Code(NotebookCell cell, bool open)
    {
        var source = cell.Source.TrimEnd();
        var lines = source.Split('\n');
        var about = new List<string> { lines.Length == 1 ? "1 line" : $"{lines.Length} lines" };
        if (Seconds(cell) is { } duration && duration.TotalSeconds >= 0.95)
            about.Add(DurationText.Of(duration));
        var label = cell.HasTag(NotebookParameters.Tag) ? "Parameters" : cell.HasTag(NotebookParameters.InjectedTag) ? "Parameters of this run" : "Code";
        var number = cell.ExecutionCount is { } count ? $" {count}" : "";
        var first = lines[0].StartsWith("// ", StringComparison.Ordinal) ? $"<span class=\"what\">{HtmlText.Escape(lines[0][3..].Trim())}</span>" : "";
        return $"<details class=\"code\"{(open ? " open" : "")}><summary><span class=\"label\">{label}{number}</span>{first}<span class=\"about\">{string.Join(" · ", about)}</span></summary>"
            + $"<pre tabindex=\"0\"><code>{CodeColours.Of(source)}</code></pre></details>\n";
    }

    private static TimeSpan? Seconds(NotebookCell cell)
    {
        DateTimeOffset? Time(string key) =>
            DateTimeOffset.TryParse(NotebookJson.Text(cell.Metadata["execution"]?[key]), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;
        return Time("iopub.status.idle") - Time("iopub.status.busy");
    }

    private static string Contents(IReadOnlyList<ReportHeading> headings, ReportOptions options)
    {
        var html = new StringBuilder("<nav class=\"contents\" aria-label=\"Contents\">\n");
        if (options.IndexLink is { } index && HtmlCleaner.IsSafeLink(index))
            html.Append($"<a class=\"home\" href=\"{HtmlText.Escape(index)}\">All reports</a>\n");
        html.Append("<details open><summary>Contents</summary>\n<ol>\n");
        foreach (var heading in headings.Where(heading => heading.Level <= 3))
            html.Append($"<li class=\"level-{heading.Level}\"><a href=\"#{HtmlText.Escape(heading.Anchor)}\">{Linkless(heading.Html)}</a></li>\n");
        return html.Append("</ol>\n</details>\n</nav>\n").ToString();
    }

    private static string Linkless(string html) => System.Text.RegularExpressions.Regex.Replace(html, "</?a\\b[^>]*>", "");

    private static string Facts(NotebookDocument document, ReportOptions options)
    {
        var facts = new List<(string Label, string Html)>();
        var code = document.Cells.Where(cell => cell.Kind == NotebookCellKind.Code && !string.IsNullOrWhiteSpace(cell.Source)).ToList();
        var failed = code.Where(cell => cell.Outputs.Any(output => output.Kind == NotebookOutputKind.Error) && !cell.HasTag("raises-exception")).ToList();
        var run = code.Count(cell => cell.ExecutionCount is not null);
        var status = failed.Count > 0
            ? "<span class=\"status failed\">" + (failed.Count == 1 ? "1 cell failed" : $"{failed.Count} cells failed") + "</span> " + string.Join(" ", failed.Select(cell => $"<a href=\"#cell-{cell.ExecutionCount}\">cell {cell.ExecutionCount}</a>"))
            : run == 0 ? "<span class=\"status\">not run</span>" : run < code.Count ? $"<span class=\"status\">{run} of {code.Count} cells ran</span>" : $"<span class=\"status ok\">all {run} cells ran</span>";
        facts.Add(("Status", status));
        if (options.Date is { } date)
            facts.Add(("Run", $"<time datetime=\"{date.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm'Z'", CultureInfo.InvariantCulture)}\">{date.UtcDateTime.ToString("d MMMM yyyy, HH:mm 'UTC'", CultureInfo.InvariantCulture)}</time>"));
        if (options.Duration is { } duration)
            facts.Add(("Duration", DurationText.Of(duration)));
        facts.AddRange(options.Facts.Select(fact => (fact.Label, HtmlText.Escape(fact.Value))));
        if (options.Commit is { Length: > 0 } commit)
            facts.Add(("Commit", $"<code>{HtmlText.Escape(commit)}</code>"));
        return "<dl class=\"facts\">\n" + string.Concat(facts.Select(fact => $"<div><dt>{HtmlText.Escape(fact.Label)}</dt><dd>{fact.Html}</dd></div>\n")) + "</dl>\n";
    }
}
