// Numbers of the region-wise paper's only table, read from its text.

using Research.Adaptation.Data;

namespace Research.Adaptation.Papers;

/// <summary>The published results of the region-wise paper.</summary>
internal static class RegionDannTables
{
    private const string Source = "Table 1 of the abstract";

    /// <summary>Table 1: accuracy on the target in percent. The classes are not listed there; Cityscapes' 19 are assumed.</summary>
    public static PublishedTable Gta5ToCityscapes { get; } = new(
        "gta5-to-cityscapes", "GTAV → Cityscapes, SegNet, 2,964 training and 500 test pictures", LabelSpaces.Cityscapes19,
        [
            Row("SegNet(T)", global: 75.9, perClass: 42.2, mean: 32.0),
            Row("SegNet(S)", global: 64.7, perClass: 27.5, mean: 17.1),
            Row("DANN", global: 68.7, perClass: 30.3, mean: 20.3),
            Row("Proposed", global: 68.9, perClass: 30.7, mean: 20.7),
            Row("Proposed + pre-training", global: 68.7, perClass: 31.7, mean: 21.2),
        ]);

    private static PublishedRow Row(string method, double global, double perClass, double mean) => new(method, mean, FactStatus.Verified, Source)
    {
        Others = new Dictionary<string, double> { [TableMetric.GlobalAccuracy.Name] = global, [TableMetric.ClassAccuracy.Name] = perClass },
    };
}
