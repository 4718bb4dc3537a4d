using Research.Adaptation.Data;

namespace Research.Adaptation.Evaluation;

/// <summary>What an evaluation found.</summary>
/// <remarks>
/// Mean IoU runs over the classes that occur in the truth or in the predictions of the whole dataset (a class that is only predicted
/// counts as 0), at the size the pictures were evaluated at, not at the photographs' full size.
/// </remarks>
public sealed class EvaluationReport
{
    /// <summary>Scores from counts.</summary>
    /// <param name="space">The classes.</param>
    /// <param name="confusion">Counts over the dataset.</param>
    /// <param name="confidence">Per class, the mean largest probability of the pixels predicted as it; NaN where there are none.</param>
    /// <param name="images">One score per picture, in the dataset's order.</param>
    public EvaluationReport(LabelSpace space, ConfusionMatrix confusion, IReadOnlyList<double> confidence, IReadOnlyList<ImageScore> images)
    {
        if (confusion.ClassCount != space.Count || confidence.Count != space.Count)
            throw new ArgumentException($"expected {space.Count} classes of {space.Name}, got a matrix of {confusion.ClassCount} and {confidence.Count} confidences");
        LabelSpace = space;
        Confusion = confusion;
        Images = images;
        Classes = [.. space.Classes.Select(c => Score(c, confusion, confidence[c.Id]))];
    }

    /// <summary>The classes.</summary>
    public LabelSpace LabelSpace { get; }

    /// <summary>Counts over the dataset.</summary>
    public ConfusionMatrix Confusion { get; }

    /// <summary>One score per class, by id.</summary>
    public IReadOnlyList<ClassScore> Classes { get; }

    /// <summary>One score per picture, in the dataset's order.</summary>
    public IReadOnlyList<ImageScore> Images { get; }

    /// <summary>Mean IoU over the classes present in truth or prediction, 0 to 1.</summary>
    public double MeanIntersectionOverUnion => Confusion.MeanIntersectionOverUnion();

    /// <summary>Share of counted pixels that were recognised; NaN where none was counted.</summary>
    public double PixelAccuracy
    {
        get
        {
            var total = Confusion.Total;
            return total == 0 ? double.NaN : (double)Enumerable.Range(0, Confusion.ClassCount).Sum(c => Confusion[c, c]) / total;
        }
    }

    /// <summary>Mean recall over the classes in the truth; NaN where there are none.</summary>
    public double ClassAccuracy => Mean(Classes.Select(c => c.Recall));

    /// <summary>Mean IoU over some of the classes, those of them present in truth or prediction (mIoU of 13 of 16 classes, say).</summary>
    /// <param name="names">Class names of <see cref="LabelSpace"/>.</param>
    /// <exception cref="ArgumentException">A name is not one of the space's.</exception>
    public double MeanIntersectionOverUnionOf(IEnumerable<string> names) =>
        Mean(names.Select(n => Classes[LabelSpace.Find(n).Id].IntersectionOverUnion));

    /// <summary>The pictures from worst to best; those without counted pixels are left out.</summary>
    public IReadOnlyList<ImageScore> Ranked =>
        [.. Images.Where(i => !double.IsNaN(i.MeanIntersectionOverUnion)).OrderBy(i => i.MeanIntersectionOverUnion).ThenBy(i => i.Index)];

    private static ClassScore Score(SegmentationClass c, ConfusionMatrix confusion, double confidence)
    {
        var truth = confusion.Truth(c.Id);
        return new ClassScore(c.Id, c.Name, confusion.IntersectionOverUnion(c.Id),
            truth == 0 ? double.NaN : (double)confusion[c.Id, c.Id] / truth, truth, confusion.Predicted(c.Id), confidence);
    }

    private static double Mean(IEnumerable<double> values)
    {
        var present = values.Where(v => !double.IsNaN(v)).ToList();
        return present.Count == 0 ? double.NaN : present.Average();
    }
}
