using Research.Adaptation.Training;
using Research.Tables;

namespace Research.Adaptation.Papers;

/// <summary>The runs of all rows and controls of a table with several seeds, and what they say.</summary>
public sealed class TableResults
{
    private readonly Dictionary<string, IReadOnlyList<RunResult>> runs;

    private TableResults(RecipeTable table, Profile profile, IReadOnlyList<long> seeds, Dictionary<string, IReadOnlyList<RunResult>> runs)
    {
        Table = table;
        Profile = profile;
        Seeds = seeds;
        this.runs = runs;
    }

    /// <summary>The table.</summary>
    public RecipeTable Table { get; }

    /// <summary>The profile.</summary>
    public Profile Profile { get; }

    /// <summary>The seeds, in the order of <see cref="Runs(string)"/>.</summary>
    public IReadOnlyList<long> Seeds { get; }

    /// <summary>The row that gains are counted from.</summary>
    public string Baseline => Table.Baseline ?? Table.Rows[0].Row;

    /// <summary>All runs: rows, then controls, each by seed.</summary>
    public IEnumerable<RunResult> All => Table.All.SelectMany(r => runs[r.Row]);

    /// <summary>Runs every row and control with every seed; what is kept is not run again.</summary>
    /// <param name="runner">Trains what is missing and tells how far it is.</param>
    /// <param name="table">The table.</param>
    /// <param name="profile">At which size.</param>
    /// <param name="seeds">At least one, none twice.</param>
    /// <param name="cancellation">Stops with a checkpoint; running again goes on from there.</param>
    /// <exception cref="ArgumentException">No seed, or one twice.</exception>
    /// <exception cref="Data.DatasetException">A dataset is missing; <see cref="RecipeTable.Obstacle"/> says so beforehand.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static TableResults Run(
        ExperimentRunner runner, RecipeTable table, Profile profile, IEnumerable<long> seeds, CancellationToken cancellation = default)
    {
        long[] all = [.. seeds];
        if (all.Length == 0 || all.Distinct().Count() != all.Length)
            throw new ArgumentException($"seeds: expected at least one and none twice, got [{string.Join(", ", all)}]");
        var runs = new Dictionary<string, IReadOnlyList<RunResult>>();
        var trained = runner.TrainAhead(table.All, profile, all, cancellation);
        foreach (var recipe in table.All)
            runs[recipe.Row] = [.. all.Select(seed => runner.Run(recipe, profile, seed, cancellation) is var run && trained.Contains((recipe.Key, seed)) ? run.AsTrainedNow() : run)];
        return new TableResults(table, profile, all, runs);
    }

    /// <summary>The runs of a row or control, one per seed.</summary>
    /// <exception cref="ArgumentException">There is no such row.</exception>
    public IReadOnlyList<RunResult> Runs(string row) => runs[Table.Row(row).Row];

    /// <summary>The numbers of a row, one per seed, in the metric's unit.</summary>
    /// <param name="row">A row or control.</param>
    /// <param name="metric">One of the table's metrics; null for its first.</param>
    public IReadOnlyList<double> Scores(string row, TableMetric? metric = null) => [.. Runs(row).Select((metric ?? Table.Metrics[0]).Of)];

    /// <summary>The mean over seeds.</summary>
    /// <inheritdoc cref="Scores"/>
    public double Mean(string row, TableMetric? metric = null) => Scores(row, metric).Average();

    /// <summary>The standard deviation over seeds (divided by n - 1); 0 with one seed, where it is not known.</summary>
    /// <inheritdoc cref="Scores"/>
    public double Spread(string row, TableMetric? metric = null)
    {
        var scores = Scores(row, metric);
        var mean = scores.Average();
        return scores.Count < 2 ? 0 : Math.Sqrt(scores.Sum(s => (s - mean) * (s - mean)) / (scores.Count - 1));
    }

    /// <summary>How much the mean of a row is above that of another, in the metric's unit; negative where it is below.</summary>
    /// <param name="row">A row or control.</param>
    /// <param name="over">The row to compare with; null for <see cref="Baseline"/>.</param>
    /// <param name="metric">One of the table's metrics; null for its first.</param>
    public double Gain(string row, string? over = null, TableMetric? metric = null) => Mean(row, metric) - Mean(over ?? Baseline, metric);

    /// <summary>Whether a row is better than another by more than the larger of their spreads. One seed shows no spread, so then nothing does.</summary>
    /// <inheritdoc cref="Gain"/>
    public bool BeatsBySpread(string row, string? over = null, TableMetric? metric = null)
    {
        var better = (metric ?? Table.Metrics[0]).HigherIsBetter ? Gain(row, over, metric) : -Gain(row, over, metric);
        return Seeds.Count > 1 && better > Math.Max(Spread(row, metric), Spread(over ?? Baseline, metric));
    }

    /// <summary>
    /// The table beside the published one: row; for each metric "NAME", "NAME ±" (empty with one seed) and "NAME published"; then gain
    /// over <see cref="Baseline"/> and published gain in the first metric, status of the published number, each seed's number, seconds.
    /// </summary>
    public DataFrame ToDataFrame()
    {
        var rows = Table.All;
        var frame = new DataFrame(new StringDataFrameColumn("row", rows.Select(r => r.Row)));
        foreach (var metric in Table.Metrics)
        {
            frame.Columns.Add(new DoubleDataFrameColumn(metric.Name, rows.Select(r => (double?)Mean(r.Row, metric))));
            frame.Columns.Add(new DoubleDataFrameColumn($"{metric.Name} ±", rows.Select(r => Seeds.Count > 1 ? Spread(r.Row, metric) : (double?)null)));
            if (rows.Any(r => r.Published?.Value(metric.Name) is not null))
                frame.Columns.Add(new DoubleDataFrameColumn($"{metric.Name} published", rows.Select(r => r.Published?.Value(metric.Name))));
        }
        var first = Table.Metrics[0];
        var from = Table.Row(Baseline).Published?.Value(first.Name);
        frame.Columns.Add(new DoubleDataFrameColumn("gain", rows.Select(r => (double?)Gain(r.Row))));
        if (from is not null)
            frame.Columns.Add(new DoubleDataFrameColumn("published gain", rows.Select(r => r.Published?.Value(first.Name) - from)));
        frame.Columns.Add(new StringDataFrameColumn("status", rows.Select(Status)));
        var format = "F" + first.Digits;
        frame.Columns.Add(new StringDataFrameColumn("each seed", rows.Select(r => string.Join("/", Scores(r.Row).Select(s => s.ToString(format, System.Globalization.CultureInfo.InvariantCulture))))));
        frame.Columns.Add(new DoubleDataFrameColumn("seconds", rows.Select(r => (double?)Runs(r.Row).Average(x => x.Seconds))));
        return frame;
    }

    // How sure the published number is; and where our weights are not the last, how they were chosen.
    private string? Status(Recipe recipe)
    {
        var status = recipe.Published is { } published ? published.Status.ToString().ToLowerInvariant() : Table.Controls.Contains(recipe) ? "control" : null;
        var rules = Runs(recipe.Row).Select(r => r.Record.CheckpointRule).Distinct().Where(r => r != CheckpointRule.Last).Select(r => "weights: " + r.Text());
        return string.Join("; ", new[] { status }.Concat(rules).OfType<string>()) is { Length: > 0 } text ? text : null;
    }
}
