namespace Research.Adaptation.Losses;

/// <summary>Which of the two domains a picture comes from.</summary>
public enum PictureDomain
{
    /// <summary>The target: label 0.</summary>
    Target = 0,

    /// <summary>The source: label 1.</summary>
    Source = 1,
}
