using Research.Adaptation.Training;

namespace Research.Adaptation.Papers;

/// <summary>A column of numbers in a table of results.</summary>
/// <param name="Name">Its name, the same as in <see cref="PublishedRow"/>.</param>
/// <param name="Of">The number of a run, in the published unit.</param>
public sealed record TableMetric(string Name, Func<RunResult, double> Of)
{
    /// <summary>Mean IoU of the main evaluation, percent.</summary>
    public static TableMetric MeanIntersectionOverUnion { get; } = new("mIoU", r => 100 * r.MeanIntersectionOverUnion);

    /// <summary>Share of pixels recognised in the main evaluation, percent.</summary>
    public static TableMetric GlobalAccuracy { get; } = new("global accuracy", r => 100 * r.Report.PixelAccuracy);

    /// <summary>Mean recall over the classes of the main evaluation, percent.</summary>
    public static TableMetric ClassAccuracy { get; } = new("class accuracy", r => 100 * r.Report.ClassAccuracy);

    /// <summary>What the numbers are measured in; empty where they have no unit.</summary>
    /// <value>%.</value>
    public string Unit { get; init; } = "%";

    /// <summary>Whether more is better.</summary>
    /// <value>true.</value>
    public bool HigherIsBetter { get; init; } = true;

    /// <summary>Digits behind the point in tables.</summary>
    /// <value>1, as papers print mIoU.</value>
    public int Digits { get; init; } = 1;

    /// <summary>Mean IoU of a further evaluation, percent.</summary>
    /// <param name="report">Its name in <see cref="RunResult.Reports"/>.</param>
    public static TableMetric MeanIntersectionOverUnionOn(string report) =>
        new($"mIoU {report}", r => 100 * r.Reports[report].MeanIntersectionOverUnion);

    /// <summary>Mean IoU over some classes of the main evaluation, percent.</summary>
    /// <param name="name">The column's name, "mIoU of 13" for instance.</param>
    /// <param name="classes">Names of the classes.</param>
    public static TableMetric MeanIntersectionOverUnionOf(string name, IReadOnlyList<string> classes) =>
        new(name, r => 100 * r.Report.MeanIntersectionOverUnionOf(classes));

    /// <summary>One of <see cref="RunResult.Scores"/>, as it is.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="higherIsBetter">Whether more is better.</param>
    public static TableMetric Score(string name, bool higherIsBetter = false) =>
        new(name, r => r.Scores[name]) { Unit = "", HigherIsBetter = higherIsBetter, Digits = 3 };
}
