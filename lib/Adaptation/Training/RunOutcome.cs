namespace Research.Adaptation.Training;

/// <summary>What a run measured: at its end, or on the way for its curve.</summary>
public sealed record RunOutcome
{
    /// <summary>The main evaluation; null where the run does not segment.</summary>
    public EvaluationRecord? Segmentation { get; init; }

    /// <summary>Further evaluations, by name: other domains, other heads, the teacher. Names are columns of the curve.</summary>
    public IReadOnlyDictionary<string, EvaluationRecord> More { get; init; } = new Dictionary<string, EvaluationRecord>();

    /// <summary>Further numbers, by name: "abs_rel" for instance.</summary>
    public IReadOnlyDictionary<string, double> Scores { get; init; } = new Dictionary<string, double>();

    /// <summary>What the best checkpoint is chosen by, higher is better; null where none is looked for.</summary>
    public double? Selection { get; init; }

    /// <summary>The outcome of one evaluation.</summary>
    /// <param name="report">The report.</param>
    /// <param name="dataset">Name of the evaluated dataset.</param>
    public static RunOutcome Of(Evaluation.EvaluationReport report, string dataset) =>
        new() { Segmentation = EvaluationRecord.Of(report, dataset) };

    /// <summary>
    /// The columns of an evaluation curve: miou, pixel_accuracy and iou.CLASS of the main evaluation, NAME.miou and
    /// NAME.pixel_accuracy of each further one, the scores, then selection (what the best checkpoint is chosen by).
    /// </summary>
    internal IReadOnlyList<(string, double)> CurveColumns()
    {
        var columns = new List<(string, double)>();
        if (Segmentation?.ToReport() is { } main)
        {
            columns.AddRange([("miou", main.MeanIntersectionOverUnion), ("pixel_accuracy", main.PixelAccuracy)]);
            columns.AddRange(main.Classes.Select(c => ("iou." + c.Name, c.IntersectionOverUnion)));
        }
        foreach (var (name, record) in More)
        {
            var report = record.ToReport();
            columns.AddRange([(name + ".miou", report.MeanIntersectionOverUnion), (name + ".pixel_accuracy", report.PixelAccuracy)]);
        }
        columns.AddRange(Scores.Select(s => (s.Key, s.Value)));
        if (Selection is { } selection) columns.Add(("selection", selection));
        return columns;
    }
}
