using Research.Adaptation.Evaluation;

namespace Research.Adaptation.Training;

/// <summary>A finished run.</summary>
public sealed class RunResult
{
    private readonly Lazy<EvaluationReport?> report;
    private readonly Lazy<IReadOnlyDictionary<string, EvaluationReport>> reports;

    /// <summary>The result in a folder.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="record">Its record, finished.</param>
    /// <param name="kept">Whether it was there already, rather than trained now.</param>
    /// <exception cref="ArgumentException">The run is not finished.</exception>
    public RunResult(string folder, RunRecord record, bool kept)
    {
        if (record.State != RunState.Finished)
            throw new ArgumentException($"{folder}: expected a finished run, got one that is {record.State}");
        Folder = folder;
        Record = record;
        Kept = kept;
        report = new Lazy<EvaluationReport?>(() => record.Result?.ToReport());
        reports = new Lazy<IReadOnlyDictionary<string, EvaluationReport>>(
            () => (record.More ?? new Dictionary<string, EvaluationRecord>()).ToDictionary(r => r.Key, r => r.Value.ToReport()));
    }

    /// <summary>The run's folder.</summary>
    public string Folder { get; }

    /// <summary>Everything run.json holds.</summary>
    public RunRecord Record { get; }

    /// <summary>Whether the run was reused rather than trained now.</summary>
    public bool Kept { get; }

    /// <summary>The same result as one that was trained now, by another process on this one's behalf.</summary>
    internal RunResult AsTrainedNow() => new(Folder, Record, kept: false);

    /// <summary>The recipe's key.</summary>
    public string Recipe => Record.Recipe;

    /// <summary>The profile's name.</summary>
    public string Profile => Record.Profile;

    /// <summary>The run's seed.</summary>
    public long Seed => Record.Seed;

    /// <summary>Seconds of training, without the run it started from.</summary>
    public double Seconds => Record.Seconds;

    /// <summary>Steps trained.</summary>
    public long Steps => Record.Steps;

    /// <summary>Commit of the sources, or null.</summary>
    public string? Commit => Record.Environment.Commit;

    /// <summary>Machine in words.</summary>
    public string Machine => Record.Environment.Machine;

    /// <summary>The evaluation of the weights that <see cref="RunRecord.CheckpointRule"/> names.</summary>
    /// <exception cref="InvalidOperationException">The run measures no segmentation; <see cref="Scores"/> has what it measures.</exception>
    public EvaluationReport Report => report.Value
        ?? throw new InvalidOperationException($"{Folder}: this run has no evaluation of segmentation; it has the scores {string.Join(", ", Scores.Keys)}");

    /// <summary>Further evaluations, by name: other domains, other heads, the teacher. Empty where there are none.</summary>
    public IReadOnlyDictionary<string, EvaluationReport> Reports => reports.Value;

    /// <summary>Further numbers, by name. Empty where there are none.</summary>
    public IReadOnlyDictionary<string, double> Scores => Record.Scores ?? new Dictionary<string, double>();

    /// <summary>Mean IoU, 0 to 1.</summary>
    /// <exception cref="InvalidOperationException">The run measures no segmentation.</exception>
    public double MeanIntersectionOverUnion => Report.MeanIntersectionOverUnion;

    /// <summary>The weights that the result is of, as <see cref="RunRecord.CheckpointRule"/> says.</summary>
    public string CheckpointPath => Record.CheckpointRule == CheckpointRule.Last ? RunFolder.CheckpointFile(Folder) : RunFolder.BestCheckpointFile(Folder);

    /// <summary>Which weights the result is of, in words: "last", or how and at which step they were chosen.</summary>
    public string CheckpointText => Record.CheckpointRule.Text(Record.CheckpointStep);

    /// <summary>Columns of metrics.csv: step, learning_rate, each loss.</summary>
    public IReadOnlyDictionary<string, double[]> Metrics() => MetricsLog.Read(Path.Combine(Folder, "metrics.csv"));

    /// <summary>Columns of evaluation.csv: step, miou, pixel_accuracy, iou.CLASS; empty where nothing was evaluated on the way.</summary>
    public IReadOnlyDictionary<string, double[]> EvaluationCurve() => MetricsLog.Read(Path.Combine(Folder, "evaluation.csv"));
}
