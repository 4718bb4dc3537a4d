using Research.Adaptation.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace Research.Adaptation.Evaluation;

/// <summary>How often a pixel of one class was predicted as another (engineering, no paper).</summary>
public sealed class ConfusionMatrix
{
    private readonly long[] counts;

    /// <summary>An empty matrix.</summary>
    /// <param name="classes">Number of classes C, 1 to 255.</param>
    public ConfusionMatrix(int classes)
    {
        if (classes is < 1 or > 255)
            throw new ArgumentException($"classes: expected 1 to 255, got {classes}");
        ClassCount = classes;
        counts = new long[classes * classes];
    }

    /// <summary>A matrix of given counts.</summary>
    /// <param name="counts">Rows: true class; columns: predicted class; pixels, 0 or more.</param>
    /// <exception cref="ArgumentException">Not square, or a count is negative.</exception>
    public static ConfusionMatrix FromCounts(IReadOnlyList<long[]> counts)
    {
        var matrix = new ConfusionMatrix(counts.Count);
        for (var truth = 0; truth < counts.Count; truth++)
        {
            if (counts[truth].Length != counts.Count || counts[truth].Any(c => c < 0))
                throw new ArgumentException($"counts: expected {counts.Count} numbers of 0 or more in row {truth}, got [{string.Join(", ", counts[truth])}]");
            counts[truth].CopyTo(matrix.counts, truth * counts.Count);
        }
        return matrix;
    }

    /// <summary>Number of classes C.</summary>
    public int ClassCount { get; }

    /// <summary>Pixels of class <paramref name="truth"/> that were predicted as <paramref name="prediction"/>.</summary>
    public long this[int truth, int prediction] =>
        (uint)truth < (uint)ClassCount && (uint)prediction < (uint)ClassCount
            ? counts[truth * ClassCount + prediction]
            : throw new ArgumentOutOfRangeException(nameof(truth), $"expected classes 0 to {ClassCount - 1}, got ({truth}, {prediction})");

    /// <summary>All pixels counted.</summary>
    public long Total => counts.Sum();

    /// <summary>Pixels whose true class is <paramref name="label"/>.</summary>
    public long Truth(int label) => Enumerable.Range(0, ClassCount).Sum(p => this[label, p]);

    /// <summary>Pixels predicted as <paramref name="label"/>.</summary>
    public long Predicted(int label) => Enumerable.Range(0, ClassCount).Sum(t => this[t, label]);

    /// <summary>Intersection over union of a class; NaN where it is neither in the truth nor in the predictions.</summary>
    public double IntersectionOverUnion(int label)
    {
        var union = Truth(label) + Predicted(label) - this[label, label];
        return union == 0 ? double.NaN : (double)this[label, label] / union;
    }

    /// <summary>Mean IoU over the classes that occur in the truth or in the predictions; NaN where nothing was counted.</summary>
    /// <remarks>A class that is only predicted counts with IoU 0, as in the released code's nanmean over classes.</remarks>
    public double MeanIntersectionOverUnion()
    {
        var present = Enumerable.Range(0, ClassCount).Select(IntersectionOverUnion).Where(v => !double.IsNaN(v)).ToList();
        return present.Count == 0 ? double.NaN : present.Average();
    }

    /// <summary>Counts a batch; pixels whose label is 255 are left out.</summary>
    /// <param name="predictions">Predicted class of each pixel, int64 of any shape, 0 to C - 1.</param>
    /// <param name="labels">True class of each pixel, int64 of the same shape, 0 to C - 1 or 255.</param>
    /// <exception cref="ArgumentException">Shapes differ, or a value is out of range.</exception>
    public void Update(Tensor predictions, Tensor labels)
    {
        if (!predictions.shape.SequenceEqual(labels.shape) || predictions.dtype != ScalarType.Int64 || labels.dtype != ScalarType.Int64)
            throw new ArgumentException($"expected predictions and labels of one shape, both Int64; got {predictions.dtype} "
                + $"[{string.Join(", ", predictions.shape)}] and {labels.dtype} [{string.Join(", ", labels.shape)}]");
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var valid = labels.ne((long)LabelSpace.Ignore);
        var truth = labels.masked_select(valid);
        if (truth.numel() == 0) return;
        var prediction = predictions.masked_select(valid);
        CheckRange("label", truth);
        CheckRange("prediction", prediction);
        Add(bincount(truth * ClassCount + prediction, minlength: counts.Length));
    }

    /// <summary>Adds the counts of another matrix of the same classes.</summary>
    public void Add(ConfusionMatrix other)
    {
        if (other.ClassCount != ClassCount)
            throw new ArgumentException($"expected a matrix of {ClassCount} classes, got one of {other.ClassCount}");
        for (var i = 0; i < counts.Length; i++) counts[i] += other.counts[i];
    }

    private void Add(Tensor bins)
    {
        var values = bins.cpu().data<long>().ToArray();
        for (var i = 0; i < counts.Length; i++) counts[i] += values[i];
    }

    private void CheckRange(string what, Tensor values)
    {
        var (least, most) = (values.min().item<long>(), values.max().item<long>());
        if (least < 0 || most >= ClassCount)
            throw new ArgumentException($"{what}: expected 0 to {ClassCount - 1}, got values from {least} to {most}");
    }
}
