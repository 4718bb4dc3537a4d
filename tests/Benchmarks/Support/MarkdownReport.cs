using System.Globalization;
using System.Text;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using Research.Adaptation.Training;
using static TorchSharp.torch;

namespace Research.Benchmarks.Support;

/// <summary>One Markdown file per run: where, when and on which commit it was measured, then a table per class.</summary>
internal static class MarkdownReport
{
    /// <summary>Writes the tables of a run.</summary>
    /// <returns>The file's path.</returns>
    public static string Write(IReadOnlyList<Summary> summaries, string folder, DateTimeOffset began)
    {
        var text = new StringBuilder("# Benchmarks\n\n");
        foreach (var line in Header(summaries, began)) text.Append("- ").Append(line).Append('\n');
        foreach (var summary in summaries)
        {
            text.Append("\n## ").Append(summary.BenchmarksCases.FirstOrDefault()?.Descriptor.Type.Name ?? summary.Title).Append("\n\n");
            foreach (var row in Table(summary)) text.Append(row).Append('\n');
            foreach (var failed in summary.Reports.Where(r => !r.Success))
                text.Append("\nFailed: ").Append(failed.BenchmarkCase.DisplayInfo).Append('\n');
        }

        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, $"benchmarks-{began.UtcDateTime.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture)}.md");
        File.WriteAllText(path + ".tmp", text.ToString());
        File.Move(path + ".tmp", path, overwrite: true);
        return path;
    }

    private static IEnumerable<string> Header(IReadOnlyList<Summary> summaries, DateTimeOffset began)
    {
        var here = RunEnvironment.Current(Checkout.Commit(), CPU);
        yield return $"Date: {began.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC";
        yield return $"Commit: {here.Commit ?? "unknown"}";
        yield return $"Machine: {here.Machine}; {here.System}";
        yield return $"libtorch {here.Torch}, torch threads: {TorchThreads.Count}; {here.Runtime}";
        yield return string.Join("; ", summaries[0].HostEnvironmentInfo.ToFormattedString().Select(line => line.Trim()).Where(line => line.Length > 0));
    }

    // BenchmarkDotNet repeats the machine above each table; the header has it once.
    private static IEnumerable<string> Table(Summary summary)
    {
        var log = new AccumulationLogger();
        MarkdownExporter.GitHub.ExportToLog(summary, log);
        return log.GetLog().Split('\n').Select(line => line.TrimEnd()).Where(line => line.StartsWith('|'));
    }
}
