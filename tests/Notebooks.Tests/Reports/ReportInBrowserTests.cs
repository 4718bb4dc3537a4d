using Research.TestKit;

namespace Research.Notebooks.Tests;

public sealed class ReportInBrowserTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("report-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [SkippableFact]
    public void Report_OpenedFromDisk_DrawsEverythingAndAsksForNothing()
    {
        Skip.If(Chromium.Program is null, "no Chromium on this machine");
        var path = Path.Combine(folder, "report.html");
        ReportWriter.Write(Executed(), path, new ReportOptions { IndexLink = "index.html" });
        using var browser = Chromium.Start();
        foreach (var (width, dark) in new[] { (1280, false), (390, true) })
        {
            var page = browser.Open(path, width, 900, dark);
            Assert.True(page.WaitUntil("document.querySelectorAll('.plot-box[data-drawn]').length === 3"), "figures drawn: " + page.Evaluate("document.querySelectorAll('.plot-box[data-drawn]').length"));
            Assert.Equal([new Uri(path).AbsoluteUri], page.Requests);
            Assert.Empty(page.Errors);
            Assert.Equal(3, page.Evaluate("[...document.querySelectorAll('.plot-box')].filter(box => box.querySelector('svg.main-svg .trace, svg.main-svg .heatmaplayer image')).length")!.GetValue<int>());
            Assert.Equal(2, page.Evaluate("document.querySelectorAll('.katex-html').length")!.GetValue<int>());
            Assert.Equal(0, page.Evaluate("document.querySelectorAll('.katex-error').length")!.GetValue<int>());
            Assert.True(page.Evaluate("document.documentElement.scrollWidth <= window.innerWidth")!.GetValue<bool>(), "the page scrolls sideways");
            Assert.Equal(0, page.Evaluate("[...document.querySelectorAll('img')].filter(i => !i.hasAttribute('alt')).length")!.GetValue<int>());
            Assert.Equal(0, page.Evaluate("[...document.querySelectorAll('[role=img]')].filter(i => !i.getAttribute('aria-label')).length")!.GetValue<int>());
            Assert.Equal("undefined", page.Evaluate("typeof window.attacked")!.GetValue<string>());
        }
    }

    [SkippableFact]
    public void Report_Buttons_ChangeThemeAndCode()
    {
        Skip.If(Chromium.Program is null, "no Chromium on this machine");
        var path = Path.Combine(folder, "report.html");
        ReportWriter.Write(Executed(), path);
        using var browser = Chromium.Start();
        var page = browser.Open(path);
        var light = page.Evaluate("getComputedStyle(document.body).backgroundColor")!.GetValue<string>();
        page.Evaluate("document.getElementById('theme-toggle').click()");
        Assert.NotEqual(light, page.Evaluate("getComputedStyle(document.body).backgroundColor")!.GetValue<string>());
        Assert.Equal(0, page.Evaluate("document.querySelectorAll('details.code[open]').length")!.GetValue<int>());
        page.Evaluate("document.getElementById('code-toggle').click()");
        Assert.Equal(2, page.Evaluate("document.querySelectorAll('details.code[open]').length")!.GetValue<int>());
        Assert.True(page.Print().Length > 10_000);
        Assert.Empty(page.Errors);
    }

    [SkippableFact]
    public void Index_OpenedFromDisk_AsksForNothing()
    {
        Skip.If(Chromium.Program is null, "no Chromium on this machine");
        var path = Path.Combine(folder, "index.html");
        ReportIndexWriter.Write(path, "Reports", [ReportCard.Of(Executed(), "report.html")], "All of them.");
        using var browser = Chromium.Start();
        var page = browser.Open(path);
        Assert.Equal([new Uri(path).AbsoluteUri], page.Requests);
        Assert.Empty(page.Errors);
        Assert.Equal("report.html", page.Evaluate("document.querySelector('.card a').getAttribute('href')")!.GetValue<string>());
    }

    /// <summary>A notebook run for real: two figures by the library's own type, one by hand, formulas, attacks.</summary>
    private static NotebookDocument Executed()
    {
        var document = new NotebookDocument();
        document.Add(new NotebookCell(NotebookCellKind.Markdown, "# Report\n\n## Formulas\n\n$x^2$ and\n\n$$\\sum_{c=1}^{C} p_c^2$$\n\n<script>window.attacked = 1</script>"));
        document.Add(new NotebookCell(NotebookCellKind.Code, """
            #r "Research.Plotly.dll"
            using Research.Plotly;
            display(Chart.Line(new Series("a", new[] { 1.0, 2, 3 }, new[] { 1.0, double.NaN, 2 })).Caption("A line with a gap."));
            display(Chart.Bar(new[] { "x", "y" }, new[] { 1.0, 2 }).AltText("two bars"));
            """));
        document.Add(new NotebookCell(NotebookCellKind.Code, """"
            """{"data":[{"type":"heatmap","z":[[1,2],[3,4]]}],"layout":{},"config":{}}""".DisplayAs("application/vnd.plotly.v1+json");
            Console.WriteLine("<script>window.attacked = 2</script>");
            HTML("<script>window.attacked = 3</script><img src='http://localhost:9/x.png' onerror='window.attacked = 4'><b>bold</b>")
            """"));
        var result = new NotebookRunner(new NotebookRunOptions { ChangeDirectory = false }).Run(document, AppContext.BaseDirectory);
        Assert.True(result.Succeeded, result.Errors.FirstOrDefault()?.Error.PlainTraceback);
        return result.Document;
    }
}
