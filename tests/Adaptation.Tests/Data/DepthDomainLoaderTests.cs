using Research.Adaptation.Data;
using Research.TestSupport;
using static TorchSharp.torch;

namespace Research.Adaptation.Tests.Data;

public sealed class DepthDomainLoaderTests
{
    private static readonly ImagePreparation Flipping = ImagePreparation.Plain(32, 16) with { Normalisation = Normalisation.PlainRgb, Flip = true };

    private static DepthDomainLoader Loader(int workers = 1, int batch = 2, long seed = 3, SampleCache? cache = null)
    {
        var (clear, hazy) = (new BlockWorld("clear", 12), new BlockWorld("hazy", 9));
        return new(clear, new BlockDepth(clear), hazy.WithoutLabels(), new BlockDepth(hazy, 6), new DepthDomainLoaderOptions
        {
            Batch = batch, SourcePreparation = Flipping, TargetPreparation = Flipping, CropWidth = 10, CropHeight = 12, Seed = seed, Workers = workers, Cache = cache,
        });
    }

    [Fact]
    public void Load_AnyStep_HasTheShapesOfTheCrop()
    {
        using var loader = Loader();
        using var batch = loader.Load(4);
        Assert.Equal([2, 3, 12, 10], batch.Source.Images.shape);
        Assert.Equal([2, 12, 10], batch.Source.Labels.shape);
        Assert.Equal([2, 1, 12, 10], batch.SourceDepth.shape);
        Assert.Equal([2, 3, 12, 10], batch.Target.Images.shape);
        Assert.Equal([2, 1, 12, 10], batch.TargetDepth.shape);
        Assert.Equal(4, batch.Names.Count);
    }

    [Fact]
    public void Load_FlipAndCrop_MovePictureLabelsAndDepthTogether()
    {
        // In this world label, colour and depth tell each other pixel by pixel: any disagreement about crop or flip shows.
        using var loader = Loader();
        for (var step = 0; step < 20; step++)
        {
            using var batch = loader.Load(step);
            var (labels, depth, colours) = (TestTensors.Values(batch.Source.Labels), TestTensors.Values(batch.SourceDepth), TestTensors.Values(batch.Source.Images));
            for (var i = 0; i < labels.Length; i++)
            {
                var (sample, pixel) = (i / 120, i % 120);
                if (labels[i] == 255)
                {
                    Assert.Equal(1, depth[i]);
                    continue;
                }
                var metres = 655.36 / depth[i] - 0.01;
                Assert.Equal(labels[i], Math.Floor(metres / 4 - 1 + 1e-3));
                var channels = Enumerable.Range(0, 3).Select(c => colours[(sample * 3 + c) * 120 + pixel]).ToArray();
                Assert.Equal(labels[i], Array.IndexOf(channels, channels.Max()));
            }
        }
    }

    [Fact]
    public void Load_FlippedTarget_KeepsPictureAndDepthTogether()
    {
        // Depth carries the column (a thousandth of a metre each): rising from left to right, or falling where the sample was mirrored.
        using var loader = Loader();
        var directions = new HashSet<int>();
        for (var step = 0; step < 12; step++)
        {
            using var batch = loader.Load(step);
            var row = TestTensors.Values(batch.SourceDepth[0, 0, 0]).Where(d => d != 1).Select(d => 655.36 / d).ToArray();
            var rises = row.Zip(row.Skip(1), (a, b) => b - a).Where(d => Math.Abs(d) < 0.1).Sum(Math.Sign);
            directions.Add(Math.Sign(rises));
        }
        Assert.Equal([-1, 1], directions.Order());
    }

    [Fact]
    public void Load_SameSeedAndStep_IsTheSameWhateverWasLoadedBeforeAndByWhom()
    {
        using var first = Loader(workers: 1);
        using var second = Loader(workers: 3);
        using var expected = first.Load(7);
        using var alone = second.Load(7);
        using var inTurn = second.From(5).Skip(2).First();
        foreach (var other in new[] { alone, inTurn })
        {
            Assert.Equal(TestTensors.Values(expected.Source.Images), TestTensors.Values(other.Source.Images));
            Assert.Equal(TestTensors.Values(expected.SourceDepth), TestTensors.Values(other.SourceDepth));
            Assert.Equal(TestTensors.Values(expected.Target.Images), TestTensors.Values(other.Target.Images));
            Assert.Equal(TestTensors.Values(expected.TargetDepth), TestTensors.Values(other.TargetDepth));
            Assert.Equal(expected.Names, other.Names);
        }
    }

    [Fact]
    public void Load_OtherSeed_Differs()
    {
        using var first = Loader(seed: 3);
        using var second = Loader(seed: 4);
        using var a = first.Load(0);
        using var b = second.Load(0);
        Assert.NotEqual(TestTensors.Values(a.SourceDepth), TestTensors.Values(b.SourceDepth));
    }

    [Fact]
    public void Load_UnknownDepth_IsExactlyOneEverywhere()
    {
        var world = new BlockWorld("clear", 4);
        using var loader = new DepthDomainLoader(world, new UnknownDepth(4), world.WithoutLabels(), new UnknownDepth(4), new DepthDomainLoaderOptions
        {
            SourcePreparation = Flipping, TargetPreparation = Flipping, CropWidth = 16, CropHeight = 16,
        });
        using var batch = loader.Load(0);
        Assert.All(TestTensors.Values(batch.TargetDepth), d => Assert.Equal(1, d));
    }

    [Fact]
    public void Dispose_Batch_FreesEveryTensor()
    {
        using var loader = Loader();
        loader.Load(0).Dispose();
        var before = LiveTensors.Settled();
        loader.Load(1).Dispose();
        Assert.Equal(before, Tensor.TotalCount);
    }

    [Fact]
    public void Constructor_OtherNumberOfMaps_SaysWhich()
    {
        var world = new BlockWorld("clear", 4);
        var error = Assert.Throws<ArgumentException>(() => new DepthDomainLoader(world, new UnknownDepth(4), world.WithoutLabels(), new UnknownDepth(5), new DepthDomainLoaderOptions
        {
            SourcePreparation = Flipping, TargetPreparation = Flipping, CropWidth = 16, CropHeight = 16,
        }));
        Assert.Contains("target", error.Message);
        Assert.Contains("got 5 maps", error.Message);
    }

    [Theory]
    [InlineData("Batch")]
    [InlineData("CropWidth")]
    [InlineData("CropHeight")]
    [InlineData("Prefetch")]
    public void Validate_FieldOutOfRange_NamesIt(string field)
    {
        var good = new DepthDomainLoaderOptions { SourcePreparation = Flipping, TargetPreparation = Flipping, CropWidth = 16, CropHeight = 16 };
        var bad = field switch
        {
            "Batch" => good with { Batch = 0 },
            "CropWidth" => good with { CropWidth = 33 },
            "CropHeight" => good with { CropHeight = 0 },
            _ => good with { Prefetch = 0 },
        };
        Assert.Contains(field, Assert.Throws<ArgumentException>(bad.Validate).Message);
    }
}
