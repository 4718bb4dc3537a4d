using Research.Adaptation.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace Research.Adaptation.Tests.Losses;

public sealed class DirectionalContrastTests
{
    private static readonly DirectionalContrastOptions Small = new() { Threshold = 0.4, RowBlock = 5, ColumnBlock = 7 };

    [Theory]
    [InlineData(1, Fidelity.Paper)]
    [InlineData(2, Fidelity.Paper)]
    [InlineData(3, Fidelity.Paper)]
    [InlineData(1, Fidelity.ReleasedCode)]
    [InlineData(3, Fidelity.ReleasedCode)]
    public void Of_RandomViews_EqualsALoopOverPixelsAndBankEntries(int batch, Fidelity fidelity)
    {
        using var scope = NewDisposeScope();
        var (first, second, bank) = Random(pixels: 11 * batch, entries: 23 * batch, size: 6, classes: 4, seed: batch);
        var options = Small with { Fidelity = fidelity };
        var expected = Loop(first, second, bank, options) + Loop(second, first, bank, options);
        Assert.True(expected > 0.1);
        Assert.Equal(expected, TestTensors.Value(DirectionalContrast.Of(first, second, bank, options)), 1e-6);
        Assert.Equal(expected, TestTensors.Value(DirectionalContrast.Of(first, second, bank, new() { Threshold = 0.4, Fidelity = fidelity })), 1e-6);
    }

    [Theory]
    [InlineData(Fidelity.Paper)]
    [InlineData(Fidelity.ReleasedCode)]
    public void Of_SinglePrecision_EqualsTheLoopToSixDigits(Fidelity fidelity)
    {
        using var scope = NewDisposeScope();
        var (first, second, bank) = Random(pixels: 40, entries: 300, size: 16, classes: 5, seed: 9);
        static ContrastView Single(ContrastView v) => v with { Features = v.Features.to(ScalarType.Float32) };
        var options = new DirectionalContrastOptions { Threshold = 0.4, RowBlock = 16, ColumnBlock = 64, Fidelity = fidelity };
        var expected = Loop(first, second, bank, options);
        var value = TestTensors.Value(DirectionalContrast.OneWay(Single(first), Single(second), bank with { Features = bank.Features.to(ScalarType.Float32) }, options));
        Assert.Equal(1, value / expected, 1e-6);
    }

    [Theory]
    [InlineData(1, Fidelity.Paper)]
    [InlineData(2, Fidelity.Paper)]
    [InlineData(3, Fidelity.Paper)]
    [InlineData(2, Fidelity.ReleasedCode)]
    public void OneWay_Gradient_EqualsFiniteDifferences(int batch, Fidelity fidelity)
    {
        using var scope = NewDisposeScope();
        var (first, second, bank) = Random(pixels: 4 * batch, entries: 17, size: 3, classes: 3, seed: 20 + batch);
        var options = Small with { Fidelity = fidelity };
        GradientCheck.Passes(f => DirectionalContrast.OneWay(first with { Features = f }, second, bank, options), first.Features);
        Assert.Contains(GradientCheck.Of(f => DirectionalContrast.OneWay(first with { Features = f }, second, bank, options), first.Features), g => Math.Abs(g) > 0.01);
    }

    [Theory]
    [InlineData(1, Fidelity.Paper)]
    [InlineData(2, Fidelity.Paper)]
    [InlineData(3, Fidelity.Paper)]
    [InlineData(1, Fidelity.ReleasedCode)]
    [InlineData(2, Fidelity.ReleasedCode)]
    [InlineData(3, Fidelity.ReleasedCode)]
    public void Of_GradientOfEachSide_EqualsDifferencesOfTheLoopInItsOwnDirection(int batch, Fidelity fidelity)
    {
        // Padding is in the bank (Random puts it first), class 3 in neither view nor bank but in one pixel. Each side moves in its own direction only:
        // what the other direction says about it is a constant.
        using var scope = NewDisposeScope();
        var (first, second, bank) = Random(pixels: 6 * batch, entries: 9 * batch, size: 3, classes: 3, seed: 40 + batch);
        first.Labels[0] = tensor(3L);
        var options = Small with { Fidelity = fidelity };
        var (a, b) = (first.Features.clone().requires_grad_(), second.Features.clone().requires_grad_());
        DirectionalContrast.Of(first with { Features = a }, second with { Features = b }, bank, options).backward();
        EqualsDifferences(a.grad!, first.Features, f => Loop(first with { Features = f }, second, bank, options));
        EqualsDifferences(b.grad!, second.Features, f => Loop(second with { Features = f }, first, bank, options));
        Assert.All(new[] { a, b }, side => Assert.True(TestTensors.Values(side.grad!).Max(Math.Abs) > 0.01));
    }

    [Fact]
    public void Of_MoreThanOneDefaultBlock_EqualsTheLoop()
    {
        using var scope = NewDisposeScope();
        var options = new DirectionalContrastOptions { Threshold = 0.4 };
        var (first, second, bank) = Random(pixels: (int)options.RowBlock + 900, entries: (int)options.ColumnBlock + 11, size: 3, classes: 5, seed: 12);
        var moving = first with { Confidence = zeros_like(first.Confidence) };
        Assert.True(DirectionalContrast.Mask(moving, second, 0.4).sum().item<long>() > options.RowBlock);
        Assert.Equal(Loop(moving, second, bank, options), TestTensors.Value(DirectionalContrast.OneWay(moving, second, bank, options)), 1e-6);
    }

    [Theory]
    [InlineData(1, Fidelity.Paper)]
    [InlineData(3, Fidelity.Paper)]
    [InlineData(3, Fidelity.ReleasedCode)]
    public void Of_BankOfPaddingOnlyOrOfTheOwnClassOnly_IsZeroWithoutGradient(int batch, Fidelity fidelity)
    {
        using var scope = NewDisposeScope();
        var (first, second, bank) = Random(pixels: 5 * batch, entries: 7, size: 3, classes: 2, seed: 50);
        first = first with { Labels = zeros_like(first.Labels) };
        foreach (var label in new[] { ContrastBank.Nothing, 0L })
        {
            var features = first.Features.clone().requires_grad_();
            var loss = DirectionalContrast.OneWay(first with { Features = features }, second, bank with { Labels = full_like(bank.Labels, label) }, Small with { Fidelity = fidelity });
            loss.backward();
            Assert.Equal(0, TestTensors.Value(loss), 1e-7);
            Assert.All(TestTensors.Values(features.grad!), g => Assert.Equal(0, g, 1e-6));
        }
    }

    [Fact]
    public void OneWay_Backward_ReachesOnlyTheLessConfidentSide()
    {
        using var scope = NewDisposeScope();
        var (first, second, bank) = Random(pixels: 12, entries: 20, size: 4, classes: 3, seed: 3);
        var (a, b, n) = (first.Features.requires_grad_(), second.Features.requires_grad_(), bank.Features.requires_grad_());
        DirectionalContrast.OneWay(first, second, bank, Small).backward();
        Assert.Null(b.grad);
        Assert.Null(n.grad);
        var mask = DirectionalContrast.Mask(first, second, Small.Threshold).data<bool>().ToArray();
        var moved = a.grad!.abs().sum(dim: 1).data<double>().ToArray();
        Assert.Contains(true, mask);
        Assert.Contains(false, mask);
        for (var i = 0; i < mask.Length; i++) Assert.Equal(mask[i], moved[i] > 0);
    }

    [Fact]
    public void Mask_ConfidenceAndThreshold_AreStrict()
    {
        using var scope = NewDisposeScope();
        var from = View([0.5, 0.9, 0.8, 0.2, 0.8], [0, 0, 0, 0, 0]);
        var to = View([0.8, 0.8, 0.8, 0.7, 0.75], [0, 0, 0, 0, 0]);
        // More confident and above 0.7; less confident; equal; exactly at the threshold; less confident.
        Assert.Equal([true, false, false, false, false], DirectionalContrast.Mask(from, to, 0.7).data<bool>().ToArray());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5)]
    public void OneWay_AllFeaturesEqual_IsTheLogarithmOfTheNegatives(int negatives)
    {
        // Every similarity is 1/tau, so each pixel's loss is log(1 + m), m the bank entries of other classes.
        using var scope = NewDisposeScope();
        var from = View([0.5, 0.5], [0, 0]);
        var to = View([0.9, 0.9], [1, 1]);
        long[] labels = [0, 0, ContrastBank.Nothing, .. Enumerable.Repeat(2L, negatives)];
        var bank = new ContrastBank(View(labels.Select(_ => 1.0).ToArray(), labels).Features, tensor(labels));
        Assert.Equal(Math.Log(1 + negatives), TestTensors.Value(DirectionalContrast.OneWay(from, to, bank, new())), 1e-9);
    }

    [Fact]
    public void OneWay_NoPixelPasses_IsZeroWithAGraph()
    {
        using var scope = NewDisposeScope();
        var (first, second, bank) = Random(pixels: 6, entries: 5, size: 4, classes: 3, seed: 4);
        var features = first.Features.requires_grad_();
        var loss = DirectionalContrast.OneWay(first, second, bank, new() { Threshold = 1 });
        loss.backward();
        Assert.Equal(0, TestTensors.Value(loss));
        Assert.All(TestTensors.Values(features.grad!), g => Assert.Equal(0, g));
    }

    [Fact]
    public void Of_NoSharedPixel_IsZero()
    {
        using var scope = NewDisposeScope();
        var nothing = new ContrastView(zeros([0, 4], dtype: ScalarType.Float64), zeros([0], dtype: ScalarType.Float64), zeros([0], dtype: ScalarType.Int64));
        var (_, _, bank) = Random(pixels: 1, entries: 5, size: 4, classes: 3, seed: 4);
        Assert.Equal(0, TestTensors.Value(DirectionalContrast.Of(nothing, nothing, bank, new())));
    }

    [Fact]
    public void OneWay_EmptyBank_IsZero()
    {
        using var scope = NewDisposeScope();
        var bank = new ContrastBank(zeros([0, 2], dtype: ScalarType.Float64), zeros([0], dtype: ScalarType.Int64));
        Assert.Equal(0, TestTensors.Value(DirectionalContrast.OneWay(View([0.5], [0]), View([0.9], [0]), bank, new())), 1e-12);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(-100)]
    public void OneWay_HugeSimilarities_AreFinite(double scale)
    {
        // Not of length 1: similarities of +-100 / tau = 1000 overflow without the running maximum.
        using var scope = NewDisposeScope();
        var (first, second, bank) = Random(pixels: 6, entries: 40, size: 4, classes: 3, seed: 6);
        var from = (first with { Features = first.Features * scale }).Features.requires_grad_();
        var loss = DirectionalContrast.OneWay(first with { Features = from }, second, bank, Small);
        loss.backward();
        Assert.True(double.IsFinite(TestTensors.Value(loss)));
        Assert.All(TestTensors.Values(from.grad!), g => Assert.True(double.IsFinite(g)));
    }

    [Fact]
    public void OneWay_ClassAbsentFromTheBank_CountsAllEntries()
    {
        using var scope = NewDisposeScope();
        var (first, second, bank) = Random(pixels: 5, entries: 9, size: 4, classes: 2, seed: 7);
        first = first with { Labels = full_like(first.Labels, 17) };
        Assert.Equal(Loop(first, second, bank, Small), TestTensors.Value(DirectionalContrast.OneWay(first, second, bank, Small)), 1e-9);
    }

    [Theory]
    [InlineData("features")]
    [InlineData("confidence")]
    [InlineData("labels")]
    [InlineData("length")]
    public void Of_ShapesThatDoNotFit_AreNamed(string what)
    {
        using var scope = NewDisposeScope();
        var (first, second, bank) = Random(pixels: 5, entries: 9, size: 4, classes: 2, seed: 7);
        var error = Assert.Throws<ArgumentException>(() => DirectionalContrast.Of(first, what switch
        {
            "features" => second with { Features = second.Features.narrow(0, 0, 4), Confidence = second.Confidence.narrow(0, 0, 4), Labels = second.Labels.narrow(0, 0, 4) },
            "confidence" => second with { Confidence = second.Confidence.narrow(0, 0, 4) },
            "labels" => second with { Labels = second.Labels.to(ScalarType.Int32) },
            _ => second,
        }, what == "length" ? bank with { Features = bank.Features.narrow(1, 0, 3) } : bank, new()));
        Assert.Contains(what == "features" ? "features" : what, error.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("Temperature")]
    [InlineData("Threshold")]
    [InlineData("RowBlock")]
    [InlineData("ColumnBlock")]
    public void Validate_FieldOutOfRange_NamesIt(string field)
    {
        var bad = field switch
        {
            "Temperature" => new DirectionalContrastOptions { Temperature = 0 },
            "Threshold" => new DirectionalContrastOptions { Threshold = 1.5 },
            "RowBlock" => new DirectionalContrastOptions { RowBlock = 0 },
            _ => new DirectionalContrastOptions { ColumnBlock = 0 },
        };
        Assert.StartsWith(field, Assert.Throws<ArgumentException>(bad.Validate).Message);
    }

    // Central differences of a function of features, element by element, to 1e-6.
    private static void EqualsDifferences(Tensor gradient, Tensor at, Func<Tensor, double> value)
    {
        var (values, actual) = (TestTensors.Values(at), TestTensors.Values(gradient));
        const double step = 1e-5;
        double At(int i, double by)
        {
            using var scope = NewDisposeScope();
            var moved = (double[])values.Clone();
            moved[i] += by;
            return value(tensor(moved, at.shape));
        }
        for (var i = 0; i < values.Length; i++) Assert.Equal((At(i, step) - At(i, -step)) / (2 * step), actual[i], 1e-6);
    }

    // Eq. (2) to (4), one pixel and one bank entry at a time.
    private static double Loop(ContrastView from, ContrastView to, ContrastBank bank, DirectionalContrastOptions o)
    {
        var (d, n, m) = ((int)from.Features.shape[1], (int)from.Features.shape[0], (int)bank.Features.shape[0]);
        var (a, b, f) = (TestTensors.Values(from.Features), TestTensors.Values(to.Features), TestTensors.Values(bank.Features));
        var (ca, cb) = (TestTensors.Values(from.Confidence), TestTensors.Values(to.Confidence));
        var (ya, yf) = (TestTensors.Values(from.Labels), TestTensors.Values(bank.Labels));
        double R(double[] x, int i, double[] y, int j)
        {
            double dot = 0;
            for (var k = 0; k < d; k++) dot += x[i * d + k] * y[j * d + k];
            return Math.Exp(dot / o.Temperature);
        }
        double sum = 0, count = 0;
        for (var i = 0; i < n; i++)
        {
            if (!(cb[i] > ca[i] && cb[i] > o.Threshold)) continue;
            count++;
            var positive = R(a, i, b, i);
            var negatives = 0.0;
            for (var k = 0; k < m; k++)
                if (yf[k] >= 0 && yf[k] != ya[i]) negatives += R(a, i, f, k);
            sum -= o.Fidelity == Fidelity.Paper
                ? Math.Log(positive / (positive + negatives))
                : Math.Log(positive / (positive + negatives) + 1e-8);
        }
        return sum / (o.Fidelity == Fidelity.Paper ? n : count + 1e-12);
    }

    private static (ContrastView, ContrastView, ContrastBank) Random(int pixels, int entries, int size, int classes, long seed)
    {
        var random = new RandomStream(seed).Split("contrast");
        Tensor Features(int count)
        {
            var values = new double[count * size];
            for (var i = 0; i < values.Length; i++) values[i] = random.NextGaussian();
            return nn.functional.normalize(tensor(values, [count, size]), dim: 1);
        }
        Tensor Labels(int count) => tensor(Enumerable.Range(0, count).Select(_ => (long)random.NextInt(classes)).ToArray());
        Tensor Confidence() => tensor(Enumerable.Range(0, pixels).Select(_ => random.NextDouble()).ToArray());
        var bankLabels = Labels(entries);
        bankLabels[0] = tensor(ContrastBank.Nothing);
        return (new(Features(pixels), Confidence(), Labels(pixels)), new(Features(pixels), Confidence(), Labels(pixels)), new(Features(entries), bankLabels));
    }

    private static ContrastView View(double[] confidence, long[] labels)
    {
        var features = zeros([labels.Length, 2], dtype: ScalarType.Float64);
        features.narrow(1, 0, 1).fill_(1);
        return new ContrastView(features, tensor(confidence), tensor(labels));
    }
}
