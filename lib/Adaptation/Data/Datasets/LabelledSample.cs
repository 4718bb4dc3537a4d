using Research.Imaging;

namespace Research.Adaptation.Data;

/// <summary>A picture with its labels, as it lies on disk or left the renderer: nothing resized, nothing augmented.</summary>
/// <param name="Name">Name within its dataset; results are reported by it.</param>
/// <param name="Image">The picture.</param>
/// <param name="Labels">Labels in the dataset's label space, 255 = ignored; the same size as the picture.</param>
public sealed record LabelledSample(string Name, RgbImage Image, LabelMap Labels);
