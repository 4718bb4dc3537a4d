using Research.Imaging;

namespace Research.Adaptation.Data;

/// <summary>A picture without labels: what adaptation may see of a target domain.</summary>
/// <param name="Name">Name within its dataset.</param>
/// <param name="Image">The picture.</param>
public sealed record UnlabelledSample(string Name, RgbImage Image);
