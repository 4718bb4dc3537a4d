namespace Research.Adaptation.Depth;

/// <summary>Size and range of a <see cref="DepthNetwork"/>.</summary>
public sealed record DepthNetworkOptions
{
    /// <summary>Residual blocks in each of the encoder's four layers; each at least 1.</summary>
    /// <value>2, 2, 2, 2: ResNet-18.</value>
    public IReadOnlyList<int> Blocks { get; init; } = [2, 2, 2, 2];

    /// <summary>Channels of the encoder's stem; layer i (1 to 4) has Width * 2^(i-1). 1 to 512.</summary>
    /// <value>64.</value>
    public int Width { get; init; } = 64;

    /// <summary>Channels of the decoder at full size; doubled with each halving. 1 to 256.</summary>
    /// <value>16.</value>
    public int DecoderWidth { get; init; } = 16;

    /// <summary>Disparity maps that come out: full size, half, quarter, eighth. 1 to 4.</summary>
    /// <value>4.</value>
    public int Scales { get; init; } = 4;

    /// <summary>
    /// Whether the network is told each pixel's row, as a fourth channel from -1 (top) to 1 (bottom) (R. Liu et al., arXiv 1807.03247).
    /// A short training does not find out by itself that the lower a pixel of the ground, the nearer it is.
    /// </summary>
    /// <value>false, as published.</value>
    public bool RowChannel { get; init; }

    /// <summary>
    /// Whether a prediction is the mean of the disparities of a picture and of its mirror image, mirrored back: the post-processing of Monodepth
    /// (arXiv 1609.03677, section 3.4), without its ramp at the left and right border.
    /// </summary>
    /// <value>false, as published.</value>
    public bool AverageWithMirrored { get; init; }

    /// <summary>
    /// Factor by which pictures are reduced before the network sees them, 1, 2 or 4; what comes out is enlarged again bilinearly. A step of the network then
    /// costs a quarter or a sixteenth.
    /// </summary>
    /// <value>1, as published.</value>
    public int Reduction { get; init; } = 1;

    /// <summary>
    /// Whether equal steps of the output are equal ratios of depth, far (near / far)^s, rather than equal steps of inverse depth, 1 / (1/far + (1/near - 1/far) s).
    /// Of the latter, half belong to distances below twice the nearest one (where that is far from the farthest), and a street lies in the sigmoid's tail.
    /// Smoothness and averages with the mirror image are of the output, whichever it means.
    /// </summary>
    /// <value>false, as published.</value>
    public bool LogarithmicRange { get; init; }

    /// <summary>Depth of an output of 1, metres, above 0.</summary>
    /// <value>1.</value>
    public double Nearest { get; init; } = 1;

    /// <summary>Depth of an output of 0, metres.</summary>
    /// <value>100.</value>
    public double Farthest { get; init; } = 100;

    /// <summary>Depth that the network begins with everywhere, metres, between the two.</summary>
    /// <value>10.</value>
    public double Initial { get; init; } = 10;

    /// <summary>Throws where a field is out of range.</summary>
    /// <exception cref="ArgumentException">Names the field, the value and the range.</exception>
    public void Validate()
    {
        if (Blocks is not { Count: 4 } || Blocks.Any(b => b is < 1 or > 200))
            throw new ArgumentException($"{nameof(Blocks)}: expected four numbers from 1 to 200, got [{string.Join(", ", Blocks ?? [])}]");
        Check(nameof(Width), Width is >= 1 and <= 512, "1 to 512", Width);
        Check(nameof(DecoderWidth), DecoderWidth is >= 1 and <= 256, "1 to 256", DecoderWidth);
        Check(nameof(Scales), Scales is >= 1 and <= 4, "1 to 4", Scales);
        Check(nameof(Reduction), Reduction is 1 or 2 or 4, "1, 2 or 4", Reduction);
        Check(nameof(Nearest), Nearest > 0 && double.IsFinite(Nearest), "a finite number above 0", Nearest);
        Check(nameof(Farthest), Farthest > Nearest && double.IsFinite(Farthest), $"a finite number above {Nearest}", Farthest);
        Check(nameof(Initial), Initial > Nearest && Initial < Farthest, $"a number between {Nearest} and {Farthest}", Initial);
    }

    /// <inheritdoc/>
    public bool Equals(DepthNetworkOptions? other) => other is not null && Numbers == other.Numbers && Blocks.SequenceEqual(other.Blocks);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Numbers, Blocks.Count, Blocks.Sum());

    // All but the blocks, which a record would compare by reference.
    private (int, int, int, int, (bool, bool, bool), (double, double, double)) Numbers =>
        (Width, DecoderWidth, Scales, Reduction, (RowChannel, AverageWithMirrored, LogarithmicRange), (Nearest, Farthest, Initial));

    private static void Check(string field, bool fits, string expected, double value)
    {
        if (!fits) throw new ArgumentException($"{field}: expected {expected}, got {value}");
    }
}
