namespace Research.Adaptation.Losses;

/// <summary>What the mean of a pixel-wise loss is taken over.</summary>
public enum AveragedOver
{
    /// <summary>The pixels that have a label.</summary>
    LabelledPixels,

    /// <summary>Every pixel; those without a label count as 0.</summary>
    AllPixels,
}
