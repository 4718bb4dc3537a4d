using System.Globalization;
using System.Text.Json.Nodes;
using Research.Notebooks;

namespace Research.Cli.Reports;

/// <summary>
/// The folder with reports: NAME.html for readers, executed/NAME.ipynb with all outputs for notebook programs and for the index, which
/// so keeps the cards of notebooks that were not run this time.
/// </summary>
internal sealed class ReportFolder
{
    private const string Title = "Executable papers";
    private const string Introduction = "Semantic segmentation across domains: each page is a notebook that walks through a paper, runs it, and prints what it measured beside what the paper published.";
    private const string Index = "index.html";
    private const string Key = "research";
    private readonly string _root;
    private readonly string _executed;

    /// <summary>A folder, created if need be.</summary>
    /// <exception cref="UserErrorException">It cannot be created.</exception>
    public ReportFolder(string root)
    {
        _root = Path.GetFullPath(root);
        _executed = Path.Combine(_root, "executed");
        try
        {
            Directory.CreateDirectory(_executed);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"--output: cannot create {_root}: {error.Message}", ExitCodes.WrongUsage, error);
        }
    }

    /// <summary>Writes the report of a run and its executed notebook; returns the path of the page.</summary>
    public string Write(string notebook, NotebookRunResult run, DateTimeOffset date, IReadOnlyList<ReportFact> facts)
    {
        var name = Path.GetFileNameWithoutExtension(notebook);
        run.Document.Metadata[Key] = new JsonObject
        {
            ["date"] = date.ToString("O", CultureInfo.InvariantCulture),
            ["seconds"] = run.Duration.TotalSeconds,
            ["commit"] = BuildVersion.CommitOrNull,
        };
        run.Document.Save(Path.Combine(_executed, name + ".ipynb"));
        var page = Path.Combine(_root, name + ".html");
        ReportWriter.Write(run.Document, page, Options(run.Document) with { Facts = facts, Folder = Path.GetDirectoryName(Path.GetFullPath(notebook)), IndexLink = Index });
        return page;
    }

    /// <summary>Writes the index of all notebooks that have a report; returns its path.</summary>
    /// <param name="notebooks">Folder with the notebooks: a report without one is left out.</param>
    /// <param name="date">Time of this index.</param>
    /// <param name="facts">Lines of its header.</param>
    public string WriteIndex(string notebooks, DateTimeOffset date, IReadOnlyList<ReportFact> facts)
    {
        var cards = new List<ReportCard>();
        foreach (var file in Directory.GetFiles(_executed, "*.ipynb").Order(StringComparer.Ordinal))
        {
            var name = Path.GetFileNameWithoutExtension(file);
            if (!File.Exists(Path.Combine(notebooks, name + ".ipynb")) || !File.Exists(Path.Combine(_root, name + ".html"))) continue;
            var document = NotebookDocument.Load(file);
            cards.Add(ReportCard.Of(document, name + ".html", Options(document)));
        }
        var path = Path.Combine(_root, Index);
        var header = new List<ReportFact> { new("Date", date.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)), new("Commit", BuildVersion.Commit) };
        ReportIndexWriter.Write(path, Title, cards, Introduction, [.. header, .. facts]);
        return path;
    }

    private static ReportOptions Options(NotebookDocument executed)
    {
        var kept = executed.Metadata[Key];
        return new ReportOptions
        {
            Date = kept?["date"] is { } date ? DateTimeOffset.Parse(date.GetValue<string>(), CultureInfo.InvariantCulture) : null,
            Duration = kept?["seconds"] is { } seconds ? TimeSpan.FromSeconds(seconds.GetValue<double>()) : null,
            Commit = kept?["commit"]?.GetValue<string>(),
        };
    }
}
