using System.Globalization;
using System.Text;

namespace Research.Adaptation.Training;

/// <summary>A CSV file of numbers, one row per step, appended as training goes (engineering, no paper).</summary>
/// <remarks>
/// The first column is <c>step</c> (steps done). On resuming, rows after the checkpoint are dropped: they are about to be trained again.
/// Absent values are empty fields. Numbers are written so that reading them back gives the same bits.
/// </remarks>
public sealed class MetricsLog : IDisposable
{
    private readonly string path;
    private string[]? columns;
    private StreamWriter? writer;

    private MetricsLog(string path) => this.path = path;

    /// <summary>Opens a log, keeping only the rows up to a step.</summary>
    /// <param name="path">The CSV file; created with its first row.</param>
    /// <param name="lastStep">Rows after this step, incomplete ones and unreadable ones are dropped.</param>
    public static MetricsLog Open(string path, long lastStep)
    {
        var log = new MetricsLog(path);
        if (!File.Exists(path)) return log;
        var lines = File.ReadAllLines(path);
        var header = lines.FirstOrDefault()?.Split(',') ?? [];
        if (lastStep == 0 || header.Length < 2 || header[0] != "step")
        {
            File.Delete(path);
            return log;
        }
        log.columns = header[1..];
        var kept = lines.Skip(1).Where(l => l.Split(',') is var f && f.Length == header.Length && StepOf(f[0]) is { } s && s <= lastStep);
        var next = path + ".next";
        File.WriteAllLines(next, kept.Prepend(lines[0]));
        File.Move(next, path, overwrite: true);
        return log;
    }

    /// <summary>Appends a row.</summary>
    /// <param name="step">Steps done.</param>
    /// <param name="values">Column names and values; the same names in every row. NaN becomes an empty field.</param>
    /// <exception cref="InvalidOperationException">The names differ from the rows before.</exception>
    public void Append(long step, IReadOnlyList<(string Name, double Value)> values)
    {
        if (columns is null)
        {
            columns = [.. values.Select(v => v.Name)];
            File.WriteAllText(path, "step," + string.Join(',', columns) + "\n");
        }
        if (!values.Select(v => v.Name).SequenceEqual(columns))
            throw new InvalidOperationException($"{path}: expected the columns {string.Join(", ", columns)}, got {string.Join(", ", values.Select(v => v.Name))}");
        writer ??= new StreamWriter(new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read), new UTF8Encoding(false)) { NewLine = "\n" };
        writer.WriteLine(step.ToString(CultureInfo.InvariantCulture) + "," + string.Join(',', values.Select(v => Text(v.Value))));
    }

    /// <summary>Hands everything written so far to the file system.</summary>
    public void Flush() => writer?.Flush();

    /// <summary>Closes the file.</summary>
    public void Dispose() => writer?.Dispose();

    /// <summary>Reads a log's columns; an empty field is NaN, a row cut short is left out.</summary>
    /// <param name="path">The CSV file.</param>
    /// <returns>Column name to values, "step" included; empty where there is no file.</returns>
    public static IReadOnlyDictionary<string, double[]> Read(string path)
    {
        if (!File.Exists(path)) return new Dictionary<string, double[]>();
        var lines = File.ReadAllLines(path);
        if (lines.Length == 0) return new Dictionary<string, double[]>();
        var header = lines[0].Split(',');
        var rows = lines.Skip(1).Select(l => l.Split(',')).Where(f => f.Length == header.Length).ToList();
        return header.Select((name, i) => (name, rows.Select(r => Number(r[i])).ToArray())).ToDictionary(c => c.name, c => c.Item2);
    }

    private static long? StepOf(string field) =>
        long.TryParse(field, NumberStyles.None, CultureInfo.InvariantCulture, out var step) ? step : null;

    private static double Number(string field) =>
        double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : double.NaN;

    private static string Text(double value) => double.IsNaN(value) ? "" : value.ToString("R", CultureInfo.InvariantCulture);
}
