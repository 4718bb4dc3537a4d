using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Research.Notebooks;

namespace Research.Cli.Tests.Jupyter;

/// <summary>Every shipped notebook through `jupyter nbconvert --execute` and through the headless runner: the same outputs.</summary>
[Collection(ProcessState.Name)]
public sealed partial class ShippedNotebookTests : IDisposable
{
    private const string Python = "/usr/bin/python3";
    private const string Always = "06-side-by-side.ipynb";
    private readonly string folder = Directory.CreateTempSubdirectory("shipped-").FullName;

    public static TheoryData<string> Shipped => [.. Directory.GetFiles(Path.Combine(Root, "notebooks"), "*.ipynb").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    private static string Root { get; } = FindRoot();

    public void Dispose()
    {
        // Links first: what they point at is the checkout.
        foreach (var link in Directory.GetDirectories(folder).Where(entry => new DirectoryInfo(entry).LinkTarget is not null)) Directory.Delete(link);
        Directory.Delete(folder, recursive: true);
    }

    [SkippableTheory]
    [MemberData(nameof(Shipped))]
    public void Notebook_ThroughNbconvert_GivesTheOutputsOfTheHeadlessRunner(string name)
    {
        Skip.If(name != Always && Environment.GetEnvironmentVariable("RESEARCH_BENCHMARKS") is not "1", $"takes a minute or two: set RESEARCH_BENCHMARKS=1; {Always} is always compared");
        Skip.IfNot(File.Exists(Python), "python3 is not installed");
        Skip.If(Start(Python, "-c", "import nbconvert, jupyter_client").Code != 0, "python3 has no nbconvert: .devcontainer/setup.sh --tests installs it");
        Research.Notebooks.Kernel.KernelSpec.Install(folder, ThisProgram.Words);

        // Runs are kept, so only the first execution trains.
        var document = NotebookDocument.Load(Path.Combine(Root, "notebooks", name));
        var declared = NotebookParameters.Declared(document);
        var wanted = new Dictionary<string, string> { ["profile"] = "smoke", ["seeds"] = "1", ["runs"] = Path.Combine(folder, "runs") };
        var given = wanted.Where(p => declared.ContainsKey(p.Key)).ToDictionary();
        var place = Directory.CreateDirectory(Path.Combine(folder, "notebooks")).FullName;
        var source = Path.Combine(place, name);
        document.Save(source);
        // nbconvert knows no parameters: it gets the notebook with the cell that the runner would add.
        NotebookParameters.Inject(document, given);
        var injected = Path.Combine(place, "injected-" + name);
        document.Save(injected);
        // Beside the copy lies what a notebook reads: the sources it quotes, and its fellow files.
        foreach (var sibling in new[] { "lib", "data-manifests", "artifacts" })
            Directory.CreateSymbolicLink(Path.Combine(folder, sibling), Path.Combine(Root, sibling));
        foreach (var file in Directory.GetFiles(Path.Combine(Root, "notebooks"), "*.cs*"))
            File.Copy(file, Path.Combine(place, Path.GetFileName(file)));

        var first = Headless(source, "first", given);
        var second = Headless(source, "second", given);
        var (code, output) = Start(Python, "-m", "nbconvert", "--to", "notebook", "--execute", injected, "--output", Path.Combine(folder, "converted-" + name), "--ExecutePreprocessor.timeout=600");
        Assert.True(code == 0, output);
        var converted = NotebookDocument.Load(Path.Combine(folder, "converted-" + name));

        var (a, b, c) = (Outputs(first), Outputs(second), Outputs(converted));
        Assert.Equal(b.Count, c.Count);
        var compared = 0;
        for (var i = 0; i < b.Count; i++)
        {
            // What two headless runs do not agree on (whether a run was kept, say) is nothing that the other way must reproduce.
            if (i < a.Count && a[i].Text != b[i].Text) continue;
            Assert.Equal(b[i], c[i]);
            compared++;
        }
        Assert.True(compared >= 0.7 * b.Count, $"only {compared} of {b.Count} outputs are the same in two headless runs");
    }

    private NotebookDocument Headless(string source, string label, IReadOnlyDictionary<string, string> parameters)
    {
        var target = Path.Combine(folder, label + "-" + Path.GetFileName(source));
        var (code, output) = Start(Path.Combine(AppContext.BaseDirectory, "research"), ["notebook", "run", source, "--output", target, .. parameters.SelectMany(p => new[] { "-p", $"{p.Key}={p.Value}" })]);
        Assert.True(code == 0, output);
        return NotebookDocument.Load(target);
    }

    // One entry per output: cell, kind, media types, and its text without times, which differ from run to run.
    private static List<(int Cell, string Kind, string Types, string Text)> Outputs(NotebookDocument document) =>
    [
        .. document.Cells.Where(cell => cell.Kind == NotebookCellKind.Code).SelectMany((cell, index) => cell.Outputs.Select(output =>
        {
            var types = string.Join(' ', output.Data.Entries.Keys.Order(StringComparer.Ordinal));
            var text = output.Kind == NotebookOutputKind.Stream ? output.Stream + ": " + output.Text : string.Join('\n', output.Data.Entries.OrderBy(e => e.Key, StringComparer.Ordinal).Select(e => Plain(e.Value)));
            return (index + 1, output.Kind.ToString(), types, Digits().Replace(Times().Replace(text, "TIME"), Rounded));
        })),
    ];

    // The last digits of a sum depend on where in memory its vectors lie.
    private static string Rounded(Match number) =>
        double.Parse(number.Value, CultureInfo.InvariantCulture) is var value && Math.Abs(value) < 1e-9 ? "0" : value.ToString("G5", CultureInfo.InvariantCulture);

    private static string Plain(JsonNode node) => Identity().Replace(node is JsonValue ? node.ToString() : node.ToJsonString(), "ID");

    private (int Code, string Output) Start(string program, params string[] arguments)
    {
        var info = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder };
        info.Environment["JUPYTER_PATH"] = folder;
        info.Environment.Remove("RESEARCH_DATA");
        // Tiny networks: two threads that wait for each other are slower than one wherever other tests run beside.
        info.Environment["OMP_NUM_THREADS"] = "1";
        using var process = Process.Start(info)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        Assert.True(process.WaitForExit(900_000), $"{program} {string.Join(' ', arguments)} did not end");
        return (process.ExitCode, output + error.GetAwaiter().GetResult());
    }

    private static string FindRoot()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (at is not null && !File.Exists(Path.Combine(at.FullName, "Research.sln"))) at = at.Parent;
        return at?.FullName ?? throw new DirectoryNotFoundException("the tests run inside a checkout");
    }

    [GeneratedRegex(@"\d+([.,]\d+)? ?(ms|s|seconds|minutes|min)\b|\d\d:\d\d(:\d\d)?")]
    private static partial Regex Times();

    [GeneratedRegex(@"-?\d+\.\d{4,}([eE][-+]?\d+)?")]
    private static partial Regex Digits();

    [GeneratedRegex(@"\b(figure|plot|id)-[0-9a-f]{4,}\b")]
    private static partial Regex Identity();
}
