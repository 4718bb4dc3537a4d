namespace Research.Adaptation.Depth;

/// <summary>The seven numbers depth is judged by, of one picture or the mean over pictures; d predicted, z true, metres.</summary>
/// <param name="AbsoluteRelative">mean |d - z| / z.</param>
/// <param name="SquaredRelative">mean (d - z)^2 / z, metres.</param>
/// <param name="RootMeanSquare">sqrt mean (d - z)^2, metres.</param>
/// <param name="RootMeanSquareLog">sqrt mean (ln d - ln z)^2.</param>
/// <param name="Within1">Share of pixels with max(d/z, z/d) below 1.25.</param>
/// <param name="Within2">The same below 1.25^2.</param>
/// <param name="Within3">The same below 1.25^3.</param>
/// <param name="Scale">What the prediction was multiplied by first: median z / median d with median scaling, else 1.</param>
/// <param name="Pixels">Pixels that counted.</param>
public sealed record DepthScore(
    double AbsoluteRelative, double SquaredRelative, double RootMeanSquare, double RootMeanSquareLog,
    double Within1, double Within2, double Within3, double Scale, long Pixels)
{
    /// <summary>The mean over pictures, each counting the same; pictures without a counted pixel are left out.</summary>
    /// <exception cref="ArgumentException">No picture has a counted pixel.</exception>
    public static DepthScore Mean(IEnumerable<DepthScore> scores)
    {
        DepthScore[] counted = [.. scores.Where(s => s.Pixels > 0)];
        if (counted.Length == 0) throw new ArgumentException("scores: expected at least one picture with a pixel of known depth");
        double Of(Func<DepthScore, double> number) => counted.Average(number);
        return new DepthScore(
            Of(s => s.AbsoluteRelative), Of(s => s.SquaredRelative), Of(s => s.RootMeanSquare), Of(s => s.RootMeanSquareLog),
            Of(s => s.Within1), Of(s => s.Within2), Of(s => s.Within3), Of(s => s.Scale), counted.Sum(s => s.Pixels));
    }

    /// <summary>The numbers by their usual names: abs_rel, sq_rel, rmse, rmse_log, delta1, delta2, delta3, scale.</summary>
    public IReadOnlyList<(string Name, double Value)> Numbers =>
    [
        ("abs_rel", AbsoluteRelative), ("sq_rel", SquaredRelative), ("rmse", RootMeanSquare), ("rmse_log", RootMeanSquareLog),
        ("delta1", Within1), ("delta2", Within2), ("delta3", Within3), ("scale", Scale),
    ];
}
