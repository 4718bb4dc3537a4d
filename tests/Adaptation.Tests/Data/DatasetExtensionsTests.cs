using Research.Adaptation.Data;

namespace Research.Adaptation.Tests.Data;

public sealed class DatasetExtensionsTests
{
    [Fact]
    public void WithoutLabels_GivesTheSamePictures()
    {
        var dataset = new MemoryDataset(3);
        var pictures = dataset.WithoutLabels();
        Assert.Equal(3, pictures.Count);
        Assert.Equal(dataset.Load(2).Image.Pixels, pictures.Load(2).Image.Pixels);
        Assert.Equal("sample 2", pictures.Load(2).Name);
    }

    [Fact]
    public void Subset_OfARange_ShiftsIndicesAndChangesTheFingerprint()
    {
        var dataset = new MemoryDataset(10);
        var part = dataset.Subset(4, 3);
        Assert.Equal(3, part.Count);
        Assert.Equal("sample 6", part.Load(2).Name);
        Assert.Equal("sample 6", part.WithoutLabels().Load(2).Name);
        Assert.NotEqual(dataset.Fingerprint, part.Fingerprint);
        Assert.NotEqual(dataset.Subset(5, 3).Fingerprint, part.Fingerprint);
        Assert.Throws<ArgumentOutOfRangeException>(() => part.Load(3));
        Assert.Throws<ArgumentOutOfRangeException>(() => dataset.Subset(8, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => dataset.Subset([10]));
    }

    [Fact]
    public void Spread_TakesEvenlyAndInOrder()
    {
        var part = new MemoryDataset(10).Spread(4);
        Assert.Equal(["sample 0", "sample 2", "sample 5", "sample 7"], Enumerable.Range(0, 4).Select(i => part.Load(i).Name));
    }

    [Fact]
    public void Concat_FindsEverySampleOfEveryPart()
    {
        var both = new MemoryDataset(2) { Name = "a" }.Concat(new MemoryDataset(0) { Name = "b" }, new MemoryDataset(3) { Name = "c" });
        Assert.Equal("a + b + c", both.Name);
        Assert.Equal(["sample 0", "sample 1", "sample 0", "sample 1", "sample 2"], Enumerable.Range(0, both.Count).Select(i => both.Load(i).Name));
        Assert.Throws<ArgumentOutOfRangeException>(() => both.Load(5));
        Assert.Throws<ArgumentException>(() => new MemoryDataset(1).Concat(new MemoryDataset(1, space: LabelSpaces.CamVid11)));
    }

    [Fact]
    public void InLabelSpace_MapsLabelsAndLeavesPictures()
    {
        var dataset = new MemoryDataset(20);
        var mapped = dataset.InLabelSpace(LabelSpaces.CamVid11);
        Assert.Same(LabelSpaces.CamVid11, mapped.LabelSpace);
        Assert.Equal(3, mapped.Load(0).Labels[0, 0]); // road is 0 of 19 and 3 of 11
        Assert.Equal(dataset.Load(7).Image.Pixels, mapped.Load(7).Image.Pixels);
        Assert.NotEqual(dataset.Fingerprint, mapped.Fingerprint);
        Assert.Same(dataset, dataset.InLabelSpace(LabelSpaces.Cityscapes19));
    }
}
