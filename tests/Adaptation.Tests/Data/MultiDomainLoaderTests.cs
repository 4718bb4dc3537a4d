using Research.Adaptation.Data;
using Research.Imaging;
using static TorchSharp.torch;

namespace Research.Adaptation.Tests.Data;

public sealed class MultiDomainLoaderTests
{
    /// <summary>Geometry only: no change of colour.</summary>
    private static readonly CropPreparation Bare = TinyMultiHead.Preparation with { LabelledJitterProbability = 0, UnlabelledJitterProbability = 0, BlurProbability = 0, GreyProbability = 0 };

    [Fact]
    public void Load_SharedPixels_AreTheSameInBothCrops()
    {
        using var scope = NewDisposeScope();
        using var loader = Loader(Bare, unlabelled: 8);
        var flips = new HashSet<(bool, bool)>();
        var moved = 0;
        for (var step = 0; step < 4; step++)
        {
            using var batch = loader.Load(step);
            var crops = batch.Domains[0].Unlabelled!;
            var (first, second) = (Images.ToImages(crops.First, Bare.Normalisation), Images.ToImages(crops.Second, Bare.Normalisation));
            for (var i = 0; i < 8; i++)
            {
                var pair = crops.Pairs[i];
                flips.Add((pair.FlipFirst, pair.FlipSecond));
                if (pair.First != pair.Second) moved++;
                var (a, b) = pair.Overlap!.Value;
                Assert.Equal(Unflipped(first[i], pair.FlipFirst).Crop(a).Pixels, Unflipped(second[i], pair.FlipSecond).Crop(b).Pixels);
            }
        }
        Assert.Equal(4, flips.Count);
        Assert.True(moved > 10);
    }

    [Fact]
    public void Load_LabelledCrops_KeepLabelsOnTheirColours()
    {
        // Far from edges the largest channel of a block tells its class: pictures and labels are cut and mirrored together.
        using var scope = NewDisposeScope();
        using var loader = Loader(Bare, labelled: 8);
        using var batch = loader.Load(0);
        var (labelled, right, counted) = (batch.Domains[0].Labelled, 0, 0);
        var images = Images.ToImages(labelled.Images, Bare.Normalisation);
        var labels = labelled.Labels.data<long>().ToArray();
        for (var i = 0; i < 8; i++)
            for (var y = 0; y < 32; y++)
                for (var x = 0; x < 32; x++)
                {
                    var label = labels[(i * 32 + y) * 32 + x];
                    if (label == 255) continue;
                    var (r, g, b) = images[i][x, y];
                    counted++;
                    if (label == (r > g && r > b ? 0 : g > b ? 1 : 2)) right++;
                }
        Assert.True(counted > 4000 && right > 0.95 * counted, $"{right} of {counted}");
    }

    [Fact]
    public void Load_SmallPictures_ArePaddedWithIgnoredPixels()
    {
        using var scope = NewDisposeScope();
        using var loader = Loader(Bare with { LabelledScale = new(0.5, 0.5), UnlabelledScale = new(0.5, 0.5), FlipProbability = 0 });
        using var batch = loader.Load(0);
        // 64 x 32 at 0.5 is 32 x 16: the lower half is padding, mean colour (about 0 after normalisation) and label 255.
        Assert.All(batch.Domains[0].Labelled.Labels[0].narrow(0, 16, 16).flatten().data<long>().ToArray(), l => Assert.Equal(255, l));
        Assert.All(batch.Domains[0].Unlabelled!.First[0].narrow(1, 16, 16).flatten().data<float>().ToArray(), v => Assert.InRange(Math.Abs(v), 0, 0.01));
        Assert.Equal((4, 2), batch.Domains[0].Unlabelled!.Pairs[0].PictureCells((0, 0)));
    }

    [Fact]
    public void Load_SameStep_IsTheSameHoweverItIsAskedFor()
    {
        using var scope = NewDisposeScope();
        using var first = Loader(TinyMultiHead.Preparation);
        using var second = Loader(TinyMultiHead.Preparation, workers: 3);
        using var direct = first.Load(5);
        var step = 3L;
        foreach (var batch in second.From(3))
            using (batch)
                if (step++ == 5)
                {
                    Assert.Equal(direct.Names, batch.Names);
                    Assert.Equal(TestTensors.Values(direct.Domains[1].Labelled.Images), TestTensors.Values(batch.Domains[1].Labelled.Images));
                    Assert.Equal(TestTensors.Values(direct.Domains[1].Unlabelled!.Second), TestTensors.Values(batch.Domains[1].Unlabelled!.Second));
                    Assert.Equal(direct.Domains[0].Unlabelled!.Pairs, batch.Domains[0].Unlabelled!.Pairs);
                    break;
                }
    }

    [Fact]
    public void Load_WithoutUnlabelled_HasTheSameLabelledCrops()
    {
        using var scope = NewDisposeScope();
        using var with = Loader(TinyMultiHead.Preparation);
        using var without = Loader(TinyMultiHead.Preparation, unlabelled: 0);
        using var a = with.Load(2);
        using var b = without.Load(2);
        Assert.Null(b.Domains[0].Unlabelled);
        Assert.Equal(TestTensors.Values(a.Domains[1].Labelled.Images), TestTensors.Values(b.Domains[1].Labelled.Images));
    }

    [Fact]
    public void Load_OneEpoch_ShowsEverySampleOnceWithFreshAugmentation()
    {
        using var scope = NewDisposeScope();
        using var loader = Loader(TinyMultiHead.Preparation, labelled: 3);
        var names = new List<string>();
        for (var step = 0; step < 4; step++)
            using (var batch = loader.Load(step)) names.AddRange(batch.Domains[0].Labelled.Names);
        Assert.Equal(6, names.Take(6).Distinct().Count());
        Assert.Equal(names.Take(6).Order(), names.Skip(6).Order());
        using var early = loader.Load(0);
        Assert.All(Enumerable.Range(0, 3), i =>
        {
            for (var step = 2; step < 4; step++)
            {
                using var late = loader.Load(step);
                for (var j = 0; j < 3; j++)
                    if (late.Domains[0].Labelled.Names[j] == early.Domains[0].Labelled.Names[i])
                        Assert.NotEqual(TestTensors.Values(late.Domains[0].Labelled.Images[j]), TestTensors.Values(early.Domains[0].Labelled.Images[i]));
            }
        });
    }

    [Fact]
    public void Load_SampleThatCannotBeRead_NamesIt()
    {
        using var loader = new MultiDomainLoader([new("broken", new Broken(), null)], new() { Preparation = Bare, UnlabelledBatch = 0, Workers = 1 });
        Assert.Contains("broken, sample", Assert.Throws<DatasetException>(() => loader.Load(0)).Message);
    }

    [Theory]
    [InlineData("Size")]
    [InlineData("LabelledScale")]
    [InlineData("UnlabelledScale")]
    [InlineData("MinimumOverlap")]
    [InlineData("Tries")]
    [InlineData("FlipProbability")]
    [InlineData("HueStrength")]
    [InlineData("GreyProbability")]
    public void Validate_FieldOutOfRange_NamesIt(string field)
    {
        var bad = field switch
        {
            "Size" => Bare with { Size = 36 },
            "LabelledScale" => Bare with { LabelledScale = new(2, 1) },
            "UnlabelledScale" => Bare with { UnlabelledScale = new(0, 1) },
            "MinimumOverlap" => Bare with { MinimumOverlap = 0.5, MaximumOverlap = 0.4 },
            "Tries" => Bare with { Tries = 0 },
            "FlipProbability" => Bare with { FlipProbability = 2 },
            "HueStrength" => Bare with { HueStrength = 0.6 },
            _ => Bare with { GreyProbability = double.NaN },
        };
        Assert.StartsWith(field, Assert.Throws<ArgumentException>(bad.Validate).Message);
    }

    [Fact]
    public void Constructor_NamesTwiceOrNothingUnlabelled_SaysSo()
    {
        var world = new BlockWorld("clear", 4);
        Assert.Contains("unique", Assert.Throws<ArgumentException>(() => new MultiDomainLoader([new("a", world, null), new("a", world, null)], new() { Preparation = Bare, UnlabelledBatch = 0 })).Message);
        Assert.Contains("none in a", Assert.Throws<ArgumentException>(() => new MultiDomainLoader([new("a", world, null)], new() { Preparation = Bare })).Message);
    }

    private static RgbImage Unflipped(RgbImage image, bool flipped) => flipped ? image.FlipHorizontally() : image;

    private static MultiDomainLoader Loader(CropPreparation preparation, int labelled = 2, int unlabelled = 2, int workers = 1) => new(
        [.. new[] { "clear", "hazy" }.Select(n => new MultiDomainSource(n, new BlockWorld(n, 6, 64, 32), new BlockWorld(n, 20, 64, 32).WithoutLabels()))],
        new MultiDomainLoaderOptions { Preparation = preparation, LabelledBatch = labelled, UnlabelledBatch = unlabelled, Seed = 3, Workers = workers });

    private sealed class Broken : ILabelledDataset
    {
        public string Name => "broken";

        public LabelSpace LabelSpace => BlockWorld.Space;

        public int Count => 1;

        public string Fingerprint => "broken";

        public LabelledSample Load(int index) => throw new InvalidOperationException("the disk is gone");
    }
}
