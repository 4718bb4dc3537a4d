using Research.Adaptation.Data;
using Research.Imaging;

namespace Research.Benchmarks.Support;

/// <summary>Colour and label PNG files of Cityscapes' size in a folder; decoded at every load, as a dataset on disk is.</summary>
internal sealed class LargePngDataset : ILabelledDataset
{
    private readonly string folder;

    /// <summary>Writes the files.</summary>
    public LargePngDataset(string folder, int count)
    {
        this.folder = folder;
        Count = count;
        Directory.CreateDirectory(folder);
        var (colour, labels) = (StreetPictures.LargePng(), Png.Encode(StreetPictures.Large.Labels));
        for (var index = 0; index < count; index++)
        {
            File.WriteAllBytes(PathOf(index, "colour"), colour);
            File.WriteAllBytes(PathOf(index, "labels"), labels);
        }
    }

    public string Name => "large-png";

    public LabelSpace LabelSpace => LabelSpaces.Cityscapes19;

    public int Count { get; }

    public string Fingerprint => $"large-png/{Count}";

    public LabelledSample Load(int index) =>
        new($"{index}", ImageFile.ReadRgb(PathOf(index, "colour")), ImageFile.ReadLabels(PathOf(index, "labels")));

    private string PathOf(int index, string kind) => Path.Combine(folder, $"{index}-{kind}.png");
}
