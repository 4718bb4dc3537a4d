using Research.Adaptation.Data;
using Research.Adaptation.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace Research.Adaptation.Evaluation;

/// <summary>Runs a network over a labelled dataset and counts (engineering, no paper).</summary>
/// <remarks>
/// Only the high head is evaluated. Pictures are resized as prepared and labels with them (nearest), as in the released code of
/// arXiv 1909.13589: scores are of that size, not of the full photographs.
/// </remarks>
public static class Evaluator
{
    /// <summary>Evaluates in evaluation mode (running statistics, nothing trained) and restores the mode.</summary>
    /// <param name="model">The network; its classes are those of the dataset.</param>
    /// <param name="dataset">Pictures with labels.</param>
    /// <param name="options">Size, batch, flip averaging.</param>
    /// <param name="cache">Keeps prepared samples for the next evaluation; null keeps nothing.</param>
    /// <param name="progress">Told the share done, 0 to 1, after each batch.</param>
    /// <param name="cancellation">Stops between batches.</param>
    /// <exception cref="ArgumentException">An option is out of range, or network and dataset have different numbers of classes.</exception>
    /// <exception cref="DatasetException">A sample cannot be read.</exception>
    public static EvaluationReport Evaluate(
        ISegmentationModel model, ILabelledDataset dataset, EvaluationOptions options,
        SampleCache? cache = null, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        options.Validate();
        var space = dataset.LabelSpace;
        if (model.ClassCount != space.Count)
            throw new ArgumentException($"expected a network with the {space.Count} classes of {space.Name} ({dataset.Name}), got one with {model.ClassCount}");
        return InEvaluationMode(model, () =>
        {
            var tally = new Tally(space);
            var loader = new EvaluationLoader(dataset, options.Preparation, options.BatchSize, cache, device: model.Device);
            var done = 0;
            foreach (var batch in loader.Batches(cancellation))
            {
                using (batch)
                    tally.Add(batch, Probabilities(model, batch.Images, options.AverageWithFlipped));
                progress?.Report((double)++done / loader.Count);
            }
            return tally.Report();
        });
    }

    /// <summary>Class probabilities of a batch in the network's present mode, without gradient.</summary>
    /// <param name="model">The network.</param>
    /// <param name="images">Prepared pictures, float [N, 3, H, W].</param>
    /// <param name="averageWithFlipped">Whether to average with the prediction on the mirror image.</param>
    /// <returns>[N, C, H, W], summing to 1 over C.</returns>
    public static Tensor Probabilities(ISegmentationModel model, Tensor images, bool averageWithFlipped = false)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var probabilities = model.Forward(images, Heads.HighOnly).High.softmax(dim: 1);
        if (averageWithFlipped)
        {
            var mirrored = model.Forward(images.flip(3), Heads.HighOnly).High.softmax(dim: 1).flip(3);
            probabilities = (probabilities + mirrored) / 2;
        }
        return probabilities.MoveToOuterDisposeScope();
    }

    /// <summary>Predicted classes of a batch in evaluation mode; the mode is restored.</summary>
    /// <param name="model">The network.</param>
    /// <param name="images">Prepared pictures, float [N, 3, H, W].</param>
    /// <param name="averageWithFlipped">Whether to average with the prediction on the mirror image.</param>
    /// <returns>Labels int64 [N, H, W] and the probability of each, float [N, H, W].</returns>
    public static (Tensor Labels, Tensor Confidence) Predict(ISegmentationModel model, Tensor images, bool averageWithFlipped = false)
    {
        using var scope = NewDisposeScope();
        var (values, labels) = InEvaluationMode(model, () => Probabilities(model, images, averageWithFlipped).max(dim: 1));
        return (labels.MoveToOuterDisposeScope(), values.MoveToOuterDisposeScope());
    }

    private static T InEvaluationMode<T>(ISegmentationModel model, Func<T> action)
    {
        var training = model.Module.training;
        model.Module.eval();
        try
        {
            return action();
        }
        finally
        {
            model.Module.train(training);
        }
    }

    /// <summary>Counts and confidence sums of the pictures seen so far.</summary>
    private sealed class Tally(LabelSpace space)
    {
        private readonly ConfusionMatrix confusion = new(space.Count);
        private readonly double[] confidence = new double[space.Count];
        private readonly List<ImageScore> images = [];

        // Takes over the probabilities.
        public void Add(LabelledBatch batch, Tensor probabilities)
        {
            using var scope = NewDisposeScope();
            scope.Attach(probabilities);
            var (values, predictions) = probabilities.max(dim: 1);
            for (var i = 0; i < batch.Names.Count; i++)
            {
                var single = new ConfusionMatrix(space.Count);
                single.Update(predictions[i], batch.Labels[i]);
                confusion.Add(single);
                images.Add(new ImageScore(images.Count, batch.Names[i], single.MeanIntersectionOverUnion()));
            }
            var valid = batch.Labels.ne((long)LabelSpace.Ignore);
            var sums = bincount(predictions.masked_select(valid), values.masked_select(valid).to(ScalarType.Float64), minlength: space.Count);
            var perClass = sums.cpu().data<double>().ToArray();
            for (var c = 0; c < confidence.Length; c++) confidence[c] += perClass[c];
        }

        public EvaluationReport Report() => new(
            space, confusion, [.. space.Classes.Select(c => confidence[c.Id] / confusion.Predicted(c.Id))], images);
    }
}
