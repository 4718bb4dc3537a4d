// Numbers of the multi-head paper (Japanese workshop paper, no arXiv entry), Tables 1 to 3, as a copy of its text prints them.

using Research.Adaptation.Data;

namespace Research.Adaptation.Papers;

/// <summary>The published results of the multi-head paper.</summary>
internal static class MultiHeadTables
{
    private const string Source = "the paper's text";
    private const string Memory = "from memory";
    private const string ThirdParty = "a third party's table whose heading names VOC while the rows beside it carry Cityscapes' values";

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

    /// <summary>The base code's method (arXiv 2106.14133) on Cityscapes, as far as numbers are known at all: its README prints none.</summary>
    public static PublishedTable BaseCode { get; } = new(
        "base-code", "Directional context-aware consistency on Cityscapes alone, DeepLabv3+ with ResNet-50", LabelSpaces.Cityscapes19,
        [
            new("Supervised, 1/8", 66.0, FactStatus.Unverified, Memory),
            new("Base code's method, 1/8", 69.7, FactStatus.Unverified, ThirdParty),
            new("Supervised, 1/4", 70.7, FactStatus.Unverified, Memory),
            new("Base code's method, 1/4", 72.7, FactStatus.Unverified, ThirdParty),
            new("Supervised, all labels", 77.5, FactStatus.Unverified, Memory),
        ]);

    /// <summary>Differences that the paper's text states: the proposed row at 1/8 over another row of a table, by dataset or for the mean, in points.</summary>
    public static IReadOnlyList<(PublishedTable Table, string Over, string Column, double Points)> StatedGains { get; } =
    [
        (Table1, "Supervised, 1/8", "cityscapes", 2.28), (Table1, "Supervised, 1/8", "synscapes", 4.03), (Table1, "Supervised, 1/8", "bdd100k", 2.89), (Table1, "Supervised, 1/8", Mean, 3.06),
        (Table3, "Single-domain, 1/8", "cityscapes", 1.67), (Table3, "Single-domain, 1/8", "synscapes", -3.85), (Table3, "Single-domain, 1/8", "bdd100k", 9.22), (Table3, "Single-domain, 1/8", Mean, 2.30),
    ];

    private static PublishedRow Row(string method, double mean, double cityscapes, double synscapes, double bdd) =>
        new(method, mean, FactStatus.Verified, Source)
        {
            Metric = Mean,
            Others = new Dictionary<string, double> { ["cityscapes"] = cityscapes, ["synscapes"] = synscapes, ["bdd100k"] = bdd },
        };
}
