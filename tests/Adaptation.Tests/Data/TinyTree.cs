using Research.Adaptation.Data;
using Research.Imaging;

namespace Research.Adaptation.Tests.Data;

/// <summary>A small dataset on disk in CamVid's form: four pictures of 12 x 8 with labels, and a manifest for it.</summary>
internal sealed class TinyTree : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public TinyTree()
    {
        folder.Write("lists/train.txt", "a\nb\nc\nd\n");
        ManifestPath = folder.Write("tiny.json", """
            {
              "name": "tiny", "title": "Tiny", "citation": "None, 2026", "origin": "https://example.org/tiny",
              "licence": { "name": "CC0", "address": "https://example.org/cc0", "terms": "Free." },
              "obtain": ["Make it."],
              "image": { "width": 12, "height": 8 },
              "labels": { "encoding": "index8", "space": "camvid11", "classes": { "0": "sky", "3": "road", "11": "void" }, "others": "reject" },
              "splits": [
                { "name": "train", "count": 4, "images": "train/*.{jpg,png}", "labels": "gt/*.png", "list": "lists/train.txt" },
                { "name": "more", "count": 4, "images": "more/*.png", "labels": "moregt/*.png", "optional": true }
              ]
            }
            """);
        foreach (var name in new[] { "a", "b", "c", "d" })
        {
            WriteImage($"train/{name}.png", 12, 8);
            WriteLabels($"gt/{name}.png", 12, 8);
        }
    }

    public string ManifestPath { get; }

    public string Root => folder["data"];

    public DatasetManifest Manifest => DatasetManifest.Load(ManifestPath);

    public string this[string relative] => Path.Combine(Root, relative);

    public void WriteImage(string relative, int width, int height)
    {
        var image = new RgbImage(width, height);
        var random = new RandomStream(relative.Length);
        for (int i = 0; i < image.Pixels.Length; i++)
            image.Pixels[i] = (byte)random.NextInt(256);
        Prepare(relative);
        Png.Write(this[relative], image);
    }

    /// <summary>The upper half sky (0), the lower half road (3), the first pixel void (11).</summary>
    public void WriteLabels(string relative, int width, int height, byte lower = 3)
    {
        var labels = new LabelMap(width, height);
        labels.Labels.AsSpan(width * height / 2).Fill(lower);
        labels.Labels[0] = 11;
        Prepare(relative);
        Png.Write(this[relative], labels);
    }

    public void Truncate(string relative)
    {
        using var file = File.OpenWrite(this[relative]);
        file.SetLength(file.Length * 2 / 3);
    }

    public void Dispose() => folder.Dispose();

    private void Prepare(string relative) => Directory.CreateDirectory(Path.GetDirectoryName(this[relative])!);
}
