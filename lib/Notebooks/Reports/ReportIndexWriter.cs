using System.Globalization;
using System.Text;

namespace Research.Notebooks;

/// <summary>Writes the page that lists all reports, one card each: teaser, our number beside the published one, status, minutes, commit.</summary>
public static class ReportIndexWriter
{
    /// <summary>Writes the page, one self-contained file.</summary>
    /// <param name="path">The HTML file.</param>
    /// <param name="title">Heading of the page.</param>
    /// <param name="cards">The cards in order.</param>
    /// <param name="introduction">Markdown shown under the heading.</param>
    /// <param name="facts">Lines of the header: date, commit, machine.</param>
    public static void Write(string path, string title, IReadOnlyList<ReportCard> cards, string introduction = "", IReadOnlyList<ReportFact>? facts = null) =>
        AtomicFile.Write(path, Encoding.UTF8.GetBytes(Render(title, cards, introduction, facts)));

    /// <summary>The page's text.</summary>
    /// <param name="title">Heading of the page.</param>
    /// <param name="cards">The cards in order.</param>
    /// <param name="introduction">Markdown shown under the heading.</param>
    /// <param name="facts">Lines of the header: date, commit, machine.</param>
    public static string Render(string title, IReadOnlyList<ReportCard> cards, string introduction = "", IReadOnlyList<ReportFact>? facts = null)
    {
        ArgumentNullException.ThrowIfNull(cards);
        var markdown = new ReportMarkdown(null);
        var body = new StringBuilder($"<main id=\"main\" class=\"index\">\n<header class=\"masthead\">\n<h1>{HtmlText.Escape(title)}</h1>\n");
        if (introduction.Length > 0)
            body.Append("<div class=\"text\">").Append(markdown.Render(introduction)).Append("</div>\n");
        if (facts is { Count: > 0 })
            body.Append("<dl class=\"facts\">\n").AppendJoin("", facts.Select(fact => $"<div><dt>{HtmlText.Escape(fact.Label)}</dt><dd>{HtmlText.Escape(fact.Value)}</dd></div>\n")).Append("</dl>\n");
        body.Append("</header>\n<ul class=\"cards\">\n");
        foreach (var card in cards)
            body.Append(Card(card));
        if (cards.Count == 0)
            body.Append("<li>No report has been written yet.</li>\n");
        body.Append("</ul>\n</main>\n");
        return new ReportPage(title) { HasMath = markdown.HasMath }.Render(body.ToString());
    }

    private static string Card(ReportCard card)
    {
        var link = HtmlCleaner.IsSafeLink(card.Link) ? HtmlText.Escape(card.Link) : "#";
        var html = new StringBuilder("<li class=\"card\">\n");
        html.Append(card.Teaser is { } teaser && teaser.StartsWith("data:image/", StringComparison.Ordinal)
            ? $"<div class=\"teaser\"><img alt=\"{HtmlText.Escape(card.TeaserAlt)}\" src=\"{HtmlText.Escape(teaser)}\"></div>\n"
            : "<div class=\"teaser\"></div>\n");
        html.Append($"<div class=\"about\">\n<h2><a href=\"{link}\">{HtmlText.Escape(card.Title)}</a></h2>\n");
        if (card.Claim is { } claim)
            html.Append($"<p>{HtmlText.Escape(claim)}</p>\n");
        if (card.Ours is not null || card.Published is not null)
        {
            html.Append("<dl class=\"numbers\">\n");
            html.Append($"<div><dt>here</dt><dd>{HtmlText.Escape(card.Ours ?? "–")}</dd></div>\n<div class=\"published\"><dt>published</dt><dd>{HtmlText.Escape(card.Published ?? "–")}</dd></div>\n</dl>\n");
        }
        if (card.Measure is { } measure)
            html.Append($"<p class=\"measure\">{HtmlText.Escape(measure)}</p>\n");
        html.Append($"<p class=\"run\">{string.Join(" · ", Run(card))}</p>\n</div>\n</li>\n");
        return html.ToString();
    }

    private static IEnumerable<string> Run(ReportCard card)
    {
        if (card.Status is { } status)
            yield return $"<span class=\"status{(card.Failed ? " failed" : "")}\">{HtmlText.Escape(status)}</span>";
        if (card.Duration is { } duration)
            yield return duration.TotalMinutes < 1 ? DurationText.Of(duration) : duration.TotalMinutes.ToString("0.#", CultureInfo.InvariantCulture) + " min";
        if (card.Commit is { Length: > 0 } commit)
            yield return $"<code>{HtmlText.Escape(commit.Length > 12 ? commit[..12] : commit)}</code>";
    }
}
