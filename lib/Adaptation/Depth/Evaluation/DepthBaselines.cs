namespace Research.Adaptation.Depth;

/// <summary>What a depth network is compared with: two constants that know the training truth, and stereo matching.</summary>
/// <remarks>Measured once per pair of datasets and kept; safe for concurrent use.</remarks>
public sealed class DepthBaselines
{
    private readonly object gate = new();
    private string? measured;
    private IReadOnlyList<(string Name, DepthScore Score)> scores = [];

    /// <summary>The scores: "constant" (one distance), "prior" (one distance per pixel), "matching" (semi-global, both pictures seen).</summary>
    /// <param name="training">Pictures whose truth the constants may know.</param>
    /// <param name="evaluation">Pictures that are scored.</param>
    /// <param name="metrics">Range and scaling, the same as for the network.</param>
    /// <param name="matching">The matcher's settings.</param>
    /// <param name="cancellation">Stops between pictures.</param>
    public IReadOnlyList<(string Name, DepthScore Score)> Measure(
        IStereoDataset training, IStereoDataset evaluation, DepthMetrics metrics, SemiGlobalOptions matching, CancellationToken cancellation = default)
    {
        var what = $"{training.Fingerprint} | {evaluation.Fingerprint} | {metrics} | {matching}";
        lock (gate)
        {
            if (measured == what) return scores;
            DepthScore Mean(IDepthSource depth) => DepthEvaluation.Mean(depth, evaluation, metrics, cancellation);
            scores =
            [
                ("constant", Mean(ConstantDepth.Best(training, metrics, evaluation.Count))),
                ("prior", Mean(ConstantDepth.BestPerPixel(training, metrics, evaluation.Count))),
                ("matching", Mean(new MatchedDepth(evaluation, matching))),
            ];
            measured = what;
            return scores;
        }
    }
}
