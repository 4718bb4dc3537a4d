using System.Globalization;
using Research.Adaptation.Data;
using Research.Cli.Output;
using Research.Notebooks;

namespace Research.Cli.Commands;

/// <summary>Runs one notebook and shows how far it is.</summary>
internal static class NotebookExecution
{
    /// <summary>Environment variable through which a notebook learns the commit that its report shall name.</summary>
    public const string CommitVariable = "RESEARCH_COMMIT";

    private const int LongestText = 160;

    /// <summary>Tells notebooks, which run in this process, the commit and the folder with datasets.</summary>
    public static void Announce(string? dataFolder)
    {
        Environment.SetEnvironmentVariable(CommitVariable, BuildVersion.CommitOrNull);
        if (dataFolder is not null) Environment.SetEnvironmentVariable(DatasetFolder.Variable, dataFolder);
    }

    /// <exception cref="UserErrorException">No notebook, or a parameter that it does not have.</exception>
    public static async Task<NotebookRunResult> RunAsync(CliConsole console, string path, NotebookRunOptions options, CancellationToken cancellation)
    {
        if (!File.Exists(path)) throw new UserErrorException($"expected a notebook, there is no file {path}", ExitCodes.WrongUsage);
        try
        {
            return await ProgressDisplay.RunAsync(console, Path.GetFileNameWithoutExtension(path), report =>
            {
                var runner = new NotebookRunner(options with { Clock = console.Time, Progress = e => report(e.CellNumber - 1, e.CellCount, Text(e)) });
                return Task.Run(() => runner.Run(path, cancellation), cancellation);
            });
        }
        catch (Exception error) when (error is NotebookParameterException or NotebookFormatException)
        {
            throw new UserErrorException(Named(path, error.Message), ExitCodes.WrongUsage, error);
        }
    }

    /// <summary>Prints the errors of a run; true where it succeeded.</summary>
    public static bool PrintErrors(CliConsole console, string path, NotebookRunResult result)
    {
        foreach (var error in result.Errors.Where(e => !e.Expected))
        {
            console.Error.WriteLine($"{console.Coloured("error:", "31")} {path}, cell {error.CellNumber}: {error.Error.Name}");
            console.Error.WriteLine(error.Error.PlainTraceback);
        }
        return result.Succeeded;
    }

    /// <summary>A message that names the file once.</summary>
    public static string Named(string path, string message) => message.Contains(path, StringComparison.Ordinal) ? message : $"{path}: {message}";

    /// <summary>"cell 5/31  Training  step 120/400, 3.1 steps/s, 40 s left": the last line that the cell showed, if any.</summary>
    internal static string Text(NotebookRunEvent e)
    {
        var shown = e.Kind == NotebookRunEventKind.Shown ? e.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault() : null;
        if (shown?.Length > LongestText) shown = null;    // a table or a picture, not a progress line
        var parts = new[] { string.Create(CultureInfo.InvariantCulture, $"cell {e.CellNumber}/{e.CellCount}"), e.Heading, shown };
        return string.Concat(string.Join("  ", parts.Where(p => !string.IsNullOrEmpty(p))).Select(c => char.IsControl(c) ? ' ' : c));
    }
}
