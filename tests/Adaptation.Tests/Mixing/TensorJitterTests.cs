using Research.Adaptation.Data;
using Research.Adaptation.Mixing;
using static TorchSharp.torch;

namespace Research.Adaptation.Tests.Mixing;

public sealed class TensorJitterTests
{
    [Theory]
    [InlineData(0.2)]
    [InlineData(-0.25)]
    public void Brightness_RandomPicture_AddsAndClamps(double change) =>
        Agrees(x => TensorJitter.Brightness(x, change), (r, g, b) => (r + change, g + change, b + change));

    [Theory]
    [InlineData(1.25)]
    [InlineData(0.75)]
    public void Contrast_RandomPicture_MultipliesWithoutAMean(double factor) =>
        Agrees(x => TensorJitter.Contrast(x, factor), (r, g, b) => (r * factor, g * factor, b * factor));

    [Theory]
    [InlineData(1.25)]
    [InlineData(0.75)]
    [InlineData(4)]
    [InlineData(0)]
    public void Saturation_RandomPicture_EqualsTheWayThroughHsv(double factor) => Agrees(x => TensorJitter.Saturation(x, factor), (r, g, b) =>
    {
        var (h, s, v) = ToHsv(r, g, b);
        return FromHsv(h, Math.Min(1, s * factor), v);
    });

    [Theory]
    [InlineData(0.25)]
    [InlineData(-0.25)]
    [InlineData(3)]
    public void Hue_RandomPicture_EqualsTheWayThroughHsv(double radians) => Agrees(x => TensorJitter.Hue(x, radians), (r, g, b) =>
    {
        var (h, s, v) = ToHsv(r, g, b);
        return FromHsv(h + radians, s, v);
    });

    [Fact]
    public void Hue_ThirdOfTheCircle_TurnsRedIntoGreenAndKeepsGrey()
    {
        using var scope = NewDisposeScope();
        var picture = tensor(new[] { 1.0, 0.4, 0.0, 0.4, 0.0, 0.4 }, [1, 3, 1, 2]);
        Assert.Equal([0, 0.4, 1, 0.4, 0, 0.4], TestTensors.Values(TensorJitter.Hue(picture, 2 * Math.PI / 3)).Select(v => Math.Round(v, 9)));
    }

    [Fact]
    public void Apply_Batch_DrawsForEachPictureFromItsOwnBranch()
    {
        using var scope = NewDisposeScope();
        var pictures = Colours(3);
        var jittered = TensorJitter.Apply(pictures, new JitterOptions(), new RandomStream(6));
        Assert.True(jittered.equal(TensorJitter.Apply(pictures, new JitterOptions(), new RandomStream(6))).all().item<bool>());
        var first = TensorJitter.Apply(pictures.narrow(0, 0, 1), new JitterOptions(), new RandomStream(6));
        Assert.True(jittered.narrow(0, 0, 1).equal(first).all().item<bool>());
        var same = TensorJitter.Apply(cat([pictures[0].unsqueeze(0), pictures[0].unsqueeze(0)], dim: 0), new JitterOptions(), new RandomStream(6));
        Assert.False(same[0].equal(same[1]).all().item<bool>());
        Assert.InRange(jittered.min().item<double>(), 0, 1);
        Assert.InRange(jittered.max().item<double>(), 0, 1);
    }

    [Fact]
    public void Apply_NoStrength_ChangesNothing()
    {
        using var scope = NewDisposeScope();
        var pictures = Colours(2);
        var still = new JitterOptions { Brightness = 0, Contrast = 0, Saturation = 0, Hue = 0 };
        Assert.True((TensorJitter.Apply(pictures, still, new RandomStream(6)) - pictures).abs().max().item<double>() < 1e-12);
    }

    [Fact]
    public void StrongAugmentation_ChannelOrder_DoesNotMatterUnlessTheReleasedCodeIsMeant()
    {
        using var scope = NewDisposeScope();
        var colours = Colours(2);
        Tensor Augmented(Normalisation normalisation, Fidelity fidelity)
        {
            var bgr = normalisation.Order == ChannelOrder.Bgr;
            var normalised = Shifted((bgr ? colours.flip([1]) : colours) * 255, normalisation, -1);
            var augmentation = new StrongAugmentation(new StrongAugmentationOptions { Fidelity = fidelity }, normalisation);
            var output = Shifted(augmentation.Apply(normalised, (true, true), new RandomStream(8)), normalisation, 1) / 255;
            return bgr ? output.flip([1]) : output;
        }

        var plain = Normalisation.CaffeBgr with { Order = ChannelOrder.Rgb };
        var expected = Augmented(plain, Fidelity.Paper);
        Assert.True((Augmented(Normalisation.CaffeBgr, Fidelity.Paper) - expected).abs().max().item<double>() < 1e-9);
        Assert.True((Augmented(Normalisation.CaffeBgr, Fidelity.ReleasedCode) - expected).abs().max().item<double>() > 1e-3);
    }

    [Fact]
    public void StrongAugmentation_Gates_OpenAsOftenAsTheOptionsSay()
    {
        var augmentation = new StrongAugmentation(new StrongAugmentationOptions(), Normalisation.PlainRgb);
        var gates = Enumerable.Range(0, 2000).Select(seed => augmentation.DrawGates(new RandomStream(seed))).ToList();
        // Standard deviations 18 and 22 of 2000; five of them.
        Assert.InRange(gates.Count(g => g.Jitter), 1600 - 90, 1600 + 90);
        Assert.InRange(gates.Count(g => g.Blur), 1000 - 112, 1000 + 112);
        Assert.Equal((false, false), new StrongAugmentation(StrongAugmentationOptions.None, Normalisation.PlainRgb).DrawGates(new RandomStream(1)));
    }

    [Fact]
    public void StrongAugmentation_ClosedGates_ReturnsACopy()
    {
        using var scope = NewDisposeScope();
        var pictures = Colours(2);
        var same = new StrongAugmentation(new StrongAugmentationOptions(), Normalisation.PlainRgb).Apply(pictures, (false, false), new RandomStream(8));
        Assert.True(same.equal(pictures).all().item<bool>());
    }

    [Theory]
    [InlineData("Brightness")]
    [InlineData("Contrast")]
    [InlineData("Saturation")]
    [InlineData("Hue")]
    [InlineData("JitterProbability")]
    [InlineData("BlurProbability")]
    public void Validate_FieldOutOfRange_NamesIt(string field)
    {
        Action validate = field switch
        {
            "Brightness" => new JitterOptions { Brightness = -1 }.Validate,
            "Contrast" => new JitterOptions { Contrast = 2 }.Validate,
            "Saturation" => new JitterOptions { Saturation = double.NaN }.Validate,
            "Hue" => new JitterOptions { Hue = 4 }.Validate,
            "JitterProbability" => new StrongAugmentationOptions { JitterProbability = 1.5 }.Validate,
            _ => new StrongAugmentationOptions { BlurProbability = -0.1 }.Validate,
        };
        Assert.Contains("." + field, Assert.Throws<ArgumentException>(validate).Message);
    }

    private static Tensor Shifted(Tensor images, Normalisation normalisation, int sign) =>
        images + sign * tensor(new[] { normalisation.Mean.First, normalisation.Mean.Second, normalisation.Mean.Third }, [1, 3, 1, 1]);

    private static Tensor Colours(int n)
    {
        var random = new RandomStream(11);
        var values = new double[n * 3 * 20];
        for (var i = 0; i < values.Length; i++) values[i] = random.NextDouble();
        // A black, a white, a grey and a saturated pixel are in the first picture.
        double[][] special = [[0, 0, 0], [1, 1, 1], [0.5, 0.5, 0.5], [1, 0, 0.2]];
        for (var p = 0; p < special.Length; p++)
            for (var c = 0; c < 3; c++) values[c * 20 + p] = special[p][c];
        return tensor(values, [n, 3, 4, 5]);
    }

    private static void Agrees(Func<Tensor, Tensor> change, Func<double, double, double, (double, double, double)> perPixel)
    {
        using var scope = NewDisposeScope();
        var pictures = Colours(2);
        var (from, to) = (TestTensors.Values(pictures), TestTensors.Values(change(pictures)));
        for (var i = 0; i < 2; i++)
        for (var p = 0; p < 20; p++)
        {
            double At(double[] values, int c) => values[(i * 3 + c) * 20 + p];
            var (r, g, b) = perPixel(At(from, 0), At(from, 1), At(from, 2));
            Assert.Equal(Math.Clamp(r, 0, 1), At(to, 0), 9);
            Assert.Equal(Math.Clamp(g, 0, 1), At(to, 1), 9);
            Assert.Equal(Math.Clamp(b, 0, 1), At(to, 2), 9);
        }
    }

    // The textbook conversions (Smith 1978), hue in radians.
    private static (double H, double S, double V) ToHsv(double r, double g, double b)
    {
        var (v, c) = (Math.Max(r, Math.Max(g, b)), Math.Max(r, Math.Max(g, b)) - Math.Min(r, Math.Min(g, b)));
        if (c == 0) return (0, 0, v);
        var sixth = v == r ? (g - b) / c : v == g ? (b - r) / c + 2 : (r - g) / c + 4;
        return (sixth * Math.PI / 3, c / v, v);
    }

    private static (double R, double G, double B) FromHsv(double h, double s, double v)
    {
        var sixth = h / (Math.PI / 3);
        sixth -= 6 * Math.Floor(sixth / 6);
        var (i, f) = ((int)sixth % 6, sixth - Math.Floor(sixth));
        var (p, q, t) = (v * (1 - s), v * (1 - s * f), v * (1 - s * (1 - f)));
        return i switch { 0 => (v, t, p), 1 => (q, v, p), 2 => (p, v, t), 3 => (p, q, v), 4 => (t, p, v), _ => (v, p, q) };
    }
}
