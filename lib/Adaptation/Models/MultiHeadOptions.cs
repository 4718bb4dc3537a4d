namespace Research.Adaptation.Models;

/// <summary>What a <see cref="MultiHeadNetwork"/> is built from.</summary>
public sealed record MultiHeadOptions
{
    /// <summary>One head per dataset, in the order in which methods and batches name them; 1 to 64, names unique.</summary>
    public required IReadOnlyList<HeadOptions> Heads { get; init; }

    /// <summary>Trunk, pyramid and widths.</summary>
    /// <value>ResNet-50, as published.</value>
    public DeepLabV3PlusOptions Body { get; init; } = new();

    /// <summary>Where the shared part ends.</summary>
    /// <value><see cref="HeadPlacement.OnJoinedFeatures"/>; the paper does not say.</value>
    public HeadPlacement Placement { get; init; } = HeadPlacement.OnJoinedFeatures;

    /// <summary>Whether the datasets share a network, or each has its own (the single-domain baseline).</summary>
    public NetworkSharing Network { get; init; } = NetworkSharing.Shared;

    /// <summary>Whether the heads share a projector; read only where they share a network.</summary>
    /// <value><see cref="NetworkSharing.Shared"/>; the paper does not say.</value>
    public NetworkSharing Projector { get; init; } = NetworkSharing.Shared;

    /// <summary>Channels between the projector's two convolutions, 1 to 4096.</summary>
    /// <value>256.</value>
    public int ProjectorWidth { get; init; } = 256;

    /// <summary>Length of a projected feature, 1 to 4096.</summary>
    /// <value>128.</value>
    public int ProjectionSize { get; init; } = 128;

    /// <summary>Throws where a field is out of range.</summary>
    /// <exception cref="ArgumentException">Names the field, the value and the range.</exception>
    public void Validate()
    {
        if (Heads is not { Count: >= 1 and <= 64 })
            throw new ArgumentException($"{nameof(Heads)}: expected 1 to 64 heads, got {Heads?.Count ?? 0}");
        foreach (var head in Heads) head.Validate();
        if (Heads.GroupBy(h => h.Name).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new ArgumentException($"{nameof(Heads)}: name '{twice.Key}' occurs {twice.Count()} times");
        Body.Validate();
        if (ProjectorWidth is < 1 or > 4096)
            throw new ArgumentException($"{nameof(ProjectorWidth)}: expected 1 to 4096, got {ProjectorWidth}");
        if (ProjectionSize is < 1 or > 4096)
            throw new ArgumentException($"{nameof(ProjectionSize)}: expected 1 to 4096, got {ProjectionSize}");
    }

    /// <inheritdoc/>
    public bool Equals(MultiHeadOptions? other) =>
        other is not null && Heads.SequenceEqual(other.Heads) && Body == other.Body && Placement == other.Placement && Network == other.Network
        && Projector == other.Projector && ProjectorWidth == other.ProjectorWidth && ProjectionSize == other.ProjectionSize;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Heads.Count, Body, Placement, Network, Projector, ProjectorWidth, ProjectionSize);
}
