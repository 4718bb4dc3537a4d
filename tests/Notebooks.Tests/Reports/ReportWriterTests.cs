using System.Text.RegularExpressions;

namespace Research.Notebooks.Tests;

public sealed class ReportWriterTests
{
    private const string Attack = "<script>alert('x')</script><img src=x onerror=alert(1)>";

    [Fact]
    public void Render_UntrustedText_StandsThereAsText()
    {
        var document = new NotebookDocument();
        document.Add(new NotebookCell(NotebookCellKind.Markdown, $"# Title {Attack}\n\n## Section {Attack}\n\nText {Attack} [link](javascript:alert(1)) ![alt {Attack}](http://example.org/x.png)"));
        document.Add(Ran($"// {Attack}\nvar x = \"{Attack}\";",
            NotebookOutput.OfStream("stdout", Attack),
            NotebookOutput.OfStream("stderr", Attack),
            NotebookOutput.OfResult(MimeBundle.Of("text/plain", Attack), 1),
            NotebookOutput.OfError(new CellError("E", Attack, [$"\e[0;31m{Attack}\e[0m"])),
            NotebookOutput.OfDisplay(Bundle("image/png", "AA==", Attack)),
            NotebookOutput.OfDisplay(MimeBundle.Of("text/html", Attack)),
            NotebookOutput.OfDisplay(MimeBundle.Of("text/markdown", Attack)),
            NotebookOutput.OfDisplay(MimeBundle.Of("application/json", "{\"a\":\"<script>alert(1)</script>\"}")),
            NotebookOutput.OfDisplay(MimeBundle.Of(MimeBundle.Plotly, "{\"data\":[],\"layout\":{\"meta\":{\"caption\":\"</script><script>alert(1)</script>\",\"alt\":\"\\\"><b>\"}}}"))));
        var page = ReportWriter.Render(document, new ReportOptions { Commit = Attack, Facts = [new ReportFact(Attack, Attack)], IndexLink = "javascript:alert(1)" });

        var scripts = Regex.Matches(page, "<script[^>]*>").Select(match => match.Value).ToList();
        // The page's own: theme, plotly.js, report; and one block of data.
        Assert.Equal(["<script>", "<script type=\"application/json\" id=\"figure-1-data\">", "<script>", "<script>"], scripts);
        var body = Regex.Replace(page, "<script>.*?</script>", "", RegexOptions.Singleline);
        var withoutValues = Regex.Replace(body, "\"[^\"]*\"", "");
        Assert.DoesNotMatch("<[^>]+\\sonerror", withoutValues);
        Assert.DoesNotMatch("<[^>]+\\s(src|href)=\"(http|javascript|//)", Regex.Replace(body, "<a href=\"http://example.org/x.png\"", ""));
    }

    [Fact]
    public void Render_ContentPolicy_AllowsTheOwnScriptsByHashOnly()
    {
        var page = ReportWriter.Render(WithFormula());
        var policy = Regex.Match(page, "Content-Security-Policy\" content=\"([^\"]*)\"").Groups[1].Value;
        foreach (Match script in Regex.Matches(page, "<script>(.*?)</script>", RegexOptions.Singleline))
            Assert.Contains($"'sha256-{Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(script.Groups[1].Value)))}'", policy, StringComparison.Ordinal);
        Assert.StartsWith("default-src 'none'", policy, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_FiguresAndFormulas_BringTheirScriptOnce()
    {
        var document = WithFormula();
        document.Add(new NotebookCell(NotebookCellKind.Markdown, "again $y$"));
        document.Add(Ran("1", Figure(), Figure()));
        var page = ReportWriter.Render(document);
        Assert.Single(Regex.Matches(page, "plotly\\.js \\(cartesian"));
        Assert.Single(Regex.Matches(page, "KaTeX_Main-Regular|font-family:KaTeX_Main;font-style:normal;font-weight:400").DistinctBy(match => match.Value));
        Assert.DoesNotContain("url(fonts/", page, StringComparison.Ordinal);
        Assert.Equal(2, Regex.Matches(page, "data-figure=").Count);
        Assert.True(page.Length < 6_000_000, $"{page.Length} bytes");
    }

    [Fact]
    public void Render_NoFiguresAndNoFormulas_StaysSmall()
    {
        var document = new NotebookDocument();
        document.Add(new NotebookCell(NotebookCellKind.Markdown, "# T\n\nIt cost 5 dollars."));
        Assert.True(ReportWriter.Render(document).Length < 60_000);
    }

    [Fact]
    public void Render_Headings_AreInOrderWithUniqueAnchors()
    {
        var document = new NotebookDocument();
        document.Add(new NotebookCell(NotebookCellKind.Markdown, "# Paper\n\n# Second title\n\n#### Deep\n\n## Results"));
        document.Add(new NotebookCell(NotebookCellKind.Markdown, "## Results"));
        document.Add(Ran("1", NotebookOutput.OfDisplay(MimeBundle.Of("text/markdown", "# Inside an output"))));
        var page = ReportWriter.Render(document);
        Assert.Equal(["h1", "h2", "h3", "h2", "h2", "h2"], Regex.Matches(page, "<(h[1-6])[ >]").Select(match => match.Groups[1].Value));
        Assert.Equal(["second-title", "deep", "results", "results-2"], Regex.Matches(page, "<h[2-6] id=\"([^\"]*)\"").Select(match => match.Groups[1].Value));
        Assert.Contains("<a href=\"#results-2\">Results</a>", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_Formulas_AreLeftForKatexUntouched()
    {
        var document = new NotebookDocument();
        document.Add(new NotebookCell(NotebookCellKind.Markdown, "$a_1 * b_2 < c$ and\n\n$$\n\\sum_{c} p_c^2 \\\\ *x*\n$$"));
        var page = ReportWriter.Render(document);
        Assert.Contains("<span class=\"math\">a_1 * b_2 &lt; c</span>", page, StringComparison.Ordinal);
        Assert.Contains("\\sum_{c} p_c^2 \\\\ *x*", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_Header_TellsWhatTheCallerKnows()
    {
        var page = ReportWriter.Render(WithFormula(), new ReportOptions
        {
            Date = new DateTimeOffset(2026, 11, 22, 4, 5, 0, TimeSpan.Zero), Duration = TimeSpan.FromSeconds(185), Commit = "abc123", Facts = [new ReportFact("Seeds", "1, 2, 3")],
        });
        foreach (var text in new[] { "22 November 2026, 04:05 UTC", "3 min 5 s", "abc123", "Seeds", "1, 2, 3" })
            Assert.Contains(text, page, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_FailedCell_IsNamedInTheHeaderAndOpen()
    {
        var document = new NotebookDocument();
        document.Add(Ran("throw new Exception();", NotebookOutput.OfError(new CellError("Exception", "no", ["no"]))));
        var page = ReportWriter.Render(document);
        Assert.Contains("1 cell failed</span> <a href=\"#cell-1\">cell 1</a>", page, StringComparison.Ordinal);
        Assert.Contains("<details class=\"code\" open>", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_MarkdownPictures_ComeFromTheFolderOrTheCell()
    {
        var folder = Directory.CreateTempSubdirectory().FullName;
        File.WriteAllBytes(Path.Combine(folder, "a b.png"), [1, 2, 3]);
        var document = NotebookDocument.Parse("""
            {"nbformat":4,"nbformat_minor":5,"metadata":{},"cells":[{"cell_type":"markdown","id":"a","metadata":{},
             "attachments":{"p.png":{"image/png":"BAUG"}},"source":"![one](<a b.png>) ![two](attachment:p.png) ![three](none.png)"}]}
            """);
        var page = ReportWriter.Render(document, new ReportOptions { Folder = folder });
        Assert.Contains("data:image/png;base64,AQID", page, StringComparison.Ordinal);
        Assert.Contains("data:image/png;base64,BAUG", page, StringComparison.Ordinal);
        Assert.Contains("[picture none.png is missing: three]", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_SameNotebookTwice_GivesTheSameBytes() => Assert.Equal(ReportWriter.Render(WithFormula()), ReportWriter.Render(WithFormula()));

    [Fact]
    public void RenderIndex_Cards_AreEscapedAndShowTheNumbers()
    {
        var document = new NotebookDocument();
        document.Add(new NotebookCell(NotebookCellKind.Markdown, "# Paper <b>"));
        document.Add(Ran("1", NotebookOutput.OfDisplay(MimeBundle.Of(ReportCard.MimeType, "{\"ours\":\"45.0 <\",\"published\":\"46.4\",\"status\":\"partly reproduced\"}")), NotebookOutput.OfDisplay(Bundle("image/png", "AA==", "a street"))));
        var card = ReportCard.Of(document, "03.html", new ReportOptions { Duration = TimeSpan.FromMinutes(2.5), Commit = "abcdef0123456789" });
        var page = ReportIndexWriter.Render("Reports", [card]);
        foreach (var text in new[] { "Paper &lt;b&gt;", "45.0 &lt;", "46.4", "partly reproduced", "2.5 min", "abcdef012345<", "href=\"03.html\"", "alt=\"a street\"", "data:image/png;base64,AA==" })
            Assert.Contains(text, page, StringComparison.Ordinal);
        Assert.DoesNotContain("vnd.research.card", ReportWriter.Render(document), StringComparison.Ordinal);
    }

    internal static NotebookCell Ran(string source, params NotebookOutput[] outputs)
    {
        var cell = new NotebookCell(NotebookCellKind.Code, source) { ExecutionCount = 1 };
        foreach (var output in outputs)
            cell.Outputs.Add(output);
        return cell;
    }

    internal static NotebookOutput Figure() =>
        NotebookOutput.OfDisplay(MimeBundle.Of(MimeBundle.Plotly, "{\"data\":[{\"type\":\"scatter\",\"x\":[1,2,3],\"y\":[1,null,3]}],\"layout\":{\"meta\":{\"alt\":\"a line\",\"caption\":\"Figure.\"}}}"));

    private static NotebookDocument WithFormula()
    {
        var document = new NotebookDocument();
        document.Add(new NotebookCell(NotebookCellKind.Markdown, "# Paper\n\n$x$"));
        return document;
    }

    private static MimeBundle Bundle(string mimeType, string content, string plain)
    {
        var bundle = MimeBundle.Of(mimeType, content);
        bundle.Set("text/plain", plain);
        return bundle;
    }
}
