using Research.Adaptation.Data;
using Research.Adaptation.Depth;
using Research.Imaging;

namespace Research.Adaptation.Tests;

/// <summary>Depth for a <see cref="BlockWorld"/>: each class has its distance, column 0 is unknown, so a map can be told from any other.</summary>
internal sealed class BlockDepth(ILabelledDataset world, float nearest = 4) : IDepthSource
{
    public string Name => "depth of " + world.Name;

    public string Fingerprint => $"{Name} from {nearest}";

    public int Count => world.Count;

    public DepthMap Load(int index)
    {
        var labels = world.Load(index).Labels;
        var metres = labels.Labels.Select((l, i) => l == LabelMap.Ignore ? float.NaN : nearest * (1 + l) + 0.001f * (i % labels.Width));
        return new DepthMap(labels.Width, labels.Height, [.. metres]);
    }
}
