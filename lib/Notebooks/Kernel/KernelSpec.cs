using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Research.Notebooks.Kernel;

/// <summary>The kernelspec: a folder with a <c>kernel.json</c> by which Jupyter and VS Code find the kernel.</summary>
/// <remarks>The name is the one that notebooks for .NET already carry. A spec of the same name from another program is never touched unasked.</remarks>
public static class KernelSpec
{
    /// <summary>Name of the kernel: what notebooks store in <c>metadata.kernelspec.name</c>.</summary>
    public const string Name = ".net-csharp";

    /// <summary>Name that front ends show.</summary>
    public const string DisplayName = ".NET (C#)";

    private const string Mark = "Research.Notebooks";
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The <c>kernel.json</c> file of this kernel in a Jupyter data folder.</summary>
    /// <param name="dataFolder">A folder such as <c>~/.local/share/jupyter</c>.</param>
    public static string FileIn(string dataFolder) => Path.Combine(dataFolder, "kernels", Name, "kernel.json");

    /// <summary>The user's Jupyter data folder, by Jupyter's own rules.</summary>
    public static string UserDataFolder()
    {
        if (Environment.GetEnvironmentVariable("JUPYTER_DATA_DIR") is { Length: > 0 } given)
            return given;
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        if (OperatingSystem.IsWindows())
            return Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData), "jupyter");
        if (OperatingSystem.IsMacOS())
            return Path.Combine(home, "Library", "Jupyter");
        return Path.Combine(Environment.GetEnvironmentVariable("XDG_DATA_HOME") is { Length: > 0 } data ? data : Path.Combine(home, ".local", "share"), "jupyter");
    }

    /// <summary>The Jupyter data folders in the order in which Jupyter searches them.</summary>
    public static IReadOnlyList<string> DataFolders()
    {
        var listed = (Environment.GetEnvironmentVariable("JUPYTER_PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        string[] system = OperatingSystem.IsWindows() ? [] : ["/usr/local/share/jupyter", "/usr/share/jupyter"];
        return [.. listed.Append(UserDataFolder()).Concat(system).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>What stands in a Jupyter data folder under the kernel's name.</summary>
    /// <param name="dataFolder">The folder.</param>
    public static KernelSpecState StateIn(string dataFolder)
    {
        if (!File.Exists(FileIn(dataFolder)))
            return KernelSpecState.Absent;
        return Read(FileIn(dataFolder))?["metadata"] is JsonObject metadata && metadata["implementation"]?.ToString() == Mark ? KernelSpecState.Ours : KernelSpecState.Foreign;
    }

    /// <summary>The command line of the spec in a Jupyter data folder; null where there is none that can be read.</summary>
    /// <param name="dataFolder">The folder.</param>
    public static IReadOnlyList<string>? CommandIn(string dataFolder) =>
        Read(FileIn(dataFolder))?["argv"] is JsonArray words ? [.. words.Select(word => word?.ToString() ?? "")] : null;

    /// <summary>Writes the spec.</summary>
    /// <param name="dataFolder">Jupyter data folder; made if it is not there.</param>
    /// <param name="program">Words that start the program, up to and without <c>kernel run</c>; the first an absolute path.</param>
    /// <param name="replaceForeign">True: a spec of another program under the same name is replaced.</param>
    /// <returns>The file written.</returns>
    /// <exception cref="KernelException">There is a foreign spec and it was not to be replaced.</exception>
    public static string Install(string dataFolder, IReadOnlyList<string> program, bool replaceForeign = false)
    {
        ArgumentNullException.ThrowIfNull(program);
        var file = FileIn(dataFolder);
        if (!replaceForeign && StateIn(dataFolder) == KernelSpecState.Foreign)
            throw new KernelException($"{file} belongs to another program; it stays as it is (--force replaces it)");
        var environment = new JsonObject { ["DOTNET_TieredPGO"] = "0" };
        if (Environment.GetEnvironmentVariable("DOTNET_ROOT") is { Length: > 0 } root)
            environment["DOTNET_ROOT"] = root;
        var spec = new JsonObject
        {
            ["argv"] = new JsonArray([.. program.Select(word => (JsonNode)word), "kernel", "run", "{connection_file}"]),
            ["display_name"] = DisplayName,
            ["language"] = "C#",
            ["interrupt_mode"] = "message",
            ["env"] = environment,
            ["metadata"] = new JsonObject { ["implementation"] = Mark, ["debugger"] = false },
        };
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var temporary = $"{file}.{Environment.ProcessId}.tmp";
        File.WriteAllText(temporary, spec.ToJsonString(Indented) + "\n");
        File.Move(temporary, file, overwrite: true);
        return file;
    }

    /// <summary>Removes the spec.</summary>
    /// <param name="dataFolder">Jupyter data folder.</param>
    /// <param name="removeForeign">True: a spec of another program is removed, too.</param>
    /// <returns>False where there was none.</returns>
    /// <exception cref="KernelException">There is a foreign spec and it was not to be removed.</exception>
    public static bool Uninstall(string dataFolder, bool removeForeign = false)
    {
        var file = FileIn(dataFolder);
        switch (StateIn(dataFolder))
        {
            case KernelSpecState.Absent:
                return false;
            case KernelSpecState.Foreign when !removeForeign:
                throw new KernelException($"{file} belongs to another program; it stays as it is (--force removes it)");
        }
        File.Delete(file);
        var folder = Path.GetDirectoryName(file)!;
        if (!Directory.EnumerateFileSystemEntries(folder).Any())
            Directory.Delete(folder);
        return true;
    }

    private static JsonObject? Read(string file)
    {
        try
        {
            return File.Exists(file) ? JsonNode.Parse(File.ReadAllText(file), documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false }) as JsonObject : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
