using Research.Adaptation.Data;

namespace Research.Adaptation.Tests.Data;

public sealed class ManifestDatasetTests
{
    [Fact]
    public void Load_ASplit_ReadsPictureAndMappedLabels()
    {
        using var tree = new TinyTree();
        var dataset = new ManifestDataset(tree.Manifest, "train", tree.Root);
        var sample = dataset.Load(2);
        Assert.Equal(("tiny/train", 4, "c", 12, 8), (dataset.Name, dataset.Count, sample.Name, sample.Image.Width, sample.Labels.Height));
        Assert.Equal((255, 0, 3), (sample.Labels[0, 0], sample.Labels[1, 0], sample.Labels[11, 7]));
        Assert.Equal(sample.Image.Pixels, dataset.WithoutLabels().Load(2).Image.Pixels);
        Assert.Throws<ArgumentOutOfRangeException>(() => dataset.Load(4));
    }

    [Fact]
    public void Constructor_WithMissingFiles_NamesThemAndTheCommand()
    {
        using var tree = new TinyTree();
        File.Delete(tree["gt/b.png"]);
        var error = Assert.Throws<DatasetException>(() => new ManifestDataset(tree.Manifest, "train", tree.Root));
        Assert.Contains("gt/b.png", error.Message);
        Assert.Contains("research data verify tiny", error.Message);
        Assert.Equal(4, new ManifestPictures(tree.Manifest, "train", tree.Root).Count);
    }

    [Fact]
    public void Load_ADamagedFile_NamesItEachTime()
    {
        using var tree = new TinyTree();
        tree.Truncate("train/b.png");
        tree.WriteImage("train/c.png", 13, 8);
        tree.WriteLabels("gt/d.png", 12, 8, lower: 9);
        var dataset = new ManifestDataset(tree.Manifest, "train", tree.Root);
        foreach (var (index, file, problem) in new[] { (1, "train/b.png", ""), (2, "train/c.png", "13 x 8"), (3, "gt/d.png", "got 9") })
        {
            var error = Assert.Throws<DatasetException>(() => dataset.Load(index));
            Assert.Equal(tree[file], error.FileName);
            Assert.Contains(tree[file], error.Message);
            Assert.Contains(problem, error.Message);
        }
    }

    [Fact]
    public void WithoutLabels_OfDamagedLabels_StillGivesPictures()
    {
        using var tree = new TinyTree();
        var dataset = new ManifestDataset(tree.Manifest, "train", tree.Root);
        File.WriteAllText(tree["gt/a.png"], "broken");
        Assert.Equal(12, dataset.WithoutLabels().Load(0).Image.Width); // the target's labels are not even opened
    }

    [Fact]
    public void Fingerprint_ChangesWithFilesAndLabelRule_NotWithThePlace()
    {
        using var tree = new TinyTree();
        using var same = new TinyTree();
        string before = new ManifestDataset(tree.Manifest, "train", tree.Root).Fingerprint;
        Assert.Equal(before, new ManifestDataset(same.Manifest, "train", same.Root).Fingerprint);
        File.AppendAllText(tree["train/a.png"], "x");
        Assert.NotEqual(before, new ManifestDataset(tree.Manifest, "train", tree.Root).Fingerprint);
        var otherRule = same.Manifest with { Labels = same.Manifest.Labels with { OthersAreVoid = true } };
        Assert.NotEqual(before, new ManifestDataset(otherRule, "train", same.Root).Fingerprint);
    }

    [SkippableFact]
    public void CamVid_FirstTrainingPicture_HasKnownLabels()
    {
        var dataset = new CamVidDataset(CamVidFolder.FindOrSkip(), "train");
        Assert.Equal(367, dataset.Count);
        var sample = dataset.Load(0);
        Assert.Equal(("0001TP_006690", 480, 360), (sample.Name, sample.Image.Width, sample.Image.Height));
        // Looked up in the picture: road in front of the car at the bottom centre, building at the top left.
        Assert.Equal("road", dataset.LabelSpace.Classes[sample.Labels[240, 320]].Name);
        Assert.DoesNotContain(sample.Labels.Labels, label => label > 10 && label != 255);
        Assert.Contains((byte)255, sample.Labels.Labels);
    }

    [Fact]
    public void DatasetFolder_AbsentInEachWay_SaysWhatIsMissing()
    {
        using var folder = new TemporaryFolder();
        Assert.Null(DatasetFolder.Find("camvid", null, out var unset));
        Assert.Contains("RESEARCH_DATA is not set", unset);
        Assert.Null(DatasetFolder.Find("camvid", folder["no"], out var noFolder));
        Assert.Contains("which is no folder", noFolder);
        Assert.Null(DatasetFolder.Find("camvid", folder.Path, out var without));
        Assert.Contains("has no folder 'camvid'", without);
        Directory.CreateDirectory(folder["camvid"]);
        Assert.Equal(folder["camvid"], DatasetFolder.Find("camvid", folder.Path, out var fine));
        Assert.Equal("", fine);
        Assert.Throws<ArgumentException>(() => DatasetFolder.Find("../x", folder.Path, out _));
    }
}
