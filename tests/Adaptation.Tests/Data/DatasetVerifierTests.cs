using Research.Adaptation.Data;
using Research.Imaging;

namespace Research.Adaptation.Tests.Data;

public sealed class DatasetVerifierTests
{
    [Fact]
    public void Verify_AWholeFolder_PassesAndReportsEveryFile()
    {
        using var tree = new TinyTree();
        var seen = new List<VerificationProgress>();
        var result = DatasetVerifier.Verify(tree.Manifest, tree.Root, new Collect(seen));
        Assert.True(result.Passed, string.Join("\n", result.Problems));
        Assert.Equal(8, result.FilesChecked);
        Assert.Equal([new("train", 4, 4, 4, false), new("more", 4, 0, 0, true)], result.Splits);
        Assert.Equal(Enumerable.Range(1, 8), seen.Select(p => p.Done));
        Assert.Equal(8, seen.Select(p => p.File).Distinct().Count());
    }

    [Fact]
    public void Verify_OneMissingOneTruncatedOneWronglySized_NamesAllThree()
    {
        using var tree = new TinyTree();
        File.Delete(tree["train/a.png"]);
        tree.Truncate("train/b.png");
        tree.WriteImage("train/c.png", 11, 8);
        var result = DatasetVerifier.Verify(tree.Manifest, tree.Root);
        Assert.Equal(
            [("train/a.{jpg,png}", DatasetProblemKind.Missing), ("train/b.png", DatasetProblemKind.Unreadable), ("train/c.png", DatasetProblemKind.WrongSize)],
            result.Problems.Select(p => (p.File, p.Kind)));
        Assert.Contains("expected 12 x 8 pixels, got 11 x 8", result.Problems[2].Message);
        Assert.False(result.Passed);
    }

    [Fact]
    public void Verify_LabelsMissingOfThreeChannelsAndOfUnknownValue_NamesEach()
    {
        using var tree = new TinyTree();
        File.Delete(tree["gt/a.png"]);
        tree.WriteImage("gt/b.png", 12, 8);
        tree.WriteLabels("gt/c.png", 12, 8, lower: 7);
        File.WriteAllBytes(tree["gt/d.png"], Jpeg.Encode(new RgbImage(12, 8), 90));
        var result = DatasetVerifier.Verify(tree.Manifest, tree.Root);
        Assert.Equal(
            [("gt/a.png", DatasetProblemKind.Missing), ("gt/b.png", DatasetProblemKind.WrongKind), ("gt/c.png", DatasetProblemKind.WrongKind), ("gt/d.png", DatasetProblemKind.WrongKind)],
            result.Problems.Select(p => (p.File, p.Kind)));
        Assert.Contains("got 3 channel(s) of 8 bits", result.Problems[1].Message);
        Assert.Contains("expected label values 0, 3, 11, got 7 at x 0, y 4", result.Problems[2].Message);
        Assert.Contains("got JPEG", result.Problems[3].Message);
    }

    [Fact]
    public void Verify_PicturesThatAreNone_AreUnreadableOrOfTheWrongKind()
    {
        using var tree = new TinyTree();
        File.WriteAllText(tree["train/a.png"], "not a picture");
        File.WriteAllBytes(tree["train/b.png"], []);
        tree.WriteLabels("train/c.png", 12, 8);
        var result = DatasetVerifier.Verify(tree.Manifest, tree.Root);
        Assert.Equal(
            [("train/a.png", DatasetProblemKind.Unreadable), ("train/b.png", DatasetProblemKind.Unreadable), ("train/c.png", DatasetProblemKind.WrongKind)],
            result.Problems.Select(p => (p.File, p.Kind)));
    }

    [Fact]
    public void Verify_AJpegPictureBesideTheName_IsTaken()
    {
        using var tree = new TinyTree();
        File.Delete(tree["train/a.png"]);
        File.WriteAllBytes(tree["train/a.jpg"], Jpeg.Encode(new RgbImage(12, 8), 90));
        Assert.True(DatasetVerifier.Verify(tree.Manifest, tree.Root).Passed);
    }

    [Fact]
    public void Verify_AnOptionalSplitHalfThere_IsCheckedByItsFolder()
    {
        using var tree = new TinyTree();
        tree.WriteImage("more/x.png", 12, 8);
        tree.WriteLabels("moregt/y.png", 12, 8);
        var result = DatasetVerifier.Verify(tree.Manifest, tree.Root);
        Assert.Equal(
            [("more/*.png", DatasetProblemKind.WrongCount), ("more/y.png", DatasetProblemKind.Missing), ("moregt/x.png", DatasetProblemKind.Missing)],
            result.Problems.Select(p => (p.File, p.Kind)));
        Assert.Contains("expected 4 pictures in split more, got 2", result.Problems[0].Message);
    }

    [Fact]
    public void Verify_ALinkOutOfTheFolder_IsRefused()
    {
        using var tree = new TinyTree();
        using var outside = new TemporaryFolder();
        File.Move(tree["train/a.png"], outside["a.png"]);
        File.CreateSymbolicLink(tree["train/a.png"], outside["a.png"]);
        tree.Truncate("train/b.png");
        var problems = DatasetVerifier.Verify(tree.Manifest, tree.Root).Problems; // and the other files are still checked
        Assert.Equal([("train/a.png", DatasetProblemKind.LeavesFolder), ("train/b.png", DatasetProblemKind.Unreadable)], problems.Select(p => (p.File, p.Kind)));
        Assert.Throws<DatasetException>(() => new ManifestDataset(tree.Manifest, "train", tree.Root));
    }

    [Fact]
    public void Verify_AFolderThatIsALinkOut_IsNamedOnce()
    {
        using var tree = new TinyTree();
        using var outside = new TemporaryFolder();
        Directory.Move(tree["gt"], outside["gt"]);
        Directory.CreateSymbolicLink(tree["gt"], outside["gt"]);
        var problem = Assert.Single(DatasetVerifier.Verify(tree.Manifest, tree.Root).Problems);
        Assert.Equal(("gt", DatasetProblemKind.LeavesFolder), (problem.File, problem.Kind));
    }

    [Fact]
    public void Verify_ALinkInsideTheFolder_IsFollowed()
    {
        using var tree = new TinyTree();
        Directory.Move(tree["train"], tree["pictures"]);
        Directory.CreateSymbolicLink(tree["train"], "pictures");
        Assert.True(DatasetVerifier.Verify(tree.Manifest, tree.Root).Passed);
    }

    [Fact]
    public void Verify_AFolderThatIsAbsent_SaysHowToObtainIt()
    {
        using var tree = new TinyTree();
        var error = Assert.Throws<DatasetException>(() => DatasetVerifier.Verify(tree.Manifest, tree["nowhere"]));
        Assert.Contains("1. Make it.", error.Message);
        Assert.Contains(tree["nowhere"], error.Message);
    }

    [Fact]
    public void Verify_Cancelled_Stops()
    {
        using var tree = new TinyTree();
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.Throws<OperationCanceledException>(() => DatasetVerifier.Verify(tree.Manifest, tree.Root, cancellation: cancelled.Token));
    }

    [SkippableFact]
    public void Verify_ACopyOfCamVidWithThreeDamages_NamesThemAmongTheMissing()
    {
        string real = CamVidFolder.FindOrSkip();
        using var copy = new TemporaryFolder();
        var manifest = DatasetManifests.Find("camvid");
        foreach (var (split, name) in new[] { ("val", manifest.Split("val").Keys![0]), ("val", manifest.Split("val").Keys![1]), ("val", manifest.Split("val").Keys![2]) })
        {
            Copy(real, copy, split, name, ".jpg");
            Copy(real, copy, split + "annot", name, ".png");
        }
        var names = manifest.Split("val").Keys!;
        using (var file = File.OpenWrite(copy[$"val/{names[1]}.jpg"]))
            file.SetLength(file.Length / 2);
        Png.Write(copy[$"valannot/{names[2]}.png"], Resize.Nearest(new LabelDecoder(manifest.Labels).Read(copy[$"valannot/{names[2]}.png"]), 240, 180));
        File.Delete(copy[$"val/{names[0]}.jpg"]);

        var result = DatasetVerifier.Verify(manifest, copy.Path, splits: ["val"]);

        Assert.Contains(result.Problems, p => p.Kind == DatasetProblemKind.Missing && p.File == $"val/{names[0]}.{{jpg,png}}");
        Assert.Contains(result.Problems, p => p.Kind == DatasetProblemKind.Unreadable && p.File == $"val/{names[1]}.jpg");
        Assert.Contains(result.Problems, p => p.Kind == DatasetProblemKind.WrongSize && p.File == $"valannot/{names[2]}.png");
        Assert.Equal(2 * 98 + 3, result.Problems.Count); // the 98 pictures that were not copied, and their labels
    }

    [SkippableFact]
    public void Verify_CamVidItself_Passes()
    {
        string real = CamVidFolder.FindOrSkip();
        var result = DatasetVerifier.Verify(DatasetManifests.Find("camvid"), real, splits: ["val"]);
        Assert.True(result.Passed, string.Join("\n", result.Problems));
        Assert.Equal(202, result.FilesChecked);
    }

    private static void Copy(string real, TemporaryFolder copy, string folder, string name, string extension)
    {
        Directory.CreateDirectory(copy[folder]);
        string source = Path.Combine(real, folder, name + extension);
        File.Copy(File.Exists(source) ? source : Path.ChangeExtension(source, ".png"), copy[$"{folder}/{name}{extension}"]);
    }

    private sealed class Collect(List<VerificationProgress> seen) : IProgress<VerificationProgress>
    {
        public void Report(VerificationProgress value) => seen.Add(value);
    }
}
