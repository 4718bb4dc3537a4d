namespace Research.Adaptation.Losses;

/// <summary>How the losses of the regions become one. The region paper does not say.</summary>
public enum RegionReduction
{
    /// <summary>Their mean: lambda means the same at every picture size.</summary>
    Mean,

    /// <summary>Their sum: lambda and the classifiers' learning rate act R times as strongly.</summary>
    Sum,
}
