using Research.Adaptation.Data;
using Research.Adaptation.Mixing;
using Research.Adaptation.Tests.Data;
using Research.Imaging;
using TorchSharp;
using static TorchSharp.torch;

namespace Research.Adaptation.Tests.Mixing;

public sealed class PasteLoaderTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Load_AnyStep_IsAPureFunctionOfIt(int batch)
    {
        using var scope = NewDisposeScope();
        using var loader = TinyPaste.Loader(batch, TinyPaste.LongTail);
        using var parallel = TinyPaste.Loader(batch, TinyPaste.LongTail, workers: 3);
        var step = 0;
        foreach (var ahead in parallel.From(0))
        {
            using var again = loader.Load(step);
            Assert.Equal(again.Names, ahead.Names);
            foreach (var (a, b) in Tensors(again).Zip(Tensors(ahead))) Assert.True(a.equal(b).all().item<bool>());
            ahead.Dispose();
            if (++step == 5) break;
        }
    }

    [Fact]
    public void Load_TemplateAndSource_AreIndependentAndCoverTheDataset()
    {
        using var loader = TinyPaste.Loader(batch: 2);
        var (source, template, together) = (new List<string>(), new List<string>(), 0);
        for (var step = 0; step < 6; step++)
        {
            using var batch = loader.Load(step);
            source.AddRange(batch.Source.Names);
            template.AddRange(batch.Template.Names);
            if (batch.Source.Names.SequenceEqual(batch.Template.Names)) together++;
            Assert.Equal([2, 3, 16, 24], batch.Source.Images.shape);
            Assert.Equal([2, 16, 24], batch.Template.Labels.shape);
            Assert.Empty(batch.Rare);
        }
        // One epoch: every one of the 12 pictures once on each side, in different orders.
        Assert.Equal(12, source.Distinct().Count());
        Assert.Equal(12, template.Distinct().Count());
        Assert.True(together <= 1);
    }

    [Fact]
    public void Load_Rare_ShowsTheClassInEveryCropWithItsLabelsAndPixels()
    {
        using var scope = NewDisposeScope();
        var world = new BlockWorld("clear", 12);
        using var loader = TinyPaste.Loader(batch: 3, TinyPaste.LongTail);
        Assert.Equal([1, 2], loader.RareClasses);
        for (var step = 0; step < 5; step++)
        {
            using var batch = loader.Load(step);
            Assert.Equal([1, 2], batch.Rare.Select(r => r.Class).Order());
            foreach (var rare in batch.Rare)
            {
                Assert.True(rare.Mask.equal(rare.Labels.eq(rare.Class)).all().item<bool>());
                for (var i = 0; i < 3; i++) Assert.True(rare.Mask[i].any().item<bool>());
                // Block world: the channel of a pixel's class is the brightest; so pictures and labels belong together.
                var brightest = rare.Images.argmax(dim: 1);
                Assert.True(brightest.masked_select(rare.Mask).eq(rare.Class).to(ScalarType.Float32).mean().item<float>() > 0.99f);
            }
        }
    }

    [Fact]
    public void Load_OneClassForEachDomain_GivesTwoDifferentCropsOfOneClass()
    {
        using var scope = NewDisposeScope();
        using var loader = TinyPaste.Loader(batch: 2, TinyPaste.LongTail with { Crops = RareCrops.OfOneClassForEachDomain });
        var different = 0;
        for (var step = 0; step < 5; step++)
        {
            using var batch = loader.Load(step);
            Assert.Equal(2, batch.Rare.Count);
            Assert.Equal(batch.Rare[0].Class, batch.Rare[1].Class);
            if (!batch.Rare[0].Images.equal(batch.Rare[1].Images).all().item<bool>()) different++;
        }
        Assert.True(different >= 4);
    }

    [Fact]
    public void ClassIndex_OfADataset_ListsPicturesByClassAndRanksTheRarest()
    {
        var world = new MemoryOf([[0, 0, 1], [0, 2, 255], [0, 1, 1], [0, 0, 0]]);
        var index = ClassIndex.Of(world, workers: 2);
        Assert.Equal([0, 1, 2, 3], index.Samples(0));
        Assert.Equal([0, 2], index.Samples(1));
        Assert.Equal([1], index.Samples(2));
        Assert.Equal([2, 1], index.Rarest(2));
        // A class that never occurs is not rare: there is nothing to draw.
        Assert.Equal([1, 0], ClassIndex.Of(new MemoryOf([[0, 0, 1], [0, 0, 0]])).Rarest(5));
    }

    [Fact]
    public void ClassIndex_Kept_IsReadBackUnlessTheDataChanged()
    {
        using var folder = new TemporaryFolder();
        var world = new MemoryOf([[0, 0, 1], [0, 2, 255]]);
        ClassIndex.Of(world, folder.Path);
        var file = Assert.Single(Directory.GetFiles(folder.Path));
        // The second call must not read labels: the world refuses.
        world.Refuses = true;
        Assert.Equal([1], ClassIndex.Of(world, folder.Path).Samples(2));
        world.Refuses = false;
        File.WriteAllText(file, """{"Fingerprint":"x","Samples":[[99]]}""");
        Assert.Equal([1], ClassIndex.Of(world, folder.Path).Samples(2));
        File.WriteAllText(file, "not json");
        Assert.Equal([1], ClassIndex.Of(world, folder.Path).Samples(2));
        // Sample numbers that the dataset does not have are not believed.
        File.WriteAllText(file, File.ReadAllText(file).Replace("[1]", "[7]"));
        Assert.Equal([1], ClassIndex.Of(world, folder.Path).Samples(2));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Draw_ManySteps_GivesEveryRareClassTheSameChanceHoweverRareItIs(int batch)
    {
        // Classes 1 to 4 in 1, 2, 3 and 6 of six pictures; class 5 is on the list and occurs nowhere.
        var world = new MemoryOf([[0, 4, 3, 2], [0, 4, 3, 1], [4, 4, 255, 2], [0, 0, 4, 3], [4, 0, 0, 255], [0, 4, 0, 0]], width: 4, LabelSpaces.CamVid11);
        var preparation = ImagePreparation.Plain(4, 1) with { Normalisation = Normalisation.PlainRgb };
        using var loader = new PasteLoader(world, world.WithoutLabels(), new PasteLoaderOptions
        {
            Batch = batch, SourcePreparation = preparation, TargetPreparation = preparation, CropWidth = 3, CropHeight = 1, LongTail = new LongTailOptions { Classes = [1, 2, 3, 4, 5] }, Workers = 1,
        }, ClassIndex.Of(world));
        Assert.Equal([1, 2, 3, 4], loader.RareClasses);
        const int steps = 300;
        var (alone, pairs) = (new int[6], new Dictionary<(int, int), int>());
        for (var step = 0; step < steps; step++)
        {
            using var scope = NewDisposeScope();
            using var loaded = loader.Load(step);
            var drawn = loaded.Rare.Select(r => r.Class).Order().ToArray();
            Assert.Equal(2, drawn.Distinct().Count());   // the same two for all pictures of the step
            foreach (var c in drawn) alone[c]++;
            pairs[(drawn[0], drawn[1])] = pairs.GetValueOrDefault((drawn[0], drawn[1])) + 1;
            foreach (var rare in loaded.Rare)
                for (var i = 0; i < batch; i++) Assert.Contains((long)rare.Class, rare.Labels[i].data<long>().ToArray());
        }
        // Two of four: 150 expected, standard deviation sqrt(300 / 4) = 8.7; each of six pairs: 50, deviation 6.5. Five of them.
        Assert.All(alone[1..5], count => Assert.InRange(count, 150 - 44, 150 + 44));
        Assert.Equal(0, alone[5]);
        Assert.Equal(6, pairs.Count);
        Assert.All(pairs.Values, count => Assert.InRange(count, 50 - 33, 50 + 33));
    }

    [Fact]
    public void Draw_ThinClass_FindsItInEveryCrop()
    {
        // One pixel of class 2 in 64 x 32; crops of 8 x 8 show it in 1 of about 23 places.
        var labels = new long[64 * 32];
        labels[17 * 64 + 40] = 2;
        var world = new MemoryOf([labels], width: 64);
        var preparation = ImagePreparation.Plain(64, 32) with { Normalisation = Normalisation.PlainRgb };
        using var loader = new PasteLoader(world, world.WithoutLabels(), new PasteLoaderOptions
        {
            Batch = 1, SourcePreparation = preparation, TargetPreparation = preparation, CropWidth = 8, CropHeight = 8, LongTail = new LongTailOptions { Classes = [2], PerStep = 1 }, Workers = 1,
        }, ClassIndex.Of(world));
        using var scope = NewDisposeScope();
        var places = new HashSet<long>();
        for (var step = 0; step < 20; step++)
        {
            using var batch = loader.Load(step);
            Assert.Equal(1, batch.Rare[0].Mask.sum().item<long>());
            places.Add(batch.Rare[0].Mask.flatten().to(ScalarType.Int64).argmax().item<long>());
        }
        Assert.True(places.Count > 8, $"only {places.Count} places");
    }

    [Theory]
    [InlineData("Batch")]
    [InlineData("CropWidth")]
    [InlineData("CropHeight")]
    [InlineData("SourcePreparation")]
    [InlineData("Classes")]
    [InlineData("Count")]
    [InlineData("PerStep")]
    [InlineData("SmallestArea")]
    public void Validate_FieldOutOfRange_NamesIt(string field)
    {
        var good = new PasteLoaderOptions { SourcePreparation = ImagePreparation.Plain(32, 16), TargetPreparation = ImagePreparation.Plain(32, 16), CropWidth = 16, CropHeight = 16 };
        good.Validate();
        var bad = field switch
        {
            "Batch" => good with { Batch = 0 },
            "CropWidth" => good with { CropWidth = 33 },
            "CropHeight" => good with { CropHeight = 0 },
            "SourcePreparation" => good with { SourcePreparation = ImagePreparation.Training(32, 16) },
            "Classes" => good with { LongTail = new LongTailOptions { Classes = [1, 1] } },
            "Count" => good with { LongTail = new LongTailOptions { Count = 0 } },
            "PerStep" => good with { LongTail = new LongTailOptions { PerStep = 17 } },
            _ => good with { LongTail = new LongTailOptions { SmallestArea = 0 } },
        };
        Assert.Contains("." + field, Assert.Throws<ArgumentException>(bad.Validate).Message);
    }

    private static IEnumerable<Tensor> Tensors(PasteBatch batch) =>
        [batch.Source.Images, batch.Source.Labels, batch.Template.Images, batch.Template.Labels, batch.Target.Images, .. batch.Rare.SelectMany(r => new[] { r.Images, r.Labels, r.Mask })];

    private sealed class MemoryOf(long[][] labels, int width = 3, LabelSpace? space = null) : ILabelledDataset
    {
        public bool Refuses { get; set; }
        public string Name => "memory";
        public LabelSpace LabelSpace => space ?? BlockWorld.Space;
        public int Count => labels.Length;
        public string Fingerprint => "memory of " + string.Join("|", labels.Select(l => string.Join(",", l)).Select(t => t.Length > 50 ? t.GetHashCode().ToString() : t));

        public LabelledSample Load(int index)
        {
            if (Refuses) throw new InvalidOperationException("expected the kept index to be used");
            var map = new LabelMap(width, labels[index].Length / width);
            for (var i = 0; i < labels[index].Length; i++) map.Labels[i] = (byte)labels[index][i];
            return new LabelledSample($"{index}", new RgbImage(map.Width, map.Height), map);
        }
    }
}
