namespace Research.Adaptation.Depth;

/// <summary>Settings of <see cref="SelfSupervisedDepth"/>; the defaults are Monodepth2's.</summary>
public sealed record SelfSupervisedDepthOptions
{
    /// <summary>alpha: share of the structural part in the photometric error, 0 .. 1.</summary>
    /// <value>0.85.</value>
    public double Structure { get; init; } = 0.85;

    /// <summary>lambda: weight of the smoothness at full size, halved with each scale; 0 or more.</summary>
    /// <value>0.001.</value>
    public double Smoothness { get; init; } = 1e-3;

    /// <summary>Whether pixels count only where warping explains them better than not warping.</summary>
    /// <value>true.</value>
    public bool AutoMask { get; init; } = true;

    /// <summary>Whether pixels count only where at least one warped view shows them. Without it the view's border is repeated, as in the released code.</summary>
    /// <value>false.</value>
    public bool OnlyVisible { get; init; }

    /// <summary>
    /// Sizes at which pictures are compared: 1 is the largest only, 2 adds half of it, and so on; 1 to 5. The photometric error is the mean over them.
    /// A reduced picture pulls a wrong disparity from farther away, and over surfaces without fine texture.
    /// </summary>
    /// <value>1, as published.</value>
    public int PictureSizes { get; init; } = 1;

    /// <summary>Factor by which the largest of the compared pictures is reduced, 1, 2 or 4; 2 costs a quarter and leaves out the finest differences.</summary>
    /// <value>1, as published.</value>
    public int PictureReduction { get; init; } = 1;

    /// <summary>Throws where a field is out of range.</summary>
    /// <exception cref="ArgumentException">Names the field, the value and the range.</exception>
    public void Validate()
    {
        if (!(Structure is >= 0 and <= 1))
            throw new ArgumentException($"{nameof(Structure)}: expected 0 to 1, got {Structure}");
        if (!(Smoothness >= 0 && double.IsFinite(Smoothness)))
            throw new ArgumentException($"{nameof(Smoothness)}: expected a finite number of 0 or more, got {Smoothness}");
        if (PictureSizes is < 1 or > 5)
            throw new ArgumentException($"{nameof(PictureSizes)}: expected 1 to 5, got {PictureSizes}");
        if (PictureReduction is not (1 or 2 or 4))
            throw new ArgumentException($"{nameof(PictureReduction)}: expected 1, 2 or 4, got {PictureReduction}");
    }
}
