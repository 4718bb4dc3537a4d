using Research.Adaptation.Data;
using Research.Adaptation.Evaluation;
using Research.Adaptation.Models;
using Research.Imaging;
using static TorchSharp.torch;

namespace Research.Adaptation.Papers;

/// <summary>Predictions for a fixed choice of pictures, kept beside a run's numbers (engineering, no paper).</summary>
public static class SamplePredictions
{
    /// <summary>Writes the prediction for the first, the middle and the last picture: a choice that looks at no score.</summary>
    /// <param name="model">The network.</param>
    /// <param name="dataset">The pictures.</param>
    /// <param name="options">Size and flip averaging.</param>
    /// <param name="folder">An existing folder; files are named <c>PREFIX00000.png</c> by picture, in the palette of the label space.</param>
    /// <param name="prefix">Begins the file names, for runs that keep predictions of several datasets or heads.</param>
    public static void Save(ISegmentationModel model, ILabelledDataset dataset, EvaluationOptions options, string folder, string prefix = "")
    {
        foreach (var index in Indices(dataset.Count))
        {
            using var scope = NewDisposeScope();
            var image = Images.ToTensor([dataset.Load(index).Image], options.Preparation).to(model.Device);
            var (labels, _) = Evaluator.Predict(model, image, options.AverageWithFlipped);
            Png.Write(Path.Combine(folder, $"{prefix}{index:d5}.png"), Images.ToLabelMap(labels), dataset.LabelSpace.Palette);
        }
    }

    /// <summary>The first, the middle and the last of so many pictures.</summary>
    public static IReadOnlyList<int> Indices(int count) => [.. new[] { 0, count / 2, count - 1 }.Distinct()];
}
