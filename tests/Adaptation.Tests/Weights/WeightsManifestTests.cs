using System.Text.Json;
using Research.Adaptation.Data;
using Research.Adaptation.Tests.Data;
using Research.Adaptation.Weights;

namespace Research.Adaptation.Tests.Weights;

public sealed class WeightsManifestTests
{
    [Fact]
    public void Find_OfEveryManifest_HasAReasonForEveryUnknownFact()
    {
        Assert.Equal(["resnet101-deeplab-coco", "resnet101-deeplab-imagenet", "resnet101-imagenet", "resnet50-imagenet", "vgg16-bn-imagenet", "vgg16-imagenet"], WeightsManifests.Names);
        Assert.DoesNotContain(DatasetManifests.Names, name => name.Contains("resnet"));
        foreach (var manifest in WeightsManifests.Names.Select(WeightsManifests.Find))
        {
            Assert.Equal(manifest.Checksum is null, manifest.Unknown.ContainsKey("sha256"));
            Assert.Equal(manifest.Bytes is null, manifest.Unknown.ContainsKey("bytes"));
            Assert.Equal(manifest.Licence is null, manifest.Unknown.ContainsKey("licence"));
            // By the convention of the files' names, which is where the first digits come from.
            Assert.Contains($"-{manifest.ChecksumPrefix}.pth", manifest.File);
            Assert.EndsWith("/" + manifest.File, manifest.Origin);
        }
    }

    [Theory]
    [InlineData("\"sha256\": {", "\"sha257\": {", "sha257")]
    [InlineData("\"prefix\": \"397923af\"", "\"prefix\": \"397923AF\"", "sha256.prefix")]
    [InlineData("\"file\": \"vgg16", "\"file\": \"../vgg16", "file")]
    [InlineData("\"into\": \"encoder", "\"into\": \"(encoder", "keys.into")]
    [InlineData("\"bytes\": {\n    \"value\": null", "\"bytes\": {\n    \"value\": 0", "bytes.value")]
    public void Load_OfABrokenManifest_NamesTheField(string good, string bad, string field)
    {
        using var folder = new TemporaryFolder();
        using var reader = new StreamReader(typeof(WeightsManifests).Assembly.GetManifestResourceStream("data-manifests/weights/vgg16-imagenet.json")!);
        var text = reader.ReadToEnd();
        Assert.Contains(good, text);
        var error = Assert.Throws<ManifestException>(() => WeightsManifest.Load(folder.Write("bad.json", text.Replace(good, bad))));
        Assert.Contains("bad.json", error.Message);
        Assert.Equal(field, error.Field);
    }

    [Fact]
    public void Find_WhereTheFileIsAbsent_SaysWhereToGetIt()
    {
        using var folder = new TemporaryFolder();
        var absent = PretrainedWeights.Find("resnet50-imagenet", folder.Path);
        Assert.Null(absent.File);
        Assert.Contains("https://download.pytorch.org/models/resnet50-19c8e357.pth", absent.Note);
        Assert.Contains(Path.Combine(folder.Path, "weights", "resnet50-19c8e357.pth"), absent.Note);
        Assert.Contains("starts from drawn weights", absent.Note);
        folder.Write("weights/resnet50-19c8e357.pth", "");
        Assert.Equal(folder["weights/resnet50-19c8e357.pth"], PretrainedWeights.Find("resnet50-imagenet", folder.Path).File);
    }
}
