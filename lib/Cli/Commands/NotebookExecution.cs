using Research.Adaptation.Data;
using Research.Cli.Output;
using Research.Notebooks;

namespace Research.Cli.Commands;

/// <summary>Runs one notebook and shows how far it is.</summary>
internal static class NotebookExecution
{
    /// <summary>Environment variable through which a notebook learns the commit that its report shall name.</summary>
    public const string CommitVariable = "RESEARCH_COMMIT";

    /// <summary>Tells notebooks, which run in this process, the commit and the folder with datasets.</summary>
    public static void Announce(string? dataFolder)
    {
        Environment.SetEnvironmentVariable(CommitVariable, BuildVersion.CommitOrNull);
        if (dataFolder is not null) Environment.SetEnvironmentVariable(DatasetFolder.Variable, dataFolder);
    }

    /// <summary>Values for the parameters that a notebook has: those given, and what this program knows, <c>profile</c>, <c>data</c> and <c>commit</c>.</summary>
    /// <param name="path">The notebook.</param>
    /// <param name="given">The user's values; they win.</param>
    /// <param name="known">Values by name; those that are null, and names that the notebook does not have, are left out.</param>
    /// <exception cref="UserErrorException">The file is no notebook.</exception>
    public static Dictionary<string, string> Parameters(string path, IReadOnlyDictionary<string, string> given, params (string Name, string? Value)[] known)
    {
        if (!File.Exists(path)) throw new UserErrorException($"expected a notebook, there is no file {path}", ExitCodes.WrongUsage);
        var values = new Dictionary<string, string>(given, StringComparer.Ordinal);
        try
        {
            var declared = NotebookParameters.Declared(NotebookDocument.Load(path));
            foreach (var (name, value) in known)
                if (value is not null && declared.ContainsKey(name)) values.TryAdd(name, value);
            return values;
        }
        catch (NotebookFormatException error)
        {
            throw new UserErrorException(Named(path, error.Message), ExitCodes.WrongUsage, error);
        }
    }

    /// <exception cref="UserErrorException">No notebook, or a parameter that it does not have.</exception>
    public static async Task<NotebookRunResult> RunAsync(CliConsole console, string path, NotebookRunOptions options, CancellationToken cancellation)
    {
        try
        {
            return await ProgressDisplay.RunAsync(console, Path.GetFileNameWithoutExtension(path), report =>
            {
                var place = new NotebookPlace();
                var runner = new NotebookRunner(options with
                {
                    Clock = console.Time,
                    NativeStreams = NativeStreams.Output,
                    Progress = e =>
                    {
                        if (place.Hear(e)) report(place.Cell - 1, e.CellCount, place.Text);
                    },
                });
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
}
