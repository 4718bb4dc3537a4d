using Research.Adaptation.Data;
using Research.Imaging;

namespace Research.Adaptation.Tests.Data;

public sealed class DatasetPreparerTests : IDisposable
{
    private readonly TinyTree tree = new();
    private readonly TemporaryFolder folder = new();

    private string Target => folder["tiny"];

    public void Dispose()
    {
        tree.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void Prepare_ACopy_ReadsToTheByteAsTrainingResizesTheOriginals()
    {
        var result = DatasetPreparer.Prepare(tree.Manifest, tree.Root, Target, 6, 5);
        Assert.Equal((4, 0, "train"), (result.Written, result.Kept, Assert.Single(result.Splits)));
        var original = new ManifestDataset(tree.Manifest, "train", tree.Root);
        var copy = new ManifestDataset(tree.Manifest, "train", Target);
        Assert.Equal((4, original.Name, original.LabelSpace), (copy.Count, copy.Name, copy.LabelSpace));
        Assert.NotEqual(original.Fingerprint, copy.Fingerprint);
        for (int i = 0; i < 4; i++)
        {
            var (a, b) = (original.Load(i), copy.Load(i));
            Assert.Equal(a.Name, b.Name);
            Assert.Equal(Resize.Bicubic(a.Image, 6, 5).Pixels, b.Image.Pixels);
            Assert.Equal(Resize.Nearest(a.Labels, 6, 5).Labels, b.Labels.Labels);
        }
        Assert.Equal(original.WithoutLabels().Count, new ManifestPictures(tree.Manifest, "train", Target).Count);
        Assert.True(DatasetVerifier.Verify(tree.Manifest, Target).Passed);
    }

    [Fact]
    public void Prepare_Again_ContinuesAndKeepsWhatIsThere()
    {
        DatasetPreparer.Prepare(tree.Manifest, tree.Root, Target, 6, 5);
        File.Delete(Path.Combine(Target, "train/b.png"));
        var before = File.GetLastWriteTimeUtc(Path.Combine(Target, "train/a.png"));
        var result = DatasetPreparer.Prepare(tree.Manifest, tree.Root, Target, 6, 5);
        Assert.Equal((1, 3), (result.Written, result.Kept));
        Assert.Equal(before, File.GetLastWriteTimeUtc(Path.Combine(Target, "train/a.png")));
        Assert.True(DatasetVerifier.Verify(tree.Manifest, Target).Passed);
    }

    [Fact]
    public void Prepare_Interrupted_RefusesToBeReadUntilItIsFinished()
    {
        using var stop = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() => DatasetPreparer.Prepare(
            tree.Manifest, tree.Root, Target, 6, 5, new Stop(stop), workers: 1, cancellation: stop.Token));
        Assert.Empty(Directory.EnumerateFiles(Target, "*.tmp", SearchOption.AllDirectories));
        var error = Assert.Throws<DatasetException>(() => new ManifestDataset(tree.Manifest, "train", Target));
        Assert.Contains("was interrupted", error.Message);
        Assert.True(DatasetPreparer.Prepare(tree.Manifest, tree.Root, Target, 6, 5).Kept > 0);
        Assert.Equal(4, new ManifestDataset(tree.Manifest, "train", Target).Count);
    }

    [Fact]
    public void Prepare_AWrongTarget_IsRefused()
    {
        void Refused(string target, int width, string message) =>
            Assert.Contains(message, Assert.Throws<DatasetException>(() => DatasetPreparer.Prepare(tree.Manifest, tree.Root, target, width, 5)).Message);
        folder.Write("other/readme.txt", "mine");
        Refused(folder["other"], 6, "expected a new or empty folder, it holds other files");
        Refused(Path.Combine(tree.Root, "small"), 6, "expected a target apart from the dataset's folder");
        Refused(Path.GetDirectoryName(tree.Root)!, 6, "expected a target apart from the dataset's folder");
        DatasetPreparer.Prepare(tree.Manifest, tree.Root, Target, 6, 5);
        Refused(Target, 7, "it holds 'tiny' at 6 x 5");
        Assert.Contains("it is a prepared copy itself", Assert.Throws<DatasetException>(() => DatasetPreparer.Prepare(tree.Manifest, Target, folder["again"], 6, 5)).Message);
        Assert.Contains("expected dataset 'else'", Assert.Throws<DatasetException>(() => new ManifestDataset(tree.Manifest with { Name = "else" }, "train", Target)).Message);
        tree.WriteImage("train/a.png", 12, 8);
        tree.WriteLabels("gt/a.png", 12, 8, lower: 0);
        Refused(Target, 6, "they have changed since it was begun");
    }

    [Fact]
    public void Prepare_ADamagedPicture_NamesItAndLeavesTheCopyUnfinished()
    {
        tree.Truncate("train/c.png");
        var error = Assert.Throws<DatasetException>(() => DatasetPreparer.Prepare(tree.Manifest, tree.Root, Target, 6, 5));
        Assert.Contains("train/c.png", error.Message);
        Assert.Throws<DatasetException>(() => new ManifestDataset(tree.Manifest, "train", Target));
    }

    [Fact]
    public void Prepare_DamagedDescription_NamesTheFile()
    {
        folder.Write("tiny/prepared.json", "{ \"format\": 1 }");
        Assert.Contains("prepared.json", Assert.Throws<DatasetException>(() => new ManifestDataset(tree.Manifest, "train", Target)).Message);
    }

    private sealed class Stop(CancellationTokenSource source) : IProgress<PrepareProgress>
    {
        public void Report(PrepareProgress value)
        {
            if (value.Done == 2)
                source.Cancel();
        }
    }
}
