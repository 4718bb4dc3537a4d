namespace Research.Adaptation.Models;

/// <summary>Where the output of a <see cref="SegNet"/>'s encoder is read. The region paper's "feature map" is compatible with both.</summary>
public enum SegNetTap
{
    /// <summary>After the last pooling: a cell for 32 x 32 pixels.</summary>
    Pool5,

    /// <summary>After the last convolution, before its pooling: a cell for 16 x 16 pixels, four times as many.</summary>
    Conv5,
}
