namespace Research.Adaptation.Evaluation;

/// <summary>How well one picture was segmented.</summary>
/// <param name="Index">Its index in the evaluated dataset.</param>
/// <param name="Name">Its name there.</param>
/// <param name="MeanIntersectionOverUnion">Mean IoU over the classes in its truth or its prediction; NaN where every pixel is ignored.</param>
public sealed record ImageScore(int Index, string Name, double MeanIntersectionOverUnion);
