namespace Research.Adaptation.Data;

/// <summary>How label files become labels of a <see cref="LabelSpace"/>.</summary>
/// <param name="Encoding">How a class id is stored.</param>
/// <param name="Space">The space that the ids are mapped to.</param>
/// <param name="Classes">Stored value to label; void values map to <see cref="LabelSpace.Ignore"/>.</param>
/// <param name="OthersAreVoid">Whether values that <paramref name="Classes"/> does not list are void, not errors.</param>
public sealed record LabelFormat(LabelEncoding Encoding, LabelSpace Space, IReadOnlyDictionary<int, byte> Classes, bool OthersAreVoid);
