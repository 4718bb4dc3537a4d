using Research.Adaptation.Data;
using Research.Scenes;

namespace Research.Adaptation.Tests.Data;

public sealed class SceneDatasetTests
{
    private static readonly SceneSize Size = new(64, 32);

    [Fact]
    public void Load_AScene_IsTheRenderersSceneInTheLabelSpaceAskedFor()
    {
        var scene = SceneRenderer.Render(SceneDomains.Game, 3, 12, Size);
        var all = new SceneDataset(SceneDomains.Game, 3, 10, 5, Size, LabelSpaces.Cityscapes19).Load(2);
        Assert.Equal(scene.Colour.Pixels, all.Image.Pixels);
        Assert.Equal(scene.Labels.Labels, all.Labels.Labels);
        Assert.EndsWith("-3-000012", all.Name);
        var eleven = new SceneDataset(SceneDomains.Game, 3, 10, 5, Size, LabelSpaces.CamVid11);
        Assert.Same(LabelSpaces.CamVid11, eleven.LabelSpace);
        Assert.Equal(LabelMapping.Between(LabelSpaces.Cityscapes19, LabelSpaces.CamVid11).Apply(scene.Labels).Labels, eleven.Load(2).Labels.Labels);
    }

    [Fact]
    public void Fingerprint_ChangesWithEverythingThatChangesScenes()
    {
        var domain = SceneDomains.Game;
        string[] prints =
        [
            new SceneDataset(domain, 1, 0, 5, Size, LabelSpaces.Cityscapes19).Fingerprint,
            new SceneDataset(SceneDomains.Street, 1, 0, 5, Size, LabelSpaces.Cityscapes19).Fingerprint,
            new SceneDataset(domain with { Traffic = new() }, 1, 0, 5, Size, LabelSpaces.Cityscapes19).Fingerprint,
            new SceneDataset(domain with { Weathers = [domain.Weathers[0] with { Weight = 0.123 }] }, 1, 0, 5, Size, LabelSpaces.Cityscapes19).Fingerprint,
            new SceneDataset(domain, 2, 0, 5, Size, LabelSpaces.Cityscapes19).Fingerprint,
            new SceneDataset(domain, 1, 1, 5, Size, LabelSpaces.Cityscapes19).Fingerprint,
            new SceneDataset(domain, 1, 0, 6, Size, LabelSpaces.Cityscapes19).Fingerprint,
            new SceneDataset(domain, 1, 0, 5, new(64, 48), LabelSpaces.Cityscapes19).Fingerprint,
            new SceneDataset(domain, 1, 0, 5, Size, LabelSpaces.CamVid11).Fingerprint,
        ];
        Assert.Equal(prints.Length, prints.Distinct().Count());
        Assert.Equal(prints[0], new SceneDataset(domain with { Name = domain.Name }, 1, 0, 5, Size, LabelSpaces.Cityscapes19).Fingerprint);
        Assert.Contains($"scenes-v{SceneGenerator.Version}/", prints[0]);
    }

    [Fact]
    public void Load_WithACacheFolder_ReadsBackWhatWasRendered()
    {
        using var folder = new TemporaryFolder();
        var dataset = new SceneDataset(SceneDomains.Street, 1, 0, 3, Size, LabelSpaces.Cityscapes19, folder.Path);
        var rendered = dataset.Load(1);
        string file = Assert.Single(Files(folder));
        // The kept file is what is read: another scene's file under this name gives that scene.
        var other = dataset.Load(2);
        File.Copy(Files(folder).Single(f => f != file), file, overwrite: true);
        Assert.Equal(other.Image.Pixels, dataset.Load(1).Image.Pixels);
        File.Delete(file);
        Assert.Equal(rendered.Image.Pixels, dataset.Load(1).Image.Pixels);
        Assert.Equal(rendered.Labels.Labels, dataset.Load(1).Labels.Labels);
    }

    [Theory]
    [InlineData(0)]    // signature
    [InlineData(9)]    // width
    [InlineData(16)]   // length
    [InlineData(30)]   // checksum
    [InlineData(200)]  // content
    [InlineData(-1)]   // cut short
    [InlineData(-2)]   // empty
    [InlineData(-3)]   // longer
    public void Load_ADamagedCacheFile_RendersAgainAndMendsIt(int damage)
    {
        using var folder = new TemporaryFolder();
        var dataset = new SceneDataset(SceneDomains.Game, 1, 0, 1, Size, LabelSpaces.Cityscapes19, folder.Path);
        var rendered = dataset.Load(0);
        string file = Files(folder).Single();
        var good = File.ReadAllBytes(file);
        var bad = damage switch
        {
            -1 => good[..(good.Length / 2)],
            -2 => [],
            -3 => [.. good, 1],
            _ => good.ToArray(),
        };
        if (damage >= 0)
            bad[damage] ^= 0x10;
        File.WriteAllBytes(file, bad);
        Assert.Equal(rendered.Image.Pixels, dataset.Load(0).Image.Pixels);
        Assert.Equal(good, File.ReadAllBytes(file));
        Assert.Single(Files(folder));
    }

    [Fact]
    public void Load_WithAFolderThatCannotBeWritten_StillRenders()
    {
        using var folder = new TemporaryFolder();
        string file = folder.Write("taken", "a file where the cache folder should be");
        var dataset = new SceneDataset(SceneDomains.Game, 1, 0, 1, Size, LabelSpaces.Cityscapes19, file);
        Assert.Equal(64, dataset.Load(0).Image.Width);
        Assert.Throws<ArgumentOutOfRangeException>(() => dataset.Load(1));
    }

    [Fact]
    public void Load_FromManyThreads_GivesEqualScenes()
    {
        using var folder = new TemporaryFolder();
        var dataset = new SceneDataset(SceneDomains.Game, 1, 0, 2, Size, LabelSpaces.Cityscapes19, folder.Path);
        var expected = new SceneDataset(SceneDomains.Game, 1, 0, 2, Size, LabelSpaces.Cityscapes19).Load(1).Image.Pixels;
        Parallel.For(0, 16, new ParallelOptions { MaxDegreeOfParallelism = 8 }, _ => Assert.Equal(expected, dataset.Load(1).Image.Pixels));
        Assert.Single(Files(folder));
    }

    private static string[] Files(TemporaryFolder folder) => Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories);
}
