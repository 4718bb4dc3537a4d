using Research.Adaptation.Data;
using Research.Adaptation.Mixing;
using Research.Imaging;
using TorchSharp;

namespace Research.Adaptation.Tests.Data;

public sealed class SampleTransformsTests
{
    // Pixel (x, y): red x, green y; label and depth tell the same place.
    private static (RgbImage Image, LabelMap Labels, DepthMap Depth) Places(int width, int height)
    {
        var image = new RgbImage(width, height);
        var labels = new LabelMap(width, height);
        var depth = new DepthMap(width, height);
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                image[x, y] = ((byte)x, (byte)y, 7);
                labels[x, y] = (byte)((x + 3 * y) % 200);
                depth[x, y] = 1000 * y + x + 1;
            }
        }
        return (image, labels, depth);
    }

    [Fact]
    public void Apply_CropAndFlip_PictureLabelsAndDepthShowTheSamePlaces()
    {
        var (image, labels, depth) = Places(40, 30);
        var preparation = ImagePreparation.Plain(40, 30) with { Flip = true, Random = RandomTransforms.Crop(16, 12) };
        var corners = new HashSet<(int, int)>();
        int flips = 0;
        for (int i = 0; i < 200; i++)
        {
            var (picture, map, metres) = SampleTransforms.Apply(preparation, new RandomStream(3).Split("sample", i), image, labels, depth);
            Assert.Equal((16, 12, 16, 12), (picture.Width, picture.Height, map!.Width, metres!.Height));
            bool flipped = picture[0, 0].R > picture[15, 0].R;
            flips += flipped ? 1 : 0;
            corners.Add((Math.Min(picture[0, 0].R, picture[15, 0].R), picture[0, 0].G));
            for (int y = 0; y < 12; y++)
            {
                for (int x = 0; x < 16; x++)
                {
                    var (r, g, _) = picture[x, y];
                    Assert.Equal((picture[0, 0].R + (flipped ? -x : x), picture[0, 0].G + y), (r, g));
                    Assert.Equal((r + 3 * g) % 200, map[x, y]);
                    Assert.Equal(1000 * g + r + 1, metres[x, y]);
                }
            }
        }
        Assert.InRange(flips, 65, 135);
        // Offsets 0 .. 24 and 0 .. 18 both occur, none outside.
        Assert.Equal((0, 24), (corners.Min(c => c.Item1), corners.Max(c => c.Item1)));
        Assert.Equal((0, 18), (corners.Min(c => c.Item2), corners.Max(c => c.Item2)));
    }

    [Fact]
    public void Apply_ScaleBelowTheCrop_PadsRightAndBelowWithMeanVoidAndUnknown()
    {
        var (image, labels, depth) = Places(40, 20);
        var preparation = ImagePreparation.Plain(40, 20) with
        {
            Normalisation = Normalisation.ImageNetRgb, Random = new RandomTransforms { ScaleMinimum = 0.5, ScaleMaximum = 0.5, CropWidth = 32, CropHeight = 16 },
        };
        var (picture, map, metres) = SampleTransforms.Apply(preparation, new RandomStream(1), image, labels, depth);
        Assert.Equal((124, 116, 104), picture[20, 0]); // 0.485, 0.456, 0.406 of 255, rounded
        Assert.Equal((124, 116, 104), picture[0, 10]);
        Assert.Equal((LabelSpace.Ignore, LabelSpace.Ignore), (map![20, 0], map[0, 10]));
        Assert.True(float.IsNaN(metres![20, 0]) && float.IsNaN(metres[0, 10]));
        Assert.Equal(Resize.Bicubic(image, 20, 10).Pixels, picture.Crop(new(0, 0, 20, 10)).Pixels);
        Assert.Equal(Resize.Nearest(labels, 20, 10).Labels, map.Crop(new(0, 0, 20, 10)).Labels);
        Assert.DoesNotContain(metres.Crop(new(0, 0, 20, 10)).Metres, float.IsNaN);
    }

    [Fact]
    public void Apply_ScaleHalfToTwice_LongerSideIsUniformOverWholePixels()
    {
        // A picture that is scaled by s shows 1 / s of its columns in a crop of its own size.
        var (image, labels, _) = Places(64, 32);
        var preparation = ImagePreparation.Plain(64, 32) with { Random = new RandomTransforms { ScaleMinimum = 0.5, ScaleMaximum = 2, CropWidth = 64, CropHeight = 32 } };
        var padded = 0;
        for (int i = 0; i < 300; i++)
        {
            var (_, map, _) = SampleTransforms.Apply(preparation, new RandomStream(5).Split("sample", i), image, labels);
            padded += map![63, 0] == LabelSpace.Ignore ? 1 : 0;
        }
        // Longer sides 32 .. 128: 32 of 97 leave padding.
        Assert.InRange(padded, 75, 123);
    }

    [Theory]
    [InlineData(JitterRule.Kornia020)]
    [InlineData(JitterRule.Kornia041)]
    public void Jitter_ByKorniasRules_AgreesWithTheTensorFunctions(JitterRule rule)
    {
        var image = new RgbImage(16, 8);
        var random = new RandomStream(9);
        for (int i = 0; i < image.Pixels.Length; i++)
            image.Pixels[i] = (byte)random.NextInt(256);
        var options = new ColourJitterOptions { Brightness = 0.25, Contrast = 0.25, Saturation = 0.25, Hue = 0.25, Rule = rule };
        int[] order = [2, 0, 3, 1];
        double[] draws = [0.6, -0.8, 0.9, 0.5];
        var changed = LoaderJitter.Apply(image, options, order, draws);
        using var scope = torch.NewDisposeScope();
        var tensor = TensorJitter.Saturation(Images.ToTensor([image], Zero(16, 8)), 1 + 0.25 * 0.9);
        tensor = TensorJitter.Brightness(tensor, 0.25 * 0.6);
        tensor = TensorJitter.Hue(tensor, 0.25 * 0.5 * (rule == JitterRule.Kornia041 ? 2 * Math.PI : 1));
        tensor = TensorJitter.Contrast(tensor, 1 - 0.25 * 0.8);
        var expected = Images.ToImages(tensor, Zero(16, 8).Normalisation)[0];
        for (int i = 0; i < image.Pixels.Length; i++)
            Assert.InRange(changed.Pixels[i] - expected.Pixels[i], -1, 1);
        Assert.NotEqual(image.Pixels, changed.Pixels);
    }

    [Fact]
    public void Jitter_ByTorchvisionsRule_IsItsFourFunctionsInOrder()
    {
        var (image, _, _) = Places(16, 8);
        var options = ColourJitterOptions.DirectionalContrast;
        var changed = LoaderJitter.Apply(image, options, [1, 3, 0, 2], [0.5, -0.5, 1, -1]);
        var expected = ColourJitter.Contrast(image, 0.8);
        expected = ColourJitter.Hue(expected, -0.1);
        expected = ColourJitter.Brightness(expected, 1.2);
        expected = ColourJitter.Saturation(expected, 1.4);
        Assert.Equal(expected.Pixels, changed.Pixels);
    }

    [Fact]
    public void Jitter_TakingBlueForRed_TurnsTheHueTheOtherWay()
    {
        // Pure red turned by a third of the circle is green either way of naming; turned in the mirrored circle it is blue.
        var red = new RgbImage(1, 1);
        red[0, 0] = (255, 0, 0);
        var options = new ColourJitterOptions { Brightness = 0, Contrast = 0, Saturation = 0, Hue = 1.0 / 3, Rule = JitterRule.Kornia041 };
        Assert.Equal((0, 255, 0), LoaderJitter.Apply(red, options, [0, 1, 2, 3], [0, 0, 0, 1])[0, 0]);
        Assert.Equal((0, 0, 255), LoaderJitter.Apply(red, options with { TakesBlueForRed = true }, [0, 1, 2, 3], [0, 0, 0, 1])[0, 0]);
    }

    [Fact]
    public void Apply_KernelBlur_IsTheSampledKernelAndBoxBlurIsPillows()
    {
        var (image, _, _) = Places(64, 64);
        var random = new RandomStream(4);
        for (int i = 0; i < image.Pixels.Length; i++)
            image.Pixels[i] = (byte)random.NextInt(256);
        var kernel = ImagePreparation.Plain(64, 64) with { Random = new RandomTransforms { Blur = new() { Probability = 1, SigmaMinimum = 0.9, SigmaMaximum = 0.9 } } };
        // A tenth of 64, rounded up and made odd: 7 taps.
        Assert.Equal(Blur.Gaussian(image, 0.9, 7).Pixels, SampleTransforms.Apply(kernel, new RandomStream(1), image).Image.Pixels);
        var boxes = ImagePreparation.Plain(64, 64) with { BlurProbability = 1, BlurMaxRadius = 1 };
        var stream = new RandomStream(1);
        stream.NextDouble();
        stream.NextDouble();
        double radius = stream.NextDouble();
        Assert.Equal(Blur.GaussianByBoxes(image, radius).Pixels, SampleTransforms.Apply(boxes, new RandomStream(1), image).Image.Pixels);
    }

    [Fact]
    public void Loader_WithRandomTransforms_GivesCropsThatDoNotDependOnWorkers()
    {
        var preparation = ImagePreparation.Training(40, 20) with
        {
            Normalisation = Normalisation.PlainRgb,
            Random = new RandomTransforms { ScaleMinimum = 0.5, ScaleMaximum = 2, CropWidth = 24, CropHeight = 16, Jitter = ColourJitterOptions.Dsp, GreyProbability = 0.2, Blur = new() },
        };
        DomainLoader Loader(int workers) => new(new MemoryDataset(7, 40, 20), new MemoryDataset(5, 40, 20).WithoutLabels(), new DomainLoaderOptions
        {
            SourceBatch = 2, TargetBatch = 1, SourcePreparation = preparation, TargetPreparation = preparation, Seed = 5, Workers = workers,
        });
        using var one = Loader(1);
        using var four = Loader(4);
        long step = 0;
        foreach (var batch in four.From(0).Take(12))
        {
            using var expected = one.Load(step++);
            Assert.Equal([2, 3, 16, 24], batch.Source.Images.shape);
            Assert.Equal([2, 16, 24], batch.Source.Labels.shape);
            Assert.Equal([1, 3, 16, 24], batch.Target.Images.shape);
            Assert.Equal(expected.Source.Images.data<float>().ToArray(), batch.Source.Images.data<float>().ToArray());
            Assert.Equal(expected.Source.Labels.data<long>().ToArray(), batch.Source.Labels.data<long>().ToArray());
            Assert.Equal(expected.Target.Images.data<float>().ToArray(), batch.Target.Images.data<float>().ToArray());
            batch.Dispose();
        }
    }

    [Fact]
    public void Random_Null_LeavesTheDescriptionOfARunAsItWas()
    {
        string json = System.Text.Json.JsonSerializer.Serialize(ImagePreparation.Training(8, 4));
        Assert.DoesNotContain("Random", json);
        Assert.DoesNotContain("Output", json);
        Assert.Contains("CropWidth", System.Text.Json.JsonSerializer.Serialize(ImagePreparation.Training(8, 4) with { Random = RandomTransforms.Crop(4, 4) }));
    }

    [Theory]
    [InlineData("ScaleMinimum")]
    [InlineData("CropWidth")]
    [InlineData("GreyProbability")]
    [InlineData("Hue")]
    [InlineData("SigmaMinimum")]
    [InlineData("Size")]
    public void Validate_OutOfRange_NamesTheField(string field)
    {
        var random = field switch
        {
            "ScaleMinimum" => RandomTransforms.Crop(4, 4) with { ScaleMinimum = 2, ScaleMaximum = 1 },
            "CropWidth" => new RandomTransforms { ScaleMinimum = 0.5 },
            "GreyProbability" => new RandomTransforms { GreyProbability = 1.1 },
            "Hue" => new RandomTransforms { Jitter = ColourJitterOptions.Dsp with { Hue = 0.6 } },
            "SigmaMinimum" => new RandomTransforms { Blur = new() { SigmaMinimum = 0 } },
            _ => new RandomTransforms { Blur = new() { Size = 4 } },
        };
        Assert.Contains($".{field}:", Assert.Throws<ArgumentException>(() => (ImagePreparation.Plain(8, 8) with { Random = random }).Validate()).Message);
    }

    private static ImagePreparation Zero(int width, int height) => ImagePreparation.Plain(width, height) with
    {
        Normalisation = new() { Order = ChannelOrder.Rgb, Scale = 1.0 / 255, Mean = new(0, 0, 0), Std = new(1, 1, 1) },
    };
}
