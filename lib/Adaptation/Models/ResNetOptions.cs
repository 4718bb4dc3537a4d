namespace Research.Adaptation.Models;

/// <summary>Depth, width and resolution of a <see cref="ResNet"/> trunk.</summary>
public sealed record ResNetOptions
{
    /// <summary>ResNet-101 as DeepLabv2 uses it: blocks 3-4-23-3, width 64, output stride 8.</summary>
    public static ResNetOptions ResNet101 { get; } = new();

    /// <summary>Bottleneck blocks in each of the four layers; each at least 1.</summary>
    /// <value>3, 4, 23, 3.</value>
    public IReadOnlyList<int> Blocks { get; init; } = [3, 4, 23, 3];

    /// <summary>Channels of the stem; layer i (1 to 4) has 4 * Width * 2^(i-1) output channels. 1 to 512.</summary>
    /// <value>64.</value>
    public int Width { get; init; } = 64;

    /// <summary>Input pixels per feature cell of the last layer: 8, 16 or 32. Below 32 the last layers dilate instead of striding.</summary>
    /// <value>8.</value>
    public int OutputStride { get; init; } = 8;

    /// <summary>Throws where a field is out of range.</summary>
    /// <exception cref="ArgumentException">Names the field, the value and the range.</exception>
    public void Validate()
    {
        if (Blocks is not { Count: 4 } || Blocks.Any(b => b is < 1 or > 200))
            throw new ArgumentException($"{nameof(Blocks)}: expected four numbers from 1 to 200, got [{string.Join(", ", Blocks ?? [])}]");
        if (Width is < 1 or > 512)
            throw new ArgumentException($"{nameof(Width)}: expected 1 to 512, got {Width}");
        if (OutputStride is not (8 or 16 or 32))
            throw new ArgumentException($"{nameof(OutputStride)}: expected 8, 16 or 32, got {OutputStride}");
    }

    /// <inheritdoc/>
    public bool Equals(ResNetOptions? other) =>
        other is not null && Width == other.Width && OutputStride == other.OutputStride && Blocks.SequenceEqual(other.Blocks);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Width, OutputStride, Blocks.Count);
}
