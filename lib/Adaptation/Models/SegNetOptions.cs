namespace Research.Adaptation.Models;

/// <summary>What a <see cref="SegNet"/> is built from.</summary>
public sealed record SegNetOptions
{
    /// <summary>Number of pooling stages; a feature cell after the last one stands for 32 x 32 pixels.</summary>
    public const int Stages = 5;

    /// <summary>Number of classes, 2 to 255 (255 itself marks ignored pixels).</summary>
    /// <value>19.</value>
    public int Classes { get; init; } = 19;

    /// <summary>Channels of the first stage; the stages have 1, 2, 4, 8 and 8 times as many. 1 to 512.</summary>
    /// <value>64, as in VGG16: 64, 128, 256, 512, 512.</value>
    public int Width { get; init; } = 64;

    /// <summary>Convolutions of each encoder stage, 1 to 16; the decoder mirrors them.</summary>
    /// <value>2, 2, 3, 3, 3: VGG16 without its fully connected layers.</value>
    public IReadOnlyList<int> Convolutions { get; init; } = [2, 2, 3, 3, 3];

    /// <summary>Channels of a stage.</summary>
    /// <param name="stage">0 (full resolution) to 4.</param>
    public int Channels(int stage) => Width << Math.Min(stage, 3);

    /// <summary>Throws where a field is out of range.</summary>
    /// <exception cref="ArgumentException">Names the field, the value and the range.</exception>
    public void Validate()
    {
        if (Classes is < 2 or > 255)
            throw new ArgumentException($"{nameof(Classes)}: expected 2 to 255, got {Classes}");
        if (Width is < 1 or > 512)
            throw new ArgumentException($"{nameof(Width)}: expected 1 to 512, got {Width}");
        if (Convolutions is not { Count: Stages } || Convolutions.Any(c => c is < 1 or > 16))
            throw new ArgumentException($"{nameof(Convolutions)}: expected {Stages} numbers from 1 to 16, got [{string.Join(", ", Convolutions ?? [])}]");
    }

    /// <inheritdoc/>
    public bool Equals(SegNetOptions? other) =>
        other is not null && Classes == other.Classes && Width == other.Width && Convolutions.SequenceEqual(other.Convolutions);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Classes, Width, Convolutions.Count);
}
