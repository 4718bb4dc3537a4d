namespace Research.Adaptation.Evaluation;

/// <summary>How well one class was recognised.</summary>
/// <param name="Id">Class id.</param>
/// <param name="Name">Class name.</param>
/// <param name="IntersectionOverUnion">0 to 1; NaN where the class is neither in the truth nor predicted.</param>
/// <param name="Recall">Share of the class's pixels that were recognised; NaN where the truth has none.</param>
/// <param name="TruthPixels">Pixels that are the class.</param>
/// <param name="PredictedPixels">Counted pixels that were predicted as the class.</param>
/// <param name="MeanConfidence">Mean of the largest probability over the pixels predicted as the class (Figure 2 of arXiv 1909.13589); NaN where there are none.</param>
public sealed record ClassScore(
    int Id, string Name, double IntersectionOverUnion, double Recall, long TruthPixels, long PredictedPixels, double MeanConfidence);
