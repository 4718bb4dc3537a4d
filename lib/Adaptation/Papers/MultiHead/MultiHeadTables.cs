// Numbers of the multi-head paper (Japanese workshop paper, no arXiv entry), Tables 1 to 3, as a copy of its text prints them.

using Research.Adaptation.Data;

namespace Research.Adaptation.Papers;

/// <summary>The published results of the multi-head paper.</summary>
internal static class MultiHeadTables
{
    private const string Source = "the paper's text";

    /// <summary>Name of the metric that rows are compared by.</summary>
    public const string Mean = "mean mIoU";

    /// <summary>Names of the columns, in the paper's order; in Mini and Smoke a scene domain stands in for each.</summary>
    public static IReadOnlyList<(string Dataset, string StandIn)> Columns { get; } =
        [("cityscapes", "street"), ("synscapes", "render"), ("bdd100k", "night-rain")];

    public static PublishedTable Table1 { get; } = new(
        "table-1", "Supervised multi-domain and proposed, by share of labels", LabelSpaces.Cityscapes19,
        [
            Row("Supervised, 1/8", 62.33, 63.24, 73.57, 50.18),
            Row("Proposed, 1/8", 65.39, 65.52, 77.60, 53.07),
            Row("Supervised, 1/4", 65.75, 66.11, 77.15, 53.99),
            Row("Proposed, 1/4", 66.83, 66.86, 78.11, 54.53),
            Row("Supervised, all labels", 76.48, 75.44, 91.85, 62.15),
        ]);

    public static PublishedTable Table3 { get; } = new(
        "table-3", "Semi-supervised, one network per domain, and proposed, one for all", LabelSpaces.Cityscapes19,
        [
            Row("Single-domain, 1/8", 63.05, 63.85, 81.45, 43.85),
            Row("Proposed, 1/8", 65.39, 65.52, 77.60, 53.07),
            Row("Single-domain, 1/4", 62.51, 61.65, 82.40, 43.51),
            Row("Proposed, 1/4", 66.83, 66.86, 78.11, 54.53),
        ]);

    /// <summary>Table 2: dataset, training pictures, validation pictures, as printed.</summary>
    public static IReadOnlyList<(string Dataset, int Training, int Validation)> Table2 { get; } =
        [("cityscapes", 2975, 500), ("bdd100k", 7000, 1000), ("synscapes", 23000, 2000)];

    private static PublishedRow Row(string method, double mean, double cityscapes, double synscapes, double bdd) =>
        new(method, mean, FactStatus.Verified, Source)
        {
            Metric = Mean,
            Others = new Dictionary<string, double> { ["cityscapes"] = cityscapes, ["synscapes"] = synscapes, ["bdd100k"] = bdd },
        };
}
