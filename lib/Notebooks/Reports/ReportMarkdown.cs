using System.Text;
using System.Text.Json.Nodes;
using Markdig;
using Markdig.Extensions.Mathematics;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Research.Notebooks;

/// <summary>Markdown of a notebook as HTML: raw HTML shown as text, formulas left to KaTeX, headings in order and with anchors, pictures inside the page.</summary>
internal sealed class ReportMarkdown(string? folder)
{
    private const long MaximumPictureBytes = 4 << 20;
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .DisableHtml().UsePipeTables().UseGridTables().UseEmphasisExtras().UseDefinitionLists().UseAutoLinks().UseMathematics().Build();

    private readonly HashSet<string> anchors = new(StringComparer.Ordinal);
    private readonly List<ReportHeading> headings = [];
    private int level = 1;

    /// <summary>The headings below the title, in order.</summary>
    public IReadOnlyList<ReportHeading> Headings => headings;

    /// <summary>The first heading of level 1, as HTML; it is left out of the text, because it heads the page.</summary>
    public string? TitleHtml { get; private set; }

    /// <summary>True when some text holds a formula.</summary>
    public bool HasMath { get; private set; }

    /// <summary>Renders one text.</summary>
    /// <param name="markdown">Source.</param>
    /// <param name="attachments">Pictures attached to the cell, as stored.</param>
    /// <param name="ownHeadings">False for outputs: their headings enter no table of contents.</param>
    public string Render(string markdown, JsonObject? attachments = null, bool ownHeadings = true)
    {
        var document = Markdown.Parse(markdown, Pipeline);
        HasMath |= document.Descendants<MathInline>().Any() || document.Descendants<MathBlock>().Any();
        foreach (var link in document.Descendants<LinkInline>().ToList())
            Fix(link, attachments);
        foreach (var heading in document.Descendants<HeadingBlock>().ToList())
            if (ownHeadings && TitleHtml is null && heading.Level == 1)
            {
                TitleHtml = Inlines(heading.Inline);
                heading.Parent!.Remove(heading);
            }
            else
                Place(heading, ownHeadings);
        return HtmlCleaner.Clean(Html(renderer => renderer.Render(document)));
    }

    private void Place(HeadingBlock heading, bool own)
    {
        heading.Level = Math.Clamp(heading.Level, 2, level + 1);
        if (!own)
            return;
        level = Math.Min(heading.Level, 5);
        var html = Inlines(heading.Inline);
        var anchor = Anchor(PlainText(heading.Inline));
        heading.GetAttributes().Id = anchor;
        headings.Add(new ReportHeading(heading.Level, anchor, html));
    }

    private string Anchor(string text)
    {
        var slug = new StringBuilder();
        foreach (var character in text.ToLowerInvariant())
            if (char.IsLetterOrDigit(character))
                slug.Append(character);
            else if (slug.Length > 0 && slug[^1] != '-')
                slug.Append('-');
        var stem = slug.ToString().Trim('-');
        stem = stem.Length == 0 ? "section" : stem;
        var anchor = stem;
        for (var number = 2; !anchors.Add(anchor); number++)
            anchor = $"{stem}-{number}";
        return anchor;
    }

    private void Fix(LinkInline link, JsonObject? attachments)
    {
        var url = link.Url ?? "";
        if (!link.IsImage)
        {
            if (url.EndsWith(".ipynb", StringComparison.OrdinalIgnoreCase) && !url.Contains(':', StringComparison.Ordinal))
                link.Url = url[..^6] + ".html";
            return;
        }
        if (url.StartsWith("data:image/", StringComparison.OrdinalIgnoreCase))
            return;
        if (Attached(url, attachments) is { } attached)
            link.Url = attached;
        else if (Local(url) is { } local)
            link.Url = local;
        else if (url.StartsWith("http", StringComparison.OrdinalIgnoreCase))
            link.IsImage = false;
        else
            link.ReplaceBy(new LiteralInline($"[picture {url} is missing: {PlainText(link)}]"));
    }

    private static string? Attached(string url, JsonObject? attachments)
    {
        if (!url.StartsWith("attachment:", StringComparison.Ordinal) || attachments?[Uri.UnescapeDataString(url["attachment:".Length..])] is not JsonObject forms)
            return null;
        var picture = forms.FirstOrDefault(form => form.Key.StartsWith("image/", StringComparison.Ordinal));
        return picture.Key is null ? null : $"data:{picture.Key};base64,{NotebookJson.Text(picture.Value)}";
    }

    private string? Local(string url)
    {
        var mimeType = Path.GetExtension(url).ToLowerInvariant() switch
        {
            ".png" => "image/png", ".jpg" or ".jpeg" => "image/jpeg", ".gif" => "image/gif", ".svg" => "image/svg+xml", ".webp" => "image/webp", _ => null,
        };
        if (folder is null || mimeType is null || url.Contains(':', StringComparison.Ordinal))
            return null;
        var file = new FileInfo(Path.GetFullPath(Uri.UnescapeDataString(url), folder));
        return file is { Exists: true, Length: <= MaximumPictureBytes } ? $"data:{mimeType};base64,{Convert.ToBase64String(File.ReadAllBytes(file.FullName))}" : null;
    }

    private static string PlainText(ContainerInline? inlines)
    {
        var text = new StringBuilder();
        foreach (var inline in inlines?.Descendants() ?? [])
            text.Append(inline switch { LiteralInline literal => literal.Content.ToString(), CodeInline code => code.Content, MathInline math => math.Content.ToString(), _ => "" });
        return text.ToString();
    }

    private static string Inlines(ContainerInline? inlines) =>
        inlines is null ? "" : HtmlCleaner.Clean(Html(renderer => renderer.WriteChildren(inlines)));

    private static string Html(Action<HtmlRenderer> render)
    {
        var writer = new StringWriter(System.Globalization.CultureInfo.InvariantCulture);
        var renderer = new HtmlRenderer(writer);
        Pipeline.Setup(renderer);
        renderer.ObjectRenderers.Replace<HtmlMathInlineRenderer>(new InlineMath());
        renderer.ObjectRenderers.Replace<HtmlMathBlockRenderer>(new DisplayMath());
        render(renderer);
        writer.Flush();
        return writer.ToString();
    }

    private sealed class InlineMath : HtmlObjectRenderer<MathInline>
    {
        protected override void Write(HtmlRenderer renderer, MathInline formula) =>
            renderer.Write(formula.DelimiterCount > 1 ? "<span class=\"math display\">" : "<span class=\"math\">").WriteEscape(formula.Content).Write("</span>");
    }

    private sealed class DisplayMath : HtmlObjectRenderer<MathBlock>
    {
        protected override void Write(HtmlRenderer renderer, MathBlock formula)
        {
            renderer.Write("<div class=\"math display\" tabindex=\"0\">");
            renderer.WriteLeafRawLines(formula, true, true);
            renderer.Write("</div>\n");
        }
    }
}
