namespace Research.Adaptation.Depth;

/// <summary>Scores of a source of depth over a dataset.</summary>
public static class DepthEvaluation
{
    /// <summary>The score of each picture.</summary>
    /// <param name="depth">What is judged.</param>
    /// <param name="truth">The dataset with the truth, of as many pictures.</param>
    /// <param name="metrics">Range and scaling.</param>
    /// <param name="cancellation">Stops between pictures.</param>
    /// <exception cref="ArgumentException">The numbers of pictures differ.</exception>
    public static IReadOnlyList<DepthScore> Scores(IDepthSource depth, IStereoDataset truth, DepthMetrics metrics, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(depth);
        ArgumentNullException.ThrowIfNull(truth);
        ArgumentNullException.ThrowIfNull(metrics);
        if (depth.Count != truth.Count)
            throw new ArgumentException($"depth: expected {truth.Count} maps as {truth.Name} has pictures, got {depth.Count}");
        var scores = new DepthScore[truth.Count];
        for (var i = 0; i < scores.Length; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            scores[i] = metrics.Score(depth.Load(i), truth.Load(i).Truth);
        }
        return scores;
    }

    /// <summary>The mean over pictures.</summary>
    /// <inheritdoc cref="Scores"/>
    public static DepthScore Mean(IDepthSource depth, IStereoDataset truth, DepthMetrics metrics, CancellationToken cancellation = default) =>
        DepthScore.Mean(Scores(depth, truth, metrics, cancellation));
}
