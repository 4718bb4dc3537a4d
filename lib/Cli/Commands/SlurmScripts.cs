using System.Globalization;
using System.Text;
using Research.Adaptation.Papers;

namespace Research.Cli.Commands;

/// <summary>The files that make Slurm train a paper's rows: one job array per stage, one task per row and seed.</summary>
/// <remarks>A row that starts from another run, or needs one, belongs to a later stage than that run, so that no two tasks train the same.</remarks>
internal sealed class SlurmScripts(SlurmScripts.Settings settings)
{
    /// <summary>What the scripts are made from.</summary>
    /// <param name="Program">The research program.</param>
    /// <param name="Paper">Key of the paper.</param>
    /// <param name="Table">Key of the only table, or null for all.</param>
    /// <param name="Profile">Size.</param>
    /// <param name="Seeds">Seeds 1 to this.</param>
    /// <param name="Processes">Processes a task.</param>
    /// <param name="Runs">Folder of runs, shared by the machines.</param>
    /// <param name="Data">Folder of datasets, or null.</param>
    /// <param name="Folder">Where the scripts go.</param>
    /// <param name="Options">Options of sbatch, "--partition=gpu --time=24:00:00".</param>
    public sealed record Settings(
        string Program, string Paper, string? Table, Profile Profile, int Seeds, int Processes, string Runs, string? Data, string Folder, IReadOnlyList<string> Options);

    /// <summary>Recipes by stage: those of stage k start only from such of stages before, at a profile.</summary>
    public static IReadOnlyList<IReadOnlyList<Recipe>> Stages(IEnumerable<RecipeTable> tables, Profile profile)
    {
        var depths = new Dictionary<string, (Recipe Recipe, int Depth)>(StringComparer.Ordinal);
        foreach (var recipe in tables.SelectMany(t => t.All)) Depth(recipe, profile, depths);
        return [.. depths.Values.GroupBy(d => d.Depth).OrderBy(g => g.Key).Select(g => (IReadOnlyList<Recipe>)[.. g.Select(d => d.Recipe)])];
    }

    /// <summary>Writes all files.</summary>
    /// <returns>Number of tasks.</returns>
    public int Write(IReadOnlyList<IReadOnlyList<Recipe>> stages)
    {
        Directory.CreateDirectory(Path.Combine(settings.Folder, "logs"));
        var tasks = 0;
        for (var stage = 0; stage < stages.Count; stage++)
        {
            string[] lines = [.. from recipe in stages[stage] from seed in Enumerable.Range(1, settings.Seeds) select $"{recipe.Key} {seed}"];
            tasks += lines.Length;
            WriteFile($"tasks-{stage}.txt", string.Join('\n', lines) + "\n");
            WriteFile($"stage-{stage}.sh", Stage(stage, lines.Length));
        }
        WriteFile("collect.sh", Collect());
        WriteFile("submit.sh", Submit(stages.Count));
        return tasks;
    }

    private static int Depth(Recipe recipe, Profile profile, Dictionary<string, (Recipe, int Depth)> depths)
    {
        if (depths.TryGetValue(recipe.Key, out var known)) return known.Depth;
        var before = recipe.Before(profile).ToArray();
        var depth = before.Length == 0 ? 0 : 1 + before.Max(r => Depth(r, profile, depths));
        depths[recipe.Key] = (recipe, depth);
        return depth;
    }

    private string Stage(int stage, int tasks)
    {
        var text = Head($"{settings.Paper}-{stage}", $"stage-{stage}-%a.log");
        text.Append(CultureInfo.InvariantCulture, $"#SBATCH --array=0-{tasks - 1}\n");
        if (settings.Processes > 1) text.Append(CultureInfo.InvariantCulture, $"#SBATCH --ntasks={settings.Processes}\n");
        foreach (var option in settings.Options) text.Append($"#SBATCH {option}\n");
        text.Append("\nset -eu\n");
        text.Append($"read -r recipe seed <<< \"$(sed -n \"$((SLURM_ARRAY_TASK_ID + 1))p\" {Quoted($"tasks-{stage}.txt", inFolder: true)})\"\n");
        text.Append("echo \"$recipe, seed $seed, on $(hostname)\"\n");
        var start = settings.Processes > 1 ? string.Create(CultureInfo.InvariantCulture, $"srun --ntasks={settings.Processes} ") : "";
        text.Append($"exec {start}{Quoted(settings.Program)} train \"$recipe\" --seed \"$seed\" {Common()}\n");
        return text.ToString();
    }

    private string Collect()
    {
        var text = Head($"{settings.Paper}-table", "collect.log");
        text.Append("\nset -eu\n");
        text.Append($"{Quoted(settings.Program)} reproduce {settings.Paper}{(settings.Table is { } table ? $" --table {table}" : "")} --seeds {settings.Seeds.ToString(CultureInfo.InvariantCulture)} {Common()} > {Quoted("table.txt.part", inFolder: true)}\n");
        text.Append($"mv {Quoted("table.txt.part", inFolder: true)} {Quoted("table.txt", inFolder: true)}\n");
        return text.ToString();
    }

    // Later stages wait until every task before has ended well; the table comes last.
    private string Submit(int stages)
    {
        var text = new StringBuilder("#!/bin/bash\n# Submits all stages and the table, each after the one before.\nset -eu\n");
        for (var stage = 0; stage < stages; stage++)
            text.Append($"job{stage}=$(sbatch --parsable {(stage > 0 ? $"--dependency=afterok:\"$job{stage - 1}\" --kill-on-invalid-dep=yes " : "")}{Quoted($"stage-{stage}.sh", inFolder: true)})\n");
        text.Append($"table=$(sbatch --parsable --dependency=afterok:\"$job{stages - 1}\" --kill-on-invalid-dep=yes {Quoted("collect.sh", inFolder: true)})\n");
        text.Append($"echo \"submitted{string.Concat(Enumerable.Range(0, stages).Select(s => $" $job{s}"))}; the table will be $table's, in {settings.Folder.Replace("\"", "\\\"", StringComparison.Ordinal)}/table.txt\"\n");
        return text.ToString();
    }

    private StringBuilder Head(string name, string log) => new($"#!/bin/bash\n#SBATCH --job-name={name}\n#SBATCH --output={Path.Combine(settings.Folder, "logs", log)}\n");

    private string Common() => $"--profile {settings.Profile.ToString().ToLowerInvariant()} --runs {Quoted(settings.Runs)}{(settings.Data is { } data ? $" --data {Quoted(data)}" : "")}";

    private string Quoted(string name, bool inFolder) => Quoted(inFolder ? Path.Combine(settings.Folder, name) : name);

    // Within single quotes a shell reads everything as it stands, except the quote itself.
    private static string Quoted(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    private void WriteFile(string name, string text)
    {
        var path = Path.Combine(settings.Folder, name);
        File.WriteAllText(path + ".part", text);
        if (name.EndsWith(".sh", StringComparison.Ordinal) && !OperatingSystem.IsWindows())
            File.SetUnixFileMode(path + ".part", UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        File.Move(path + ".part", path, overwrite: true);
    }
}
