using Research.Adaptation.Depth;
using Research.Adaptation.Methods;
using Research.Adaptation.Training;
using Research.Imaging;
using Research.Scenes;
using TorchSharp;
using static TorchSharp.torch;

namespace Research.Adaptation.Tests.Depth;

public sealed class SelfSupervisedDepthTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Step_Twice_GivesTheSameLossesAndWeightsToTheBit(bool video)
    {
        var (first, second) = (TinyDepth.Train(video, 4), TinyDepth.Train(video, 4));
        Assert.Equal(first.Steps.SelectMany(s => s.Losses), second.Steps.SelectMany(s => s.Losses));
        Assert.Equal(first.Weights, second.Weights);
    }

    [Fact]
    public void Error_OfAWallsDistance_IsLeastAtTheTruthAndDescentFindsIt()
    {
        using var scope = NewDisposeScope();
        using var loader = TinyDepth.Loader(batch: 1);
        using var batch = loader.Load(0);
        var truth = ((IStereoDataset)new TinyDepth.Walls(6)).Load(int.Parse(batch.Names[0].Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture)).Truth.Metres[0];
        Tensor Loss(Tensor metres)
        {
            var depth = metres.reshape(1, 1, 1, 1).expand(1, 1, TinyDepth.Height, TinyDepth.Width);
            // Without the left border, which the right camera does not see.
            return Photometric.Error(ViewWarp.Warp(batch.Views[0].Picture, depth, batch.Views[0].Motion!, batch.Intrinsics), batch.Target).narrow(3, 12, TinyDepth.Width - 12).mean();
        }
        var errors = Enumerable.Range(0, 41).Select(i => TestTensors.Value(Loss(tensor((float)(truth * (0.8 + 0.01 * i)))))).ToArray();
        Assert.InRange(Array.IndexOf(errors, errors.Min()), 19, 21);
        var guess = tensor(1.08f * truth).requires_grad_();
        for (var step = 0; step < 60; step++)
        {
            Loss(guess).backward();
            using var noGrad = no_grad();
            guess.sub_(guess.grad!.sign() * 0.02 * truth * Math.Pow(0.93, step));
            guess.grad = null;
        }
        Assert.Equal(truth, TestTensors.Value(guess), 1);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Step_Losses_AreTheFormulaOverItsRecordedParts(bool video)
    {
        using var model = TinyDepth.Model();
        using var loader = TinyDepth.Loader(video);
        using var method = TinyDepth.Method(model, video, new SelfSupervisedDepthOptions { Smoothness = 0.5 });
        using var trainer = new Trainer<DepthBatch>(model, method, TinyDepth.Options(), new RandomStream(5));
        var seen = new Dictionary<string, double[]>();
        using var batch = loader.Load(0);
        var losses = trainer.Step(batch, 0, (name, value) => seen[name] = TestTensors.Values(value)).Losses.ToDictionary(l => l.Name, l => l.Value);
        Assert.Equal(losses["depth.photometric"] + 0.5 * losses["depth.smoothness"], losses["depth"], 5);
        string[] views = video ? ["previous", "next"] : ["right"];
        Assert.Equal(((string[])["depth", "error", "mask", .. views.Select(v => "motion." + v), .. views.Select(v => "warped." + v)]).Order(), seen.Keys.Order());
        Assert.InRange(seen["mask"].Average(), 0.001, 1);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Step_AnyViews_LeavesNoTensorBehind(bool video)
    {
        using var model = TinyDepth.Model();
        using var loader = TinyDepth.Loader(video);
        using var method = TinyDepth.Method(model, video);
        using var trainer = new Trainer<DepthBatch>(model, method, TinyDepth.Options(), new RandomStream(5));
        Leaks.AssertNone(trainer, loader, model);
    }

    [Fact]
    public void Step_Video_TrainsThePoseNetworkToo()
    {
        using var model = TinyDepth.Model();
        using var loader = TinyDepth.Loader(video: true);
        using var method = TinyDepth.Method(model, video: true);
        using var trainer = new Trainer<DepthBatch>(model, method, TinyDepth.Options(), new RandomStream(5));
        var before = TestTensors.Values(method.Pose!.parameters().First());
        using (var batch = loader.Load(0)) trainer.Step(batch, 0);
        Assert.NotEqual(before, TestTensors.Values(method.Pose!.parameters().First()));
        Assert.Equal("pose", method.Modules.Keys.Single());
    }

    [Fact]
    public void Step_VideoWithoutPoseNetwork_SaysSo()
    {
        using var model = TinyDepth.Model();
        using var loader = TinyDepth.Loader(video: true);
        using var batch = loader.Load(0);
        using var scope = NewDisposeScope();
        var error = Assert.Throws<InvalidOperationException>(() => TinyDepth.Method(model).Step(batch, new StepContext(0, 1, new RandomStream(0))).ToList());
        Assert.Contains("'previous'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Step_TwentySteps_GiveTheseLosses()
    {
        // Kept from the first run of this method; a change of numerics has to change them knowingly. Three digits: libraries round differently.
        double[] Every(bool video) => [.. TinyDepth.Train(video, 20).Steps.Where((_, i) => i % 4 == 3).Select(s => s.Losses[0].Value)];
        var (stereo, video) = (Every(video: false), Every(video: true));
        Agrees([0.0749, 0.1012, 0.0686, 0.1391, 0.1207, 0.0498, 0.0824, 0.0425, 0.0437], [.. stereo, .. video]);

        static void Agrees(double[] expected, double[] actual) => Assert.True(
            expected.Zip(actual, (e, a) => Math.Abs(e - a)).Max() < 1e-3, string.Join(", ", actual.Select(a => a.ToString("f4", System.Globalization.CultureInfo.InvariantCulture))));
    }

    [Fact]
    public void Load_MirroredStereoBatch_HasItsPartnerOnTheOtherSide()
    {
        using var scope = NewDisposeScope();
        var walls = new TinyDepth.Walls(1);
        DepthBatch Load(double flip)
        {
            using var loader = new DepthLoader((IStereoDataset)walls, new DepthLoaderOptions { Batch = 1, FlipProbability = flip, JitterProbability = 0 });
            return loader.Load(0);
        }
        using var plain = Load(0);
        using var mirrored = Load(1);
        Assert.Equal(TestTensors.Values(plain.Target.flip(3)), TestTensors.Values(mirrored.Target));
        Assert.Equal(TestTensors.Values(plain.Views[0].Picture.flip(3)), TestTensors.Values(mirrored.Views[0].Picture));
        // Either way the true depth rebuilds the target, but for the strip that the partner does not see (60 * 0.5 / 4 = 7.5 pixels).
        foreach (var (batch, from) in new[] { (plain, 8), (mirrored, 0) })
        {
            var warped = ViewWarp.Warp(batch.Views[0].Picture, full(1, 1, TinyDepth.Height, TinyDepth.Width, 4.0f), batch.Views[0].Motion!, batch.Intrinsics);
            Assert.True(TestTensors.Value((warped - batch.Target).abs().narrow(3, from, TinyDepth.Width - 8).mean()) < 0.02);
        }
    }

    [Fact]
    public void Step_OnlyVisible_CountsNoPixelThatNoViewShows()
    {
        // A wall at 4 m, and a network that still says 8 m: 60 * 0.5 / 8 = 3.75 pixels of the left border fall outside the right picture.
        using var model = TinyDepth.Model();
        using var loader = TinyDepth.Loader();
        using var batch = loader.Load(0);
        double[] Errors(bool visible)
        {
            using var trainer = new Trainer<DepthBatch>(model, TinyDepth.Method(model, options: new SelfSupervisedDepthOptions { OnlyVisible = visible, AutoMask = false }),
                TinyDepth.Options() with { Schedule = new ConstantSchedule(1e-12) }, new RandomStream(5));
            var error = Array.Empty<double>();
            trainer.Step(batch, 0, (name, value) => error = name == "error" ? TestTensors.Values(value) : error);
            return error;
        }
        var (all, visible) = (Errors(false), Errors(true));
        Assert.All(all, e => Assert.True(e > 0));
        var dropped = Enumerable.Range(0, all.Length).Where(i => visible[i] == 0).ToArray();
        Assert.InRange(dropped.Length, 2 * TinyDepth.Height, all.Length / 4);
        foreach (var i in Enumerable.Range(0, all.Length).Except(dropped)) Assert.Equal(all[i], visible[i], 5);
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 1)]
    [InlineData(false, 2)]
    public void Step_TwoPictureSizes_IsTheMeanOfTheErrorsAtBoth(bool video, int reduction)
    {
        using var scope = NewDisposeScope();
        using var model = TinyDepth.Model();
        using var loader = TinyDepth.Loader(video);
        using var batch = loader.Load(0);
        using var method = TinyDepth.Method(model, video, new SelfSupervisedDepthOptions { PictureSizes = 2, PictureReduction = reduction, AutoMask = false });
        var (motions, shapes) = (new Dictionary<string, Tensor>(), new Dictionary<string, long[]>());
        var loss = method.Step(batch, new StepContext(0, 1, new RandomStream(0), (name, value) =>
        {
            shapes.Add(name, value.shape);
            if (name.StartsWith("motion.", StringComparison.Ordinal)) motions.Add(name, value.clone());
        })).Single();
        Assert.Equal([2L, 1, TinyDepth.Height / reduction, TinyDepth.Width / reduction], shapes["error"]);

        // The disparity of the second scale is not recorded, so the network is asked again; it is in training mode, where running statistics do not matter.
        double expected = 0;
        foreach (var output in model.Forward(batch.TargetInput))
        {
            var disparity = output.shape[2] == TinyDepth.Height ? output
                : nn.functional.interpolate(output, size: [TinyDepth.Height, TinyDepth.Width], mode: InterpolationMode.Bilinear, align_corners: false);
            foreach (var factor in new[] { reduction, 2 * reduction })
            {
                Tensor Small(Tensor t) => factor > 1 ? nn.functional.avg_pool2d(t, factor) : t;
                var depth = Small(model.ToDepth(disparity).reciprocal()).reciprocal();
                var errors = batch.Views.Select(v => Photometric.Error(
                    ViewWarp.Warp(Small(v.Picture), depth, motions[$"motion.{v.Name}"], batch.Intrinsics / factor), Small(batch.Target)));
                expected += TestTensors.Value(Photometric.Minimum([.. errors]).mean()) / (2 * TinyDepth.Network.Scales);
            }
        }
        Assert.Equal(expected, TestTensors.Value(loss.Parts.First(p => p.Name == "depth.photometric").Value), 5);
    }

    [Fact]
    public void Forward_Reduction_IsTheNetworkOnHalvedPicturesEnlarged()
    {
        using var scope = NewDisposeScope();
        using var plain = TinyDepth.Model();
        using var reduced = new DepthNetwork(TinyDepth.Network with { Reduction = 2 }, new RandomStream(1).Split("weights"));
        var picture = DepthTensors.Picture(2, 3, 64, 80).to(ScalarType.Float32);
        var (small, large) = (plain.Forward(nn.functional.avg_pool2d(picture, 2)), reduced.Forward(picture));
        Assert.Equal(["2x1x64x80", "2x1x32x40"], large.Select(o => string.Join('x', o.shape)));
        // Column 7 lies a quarter of the way from the centre of small column 3 to that of 4; row 0 above all centres.
        Tensor Column(Tensor map, int x) => map[.., .., 0, x];
        var expected = TestTensors.Values(0.75 * Column(small[0], 3) + 0.25 * Column(small[0], 4));
        Assert.All(expected.Zip(TestTensors.Values(Column(large[0], 7))), p => Assert.Equal(p.First, p.Second, 5));
        Assert.Throws<ArgumentException>(() => reduced.Forward(picture[.., .., ..32]));
    }

    [Fact]
    public void Forward_RowChannel_SeesTheRowsFromMinusOneToOne()
    {
        // A red plane that holds the rows too: were the fourth channel anything else, the gradients of its weights would differ from red's.
        using var scope = NewDisposeScope();
        using var model = new DepthNetwork(TinyDepth.Network with { RowChannel = true }, new RandomStream(1));
        var picture = DepthTensors.Picture(2, 3, 40, 72).to(ScalarType.Float32);
        for (var y = 0; y < 40; y++) picture[.., 0, y].fill_((float)(0.45 + 0.225 * ((2 * y + 1) / 40.0 - 1)));
        model.Forward(picture)[0].square().sum().backward();
        var gradient = model.named_parameters().Single(p => p.name == "encoder.conv1.weight").parameter.grad!;
        Assert.Equal([4L, 4, 7, 7], gradient.shape);
        var (red, rows) = (TestTensors.Values(gradient[.., 0]), TestTensors.Values(gradient[.., 3]));
        var largest = rows.Max(Math.Abs);
        Assert.True(largest > 1e-6);
        Assert.All(red.Zip(rows), p => Assert.Equal(p.First / largest, p.Second / largest, 3));
    }

    [Fact]
    public void Prediction_AveragedWithMirrored_IsTheMeanAndMirrorsWithThePicture()
    {
        using var plain = new DepthNetwork(TinyDepth.Network, new RandomStream(1));
        using var averaged = new DepthNetwork(TinyDepth.Network with { AverageWithMirrored = true }, new RandomStream(1));
        plain.eval();
        averaged.eval();
        var picture = ((IStereoDataset)new TinyDepth.Walls(6)).Load(1).Left;
        var mirror = picture.FlipHorizontally();
        var (one, other) = (PredictedDepth.Of(plain, picture), PredictedDepth.Of(plain, mirror));
        var (mean, mirrored) = (PredictedDepth.Of(averaged, picture), PredictedDepth.Of(averaged, mirror));
        var apart = 0.0;
        for (var y = 0; y < picture.Height; y++)
            for (var x = 0; x < picture.Width; x++)
            {
                var (a, b) = (1 / one[x, y], 1 / other[picture.Width - 1 - x, y]);
                apart = Math.Max(apart, Math.Abs(a - b) / a);
                Assert.Equal(1, (a + b) / 2 * mean[x, y], 4);
                Assert.Equal(1, mean[x, y] / mirrored[picture.Width - 1 - x, y], 4);
            }
        Assert.True(apart > 1e-4, "the picture and its mirror image are told the same");
    }

    [Fact]
    public void Forward_PoseThatBeginsAhead_DiffersFromRestByThatStepOnly()
    {
        using var scope = NewDisposeScope();
        PoseNetwork Pose(double forward) => new(2, new RandomStream(4), 0.1, forward);
        using var rest = Pose(0);
        using var ahead = Pose(0.02);
        var (first, second) = (DepthTensors.Picture(1, 3, 32, 64).to(ScalarType.Float32), DepthTensors.Picture(1, 3, 32, 64, seed: 2).to(ScalarType.Float32));
        // The bias of the third translation replaces the drawn one: |bias| <= 1/sqrt(32), times 0.1.
        var difference = TestTensors.Values(ahead.Forward(first, second) - rest.Forward(first, second));
        Assert.All(difference[..5], d => Assert.Equal(0, d));
        Assert.InRange(difference[5], -0.02 - 0.1 / Math.Sqrt(32), -0.02 + 0.1 / Math.Sqrt(32));
        using var zeroed = Pose(0.02);
        using (no_grad()) zeroed.named_parameters().Single(p => p.name == "head.weight").parameter.zero_();
        Assert.Equal(-0.02, TestTensors.Values(zeroed.Forward(first, second))[5], 6);
        Assert.Throws<ArgumentException>(() => Pose(double.NaN));
    }

    [Fact]
    public void Load_SameStepAgain_GivesTheSameBatchWhateverTheWorkers()
    {
        using var scope = NewDisposeScope();
        using var one = TinyDepth.Loader();
        using var many = new DepthLoader((IStereoDataset)new TinyDepth.Walls(6), new DepthLoaderOptions { Batch = 2, Seed = 3, Workers = 3 });
        var ahead = many.From(4).Take(2).ToList();
        using var batch = one.Load(5);
        Assert.Equal(batch.Names, ahead[1].Names);
        Assert.Equal(TestTensors.Values(batch.TargetInput), TestTensors.Values(ahead[1].TargetInput));
        Assert.NotEqual(batch.Names.Concat(one.Load(6).Names), ahead[0].Names.Concat(batch.Names));
        foreach (var b in ahead) b.Dispose();
    }

    [Fact]
    public void Load_CachedScenes_ReadBackEqualToTheRenderedOnes()
    {
        var folder = Directory.CreateTempSubdirectory("depth scenes").FullName;
        try
        {
            var size = new SceneSize(48, 32);
            var stereo = new StereoSceneDataset(SceneDomains.Street, 5, 2, 1, size, folder);
            var video = new VideoSceneDataset(SceneDomains.Street, 5, 2, 1, 3, 0.2, size, folder);
            var (rendered, kept) = (stereo.Load(0), stereo.Load(0));
            var (driven, again) = (video.Load(0), video.Load(0));
            Assert.NotEmpty(Directory.EnumerateFiles(folder, "*.depth", SearchOption.AllDirectories));
            Assert.Equal(rendered.Right.Pixels, kept.Right.Pixels);
            Assert.Equal(rendered.Truth.Metres, kept.Truth.Metres);
            Assert.Equal(rendered.Intrinsics, kept.Intrinsics);
            Assert.Equal(driven.Next.Pixels, again.Next.Pixels);
            Assert.Equal(driven.Poses, again.Poses);
            Assert.Equal(new Research.Adaptation.Data.SceneDataset(SceneDomains.Street, 5, 2, 1, size, Research.Adaptation.Data.LabelSpaces.Cityscapes19).Load(0).Image.Pixels, kept.Left.Pixels);
            // A damaged file is rendered again.
            var file = Directory.EnumerateFiles(folder, "000002.depth", SearchOption.AllDirectories).Single();
            var bytes = File.ReadAllBytes(file);
            bytes[^5] ^= 1;
            File.WriteAllBytes(file, bytes);
            Assert.Equal(rendered.Left.Pixels, stereo.Load(0).Left.Pixels);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void ToDepth_EndsOfTheRange_AreNearestAndFarthest()
    {
        using var scope = NewDisposeScope();
        using var model = new DepthNetwork(new DepthNetworkOptions { Width = 4, DecoderWidth = 2 }, new RandomStream(1));
        var metres = TestTensors.Values(model.ToDepth(tensor(new[] { 0.0, 1.0 })));
        Assert.Equal(100, metres[0], 6);
        Assert.Equal(1, metres[1], 6);
        model.eval();
        var outputs = model.Forward(DepthTensors.Picture(1, 3, 40, 72).to(ScalarType.Float32));
        Assert.Equal(["1x1x40x72", "1x1x20x36", "1x1x10x18", "1x1x5x9"], outputs.Select(o => string.Join('x', o.shape)));
        Assert.All(TestTensors.Values(model.ToDepth(outputs[0])), z => Assert.InRange(z, 4, 25));
    }

    [Fact]
    public void ToDepth_LogarithmicRange_HasEqualRatiosBetweenEqualSteps()
    {
        using var scope = NewDisposeScope();
        using var model = new DepthNetwork(new DepthNetworkOptions { Width = 4, DecoderWidth = 2, Farthest = 81, LogarithmicRange = true, Initial = 9 }, new RandomStream(1));
        var metres = TestTensors.Values(model.ToDepth(tensor(new[] { 0.0, 0.25, 0.5, 0.75, 1.0 })));
        Assert.All(metres.Zip([81, 27, 9, 3, 1]), m => Assert.Equal(m.Second, m.First, 9));
        GradientCheck.Passes(s => model.ToDepth(s).sum(), DepthTensors.Uniform(0, 1, 7, 1, 1, 3, 4));
        model.eval();
        Assert.All(TestTensors.Values(model.ToDepth(model.Forward(DepthTensors.Picture(1, 3, 40, 72).to(ScalarType.Float32))[0])), z => Assert.InRange(z, 4, 20));
    }

    [Fact]
    public void Equals_OneOptionDiffers_IsFalseWhicheverItIs()
    {
        var options = new DepthNetworkOptions();
        Assert.Equal(options, options with { Blocks = [2, 2, 2, 2] });
        Assert.Equal(options.GetHashCode(), (options with { Blocks = [2, 2, 2, 2] }).GetHashCode());
        var properties = typeof(DepthNetworkOptions).GetProperties();
        Assert.True(properties.Length >= 10);
        foreach (var property in properties)
        {
            var other = options with { };
            property.SetValue(other, property.GetValue(options) switch
            {
                int number => number + 1,
                double number => number + 1,
                bool flag => !flag,
                IReadOnlyList<int> => new[] { 2, 2, 2, 3 },
                var value => throw new InvalidOperationException($"{property.Name}: this test knows no other value than {value}"),
            });
            Assert.False(options.Equals(other), property.Name);
            Assert.NotEqual(options.GetHashCode(), other.GetHashCode());
        }
    }

    [Fact]
    public void Options_OutOfRange_NameTheField()
    {
        void Throws(string field, Action validate) => Assert.Contains(field, Assert.Throws<ArgumentException>(validate).Message, StringComparison.Ordinal);
        Throws("Blocks", () => new DepthNetworkOptions { Blocks = [1] }.Validate());
        Throws("Width", () => new DepthNetworkOptions { Width = 0 }.Validate());
        Throws("Scales", () => new DepthNetworkOptions { Scales = 5 }.Validate());
        Throws("Reduction", () => new DepthNetworkOptions { Reduction = 3 }.Validate());
        Throws("PictureReduction", () => new SelfSupervisedDepthOptions { PictureReduction = 3 }.Validate());
        Throws("Initial", () => new DepthNetworkOptions { Initial = 200 }.Validate());
        Throws("Structure", () => new SelfSupervisedDepthOptions { Structure = 2 }.Validate());
        Throws("Smoothness", () => new SelfSupervisedDepthOptions { Smoothness = -1 }.Validate());
        Throws("PictureSizes", () => new SelfSupervisedDepthOptions { PictureSizes = 6 }.Validate());
        Throws("Batch", () => new DepthLoaderOptions { Batch = 0 }.Validate());
        Throws("FlipProbability", () => new DepthLoaderOptions { FlipProbability = 2 }.Validate());
    }
}
