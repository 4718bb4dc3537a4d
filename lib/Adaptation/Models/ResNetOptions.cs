using System.Text.Json.Serialization;

namespace Research.Adaptation.Models;

/// <summary>Depth, width and resolution of a <see cref="ResNet"/> trunk.</summary>
public sealed record ResNetOptions
{
    /// <summary>ResNet-101 as DeepLabv2 uses it: blocks 3-4-23-3, width 64, output stride 8.</summary>
    public static ResNetOptions ResNet101 { get; } = new();

    /// <summary>ResNet-50 as DeepLabv3+ uses it: blocks 3-4-6-3, width 64, output stride 16, torchvision's form, multi-grid 1, 2, 4.</summary>
    public static ResNetOptions ResNet50 { get; } = new() { Blocks = [3, 4, 6, 3], OutputStride = 16, Form = ResNetForm.TorchVision, MultiGrid = [1, 2, 4] };

    /// <summary>Bottleneck blocks in each of the four layers; each at least 1.</summary>
    /// <value>3, 4, 23, 3.</value>
    public IReadOnlyList<int> Blocks { get; init; } = [3, 4, 23, 3];

    /// <summary>Channels of the stem; layer i (1 to 4) has 4 * Width * 2^(i-1) output channels. 1 to 512.</summary>
    /// <value>64.</value>
    public int Width { get; init; } = 64;

    /// <summary>Input pixels per feature cell of the last layer: 8, 16 or 32. Below 32 the last layers dilate instead of striding.</summary>
    /// <value>8.</value>
    public int OutputStride { get; init; } = 8;

    /// <summary>Where blocks stride, how the stem's pooling rounds, and whether the stem's affine parameters train.</summary>
    /// <value><see cref="ResNetForm.DeepLabV2"/>.</value>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public ResNetForm Form { get; init; }

    /// <summary>What the dilation of layer 4 is multiplied by, block after block (repeated where there are more blocks); each at least 1.</summary>
    /// <value>null, 1 for all blocks; DeepLabv3 (arXiv 1706.05587, Section 3.2.1) takes 1, 2, 4.</value>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<int>? MultiGrid { get; init; }

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
        if (!Enum.IsDefined(Form))
            throw new ArgumentException($"{nameof(Form)}: expected DeepLabV2 or TorchVision, got {Form}");
        if (MultiGrid is { } grid && (grid.Count == 0 || grid.Any(g => g is < 1 or > 64)))
            throw new ArgumentException($"{nameof(MultiGrid)}: expected numbers from 1 to 64, got [{string.Join(", ", grid)}]");
    }

    /// <inheritdoc/>
    public bool Equals(ResNetOptions? other) =>
        other is not null && Width == other.Width && OutputStride == other.OutputStride && Blocks.SequenceEqual(other.Blocks)
        && Form == other.Form && (MultiGrid ?? []).SequenceEqual(other.MultiGrid ?? []);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Width, OutputStride, Blocks.Count, Form);
}
