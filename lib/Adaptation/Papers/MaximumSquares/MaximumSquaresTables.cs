// Numbers of M. Chen, H. Xue, D. Cai, ICCV 2019, arXiv 1909.13589, with how each was obtained.

using Research.Adaptation.Data;

namespace Research.Adaptation.Papers;

/// <summary>The published results of the maximum squares paper.</summary>
internal static class MaximumSquaresTables
{
    private const string Readme = "README of ZJULearning/MaxSquareLoss";
    private const string Leaderboard = "udass-leaderboard, which repeats the paper's rows";

    /// <summary>The mean over the 13 classes that NTHU has: without wall, fence and pole, which most papers leave out of a second mean on SYNTHIA.</summary>
    public static TableMetric MeanOf13 { get; } =
        TableMetric.MeanIntersectionOverUnionOf("mIoU of 13", [.. LabelSpaces.CrossCity13.Classes.Select(c => c.Name)]);

    public static PublishedTable Gta5ToCityscapes { get; } = new(
        "gta5-to-cityscapes", "GTA5 → Cityscapes, 19 classes, DeepLabv2 with ResNet-101", LabelSpaces.Cityscapes19,
        [
            new("Source", 36.9, FactStatus.Verified, Readme)
            {
                Classes = [71.4, 15.3, 74.0, 21.1, 14.4, 22.8, 33.9, 18.6, 80.7, 20.9, 68.5, 56.6, 27.1, 67.4, 32.8, 5.6, 7.7, 28.4, 33.8],
                ClassStatus = FactStatus.Recalled,
            },
            new("MinEnt", 42.2, FactStatus.Verified, Readme),
            new("MaxSquare", 44.3, FactStatus.Verified, Readme)
            {
                Classes = [88.1, 27.7, 80.8, 28.7, 19.8, 24.9, 34.0, 17.8, 83.6, 34.7, 76.0, 58.6, 28.6, 84.1, 37.8, 43.1, 7.2, 32.2, 34.2],
                ClassStatus = FactStatus.Recalled,
            },
            new("MaxSquare+IW", 45.2, FactStatus.Verified, Readme)
            {
                Classes = [89.3, 40.5, 81.2, 29.0, 20.4, 25.6, 34.4, 19.0, 83.6, 34.4, 76.5, 59.2, 27.4, 83.8, 38.4, 43.6, 7.1, 32.2, 32.5],
                ClassStatus = FactStatus.Recalled,
            },
            new("MaxSquare+IW+Multi", 46.4, FactStatus.Verified, Readme)
            {
                Classes = [89.4, 43.0, 82.1, 30.5, 21.3, 30.3, 34.7, 24.0, 85.3, 39.4, 78.2, 63.0, 22.9, 84.6, 36.4, 43.0, 5.5, 34.7, 33.5],
                ClassStatus = FactStatus.Verified,
            },
        ]);

    public static PublishedTable SynthiaToCityscapes { get; } = new(
        "synthia-to-cityscapes", "SYNTHIA → Cityscapes, 16 classes (second mean: 13, without wall, fence, pole)", LabelSpaces.Synthia16,
        [
            Synthia("Source", 30.1, 34.3, FactStatus.Recalled, [17.7, 15.0, 74.3, 10.1, 0.1, 25.5, 6.3, 10.2, 75.5, 77.9, 57.1, 19.2, 31.2, 31.2, 10.0, 20.1]),
            Synthia("MaxSquare", 39.3, 45.8, FactStatus.Recalled, [77.4, 34.0, 78.7, 5.6, 0.2, 27.7, 5.8, 9.8, 80.7, 83.2, 58.5, 20.5, 74.1, 32.1, 11.0, 29.9]),
            Synthia("MaxSquare+IW", 40.4, 46.9, FactStatus.Recalled, [78.5, 34.7, 76.3, 6.5, 0.1, 30.4, 12.4, 12.2, 82.2, 84.3, 59.9, 17.9, 80.6, 24.1, 15.2, 31.2]),
            Synthia("MaxSquare+IW+Multi", 41.4, 48.2, FactStatus.Verified, [82.9, 40.7, 80.3, 10.2, 0.8, 25.8, 12.8, 18.2, 82.5, 82.2, 53.1, 18.0, 79.0, 31.4, 10.4, 35.6]),
        ]);

    public static IReadOnlyList<PublishedTable> CrossCity { get; } =
    [
        City("rome", "Rome", 51.0, 53.9, 54.5),
        City("rio", "Rio", 48.9, 52.0, 53.3),
        City("tokyo", "Tokyo", 47.8, 49.7, 50.5),
        City("taipei", "Taipei", 46.3, 49.8, 50.6),
    ];

    private static PublishedRow Synthia(string method, double mean16, double mean13, FactStatus status, double[] classes) =>
        new(method, mean16, status, status == FactStatus.Verified ? Leaderboard : "memory")
        {
            SubsetMean = mean13, Others = new Dictionary<string, double> { [MeanOf13.Name] = mean13 }, Classes = classes, ClassStatus = status,
        };

    private static PublishedTable City(string key, string city, double source, double squares, double balanced) => new(
        $"cityscapes-to-{key}", $"Cityscapes → {city} (NTHU cross-city), 13 classes", LabelSpaces.CrossCity13,
        [
            new("Source", source, FactStatus.Verified, Readme),
            new("MaxSquare", squares, FactStatus.Verified, Readme),
            new("MaxSquare+IW", balanced, FactStatus.Verified, Readme),
        ]);
}
