using Research.Adaptation.Data;
using Research.Adaptation.Evaluation;

namespace Research.Adaptation.Training;

/// <summary>An <see cref="EvaluationReport"/> as run.json keeps it.</summary>
public sealed record EvaluationRecord
{
    /// <summary>The evaluated dataset.</summary>
    public required string Dataset { get; init; }

    /// <summary>Key of the label space.</summary>
    public required string LabelSpace { get; init; }

    /// <summary>Its classes by id, name and colour, so that the record can be read without the code that made it.</summary>
    public required ClassRecord[] Classes { get; init; }

    /// <summary>Mean IoU, 0 to 1; for readers of the file, the counts say the same.</summary>
    public required double MeanIntersectionOverUnion { get; init; }

    /// <summary>Rows: true class; columns: predicted class; pixels.</summary>
    public required long[][] Confusion { get; init; }

    /// <summary>Per class, the mean largest probability of the pixels predicted as it; NaN where there are none.</summary>
    public required double[] Confidence { get; init; }

    /// <summary>One score per picture.</summary>
    public required ImageScore[] Images { get; init; }

    /// <summary>The record of a report.</summary>
    public static EvaluationRecord Of(EvaluationReport report, string dataset) => new()
    {
        Dataset = dataset,
        LabelSpace = report.LabelSpace.Name,
        Classes = [.. report.LabelSpace.Classes.Select(c => new ClassRecord(c.Name, [c.Colour.R, c.Colour.G, c.Colour.B]))],
        MeanIntersectionOverUnion = report.MeanIntersectionOverUnion,
        Confusion = [.. Enumerable.Range(0, report.Confusion.ClassCount)
            .Select(t => Enumerable.Range(0, report.Confusion.ClassCount).Select(p => report.Confusion[t, p]).ToArray())],
        Confidence = [.. report.Classes.Select(c => c.MeanConfidence)],
        Images = [.. report.Images],
    };

    /// <summary>The report of the record.</summary>
    /// <exception cref="ArgumentException">The record contradicts itself.</exception>
    public EvaluationReport ToReport()
    {
        var space = new LabelSpace(LabelSpace, Classes.Select((c, id) => c.Colour.Length == 3
            ? new SegmentationClass(id, c.Name, ((byte)c.Colour[0], (byte)c.Colour[1], (byte)c.Colour[2]))
            : throw new ArgumentException($"class '{c.Name}': expected a colour of three numbers, got {c.Colour.Length}")));
        return new EvaluationReport(space, ConfusionMatrix.FromCounts(Confusion), Confidence, Images);
    }

    /// <summary>A class as run.json keeps it.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Colour">Red, green, blue, 0 to 255.</param>
    public sealed record ClassRecord(string Name, int[] Colour);
}
