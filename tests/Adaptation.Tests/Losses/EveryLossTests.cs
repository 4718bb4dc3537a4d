using Research.Adaptation.Losses;
using Research.Adaptation.Mixing;
using static TorchSharp.torch;

namespace Research.Adaptation.Tests.Losses;

/// <summary>
/// Every loss of the three papers once more, in one place and under the same conditions: batches of 1, 2 and 3, ignored pixels, a class that no label
/// and no prediction has; value and gradient against loops over pixels in plain C#. The tests of each loss hold its special cases.
/// </summary>
public sealed class EveryLossTests
{
    private const int Classes = 5, Height = 3, Width = 5, Pixels = Height * Width;
    private const double Lambda = 0.8, Alpha = 0.2, Delta = 0.5;
    private const long Ignore = 255;

    /// <summary>Every loss under its name, at a batch of 1, 2 and 3.</summary>
    public static TheoryData<string, int> All
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (var name in new Case(1).Losses.Keys)
                for (var n = 1; n <= 3; n++) data.Add(name, n);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Loss_IgnoredPixelsAndAnAbsentClass_AgreesWithLoopsInValueAndGradient(string name, int n)
    {
        using var scope = NewDisposeScope();
        var batch = new Case(n);
        var (loss, loops) = batch.Losses[name];
        LoopCheck.Agrees(loss, loops, batch.Logits);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Case_AnyBatch_HasWhatTheTestsClaim(int n)
    {
        using var scope = NewDisposeScope();
        var batch = new Case(n);
        foreach (var labels in new[] { batch.Labels, batch.Fused })
        {
            Assert.Contains(Ignore, labels);
            Assert.DoesNotContain(3L, labels);
            Assert.True(labels.Distinct().Count() >= 4);
        }
        Assert.Contains(false, batch.Valid);
        Assert.DoesNotContain(4, batch.Predicted);   // predicted nowhere
        Assert.InRange(batch.Guided.Count(l => l == Ignore), 1, n * Pixels - 1);
        Assert.DoesNotContain(4L, batch.Guided);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Weights_IgnoredPixelsAndAnAbsentClass_AgreeWithLoops(int n)
    {
        using var scope = NewDisposeScope();
        var b = new Case(n);
        Assert.Equal(b.Counts.Cast<int>().Select(c => (long)c), MaximumSquares.PredictedPixels(b.Logits, b.ValidMap).data<long>().ToArray());
        var classes = TestTensors.Values(MaximumSquares.ClassWeights(b.Logits, Alpha, b.ValidMap));
        var pixels = TestTensors.Values(MaximumSquares.PixelWeights(b.Logits, Alpha, b.ValidMap));
        for (var i = 0; i < n; i++)
            for (var c = 0; c < Classes; c++) Assert.Equal(b.ClassWeight(i, c), classes[i * Classes + c], 1e-12);
        for (var i = 0; i < n * Pixels; i++) Assert.Equal(b.ClassWeight(i / Pixels, b.Predicted[i]), pixels[i], 1e-12);

        Assert.Equal(b.Guided, Guidance.PseudoLabels(b.Logits, b.Low, Delta).data<long>().ToArray());

        // Weights of the fused target: 1 on pasted pixels, the share of sure pixels of the whole batch elsewhere.
        var pseudo = PseudoLabels.Of(b.Logits, 0.6);
        var q = Enumerable.Range(0, n * Pixels).Count(i => b.Top(i) >= 0.6) / (double)(n * Pixels);
        Assert.InRange(q, 0.05, 0.95);
        Assert.Equal(b.Predicted.Select(c => (long)c), pseudo.Labels.data<long>().ToArray());
        var weights = TestTensors.Values(pseudo.Weights(b.MaskMap));
        for (var i = 0; i < n * Pixels; i++) Assert.Equal(b.Mask[i] ? 1 : q, weights[i], 1e-12);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Masks_VoidAndAnAbsentClass_AgreeWithLoops(int n)
    {
        using var scope = NewDisposeScope();
        var b = new Case(n);
        // Class 3 is asked for and occurs nowhere; void is not asked for and must stay out.
        Assert.Equal(b.Labels.Select(l => l is 1 or 3 or 4), ClassMix.Of(b.Map(b.Labels), [1, 3, 4]).data<bool>().ToArray());
        var drawn = ClassMix.Masks(b.Map(b.Labels), new RandomStream(6)).data<bool>().ToArray();
        for (var i = 0; i < n; i++)
        {
            var own = b.Labels[(i * Pixels)..((i + 1) * Pixels)];
            var shown = own.Where((_, p) => drawn[i * Pixels + p]).Distinct().ToHashSet();
            Assert.Equal((own.Where(l => l != Ignore).Distinct().Count() + 1) / 2, shown.Count);
            Assert.DoesNotContain(Ignore, shown);
            for (var p = 0; p < Pixels; p++) Assert.Equal(shown.Contains(own[p]), drawn[i * Pixels + p]);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Discrepancy_BothSets_AgreesWithLoopsInValueAndGradient(int b)
    {
        using var scope = NewDisposeScope();
        const int k = 6;
        var (u, v) = (TestTensors.Logits(b, k, 1, 1).reshape(b, k), (TestTensors.Logits(b, k, 1, 1, seed: 7) + 0.8).reshape(b, k));
        var together = cat([u, v], dim: 0);
        var z = TestTensors.Values(together);
        double Distance(double[] x, int i, int j) => Enumerable.Range(0, k).Sum(c => (x[i * k + c] - x[j * k + c]) * (x[i * k + c] - x[j * k + c]));
        double sum = 0;
        for (var i = 0; i < 2 * b; i++)
            for (var j = 0; j < 2 * b; j++) sum += Distance(z, i, j);
        var width = sum / (2 * b * (2 * b - 1)) / 4;   // carries no gradient
        double Loops(double[] x)
        {
            double value = 0;
            for (var i = 0; i < 2 * b; i++)
            for (var j = 0; j < 2 * b; j++)
            for (var kernel = 0; kernel < 5; kernel++)
                value += (i < b == j < b ? 1 : -1) * Math.Exp(-Distance(x, i, j) / (width * Math.Pow(2, kernel)));
            return value / (b * b);
        }
        LoopCheck.Agrees(t => MaximumMeanDiscrepancy.Of(t[..b], t[b..]), Loops, together);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Pooling_WholeAndUnderAMask_AgreesWithLoopsInValueAndGradient(int n)
    {
        using var scope = NewDisposeScope();
        const int channels = 2, rows = 3, columns = 4, height = 9, width = 11;
        var features = TestTensors.Logits(n, channels, rows, columns);
        var labels = TestTensors.Labels(n, 4, height, width);
        labels = labels.masked_fill(labels.eq(3), Ignore);
        var mask = ClassMix.Of(labels, [0, 3]);   // class 3 is absent, void stays out
        var m = mask.data<bool>().ToArray();
        double Cell(double[] f, int plane, int y, int x) => f[(plane * rows + Math.Min(y, rows - 1)) * columns + Math.Min(x, columns - 1)];
        double Masked(double[] f)
        {
            double total = 0;
            for (var plane = 0; plane < n * channels; plane++)
            {
                double sum = 0;
                for (var y = 0; y < height; y++)
                for (var x = 0; x < width; x++)
                {
                    if (!m[(plane / channels * height + y) * width + x]) continue;
                    var (v, h) = (y * (rows - 1.0) / (height - 1), x * (columns - 1.0) / (width - 1));
                    var (top, left) = ((int)v, (int)h);
                    sum += (1 - v + top) * ((1 - h + left) * Cell(f, plane, top, left) + (h - left) * Cell(f, plane, top, left + 1))
                        + (v - top) * ((1 - h + left) * Cell(f, plane, top + 1, left) + (h - left) * Cell(f, plane, top + 1, left + 1));
                }
                total += Math.Pow(sum / (height * width), 2);
            }
            return total;
        }
        double Whole(double[] f) => Enumerable.Range(0, n * channels)
            .Sum(plane => Math.Pow(f[(plane * rows * columns)..((plane + 1) * rows * columns)].Average(), 2));
        LoopCheck.Agrees(f => FeaturePooling.Masked(f, mask).square().sum(), Masked, features);
        LoopCheck.Agrees(f => FeaturePooling.Mean(f).square().sum(), Whole, features);
    }

    /// <summary>A batch with ignored pixels, without labels 3 and without predictions 4, and every loss on it twice: from the library and by loops.</summary>
    private sealed class Case
    {
        private readonly int n;
        private readonly double[] imageWeights;

        public Case(int n)
        {
            this.n = n;
            Logits = TestTensors.Logits(n, Classes, Height, Width);
            Logits.select(1, 4).sub_(8);
            Low = TestTensors.Logits(n, Classes, Height, Width, seed: 3);
            Low.select(1, 4).sub_(8);
            Labels = Without3(TestTensors.Labels(n, Classes, Height, Width));
            Mask = [.. Without3(TestTensors.Labels(n, Classes, Height, Width, seed: 8)).Select(l => l is 1 or 4)];
            var pasted = Without3(TestTensors.Labels(n, Classes, Height, Width, seed: 8));
            Fused = [.. Labels.Select((l, i) => Mask[i] ? pasted[i] : l)];
            Pseudo = Without3(TestTensors.Labels(n, Classes, Height, Width, ignored: 0, seed: 12));
            Valid = [.. Labels.Select(l => l != Ignore)];
            imageWeights = [.. Mask.Select(m => m ? 1 : 0.37)];
            var (z, low) = (TestTensors.Values(Logits), TestTensors.Values(Low));
            Predicted = [.. Enumerable.Range(0, n * Pixels).Select(i => Enumerable.Range(0, Classes).MaxBy(c => P(z, i, c)))];
            Guided = [.. Enumerable.Range(0, n * Pixels).Select(i =>
            {
                var all = Enumerable.Range(0, Classes).ToArray();
                return all.Max(c => P(z, i, c)) > Delta || all.Max(c => P(low, i, c)) > Delta ? (long)all.MaxBy(c => P(z, i, c) + P(low, i, c)) : Ignore;
            })];
            for (var i = 0; i < n * Pixels; i++) if (Valid[i]) Counts[i / Pixels, Predicted[i]]++;
        }

        public Tensor Logits { get; }

        public Tensor Low { get; }

        public long[] Labels { get; }

        public long[] Fused { get; }

        public long[] Pseudo { get; }

        public bool[] Mask { get; }

        public bool[] Valid { get; }

        public int[] Predicted { get; }

        public long[] Guided { get; }

        /// <summary>Counted pixels of each image predicted as each class.</summary>
        public int[,] Counts => counts ??= new int[n, Classes];

        public Tensor ValidMap => tensor(Valid, [n, Height, Width]);

        public Tensor MaskMap => tensor(Mask, [n, Height, Width]);

        private int[,]? counts;

        public Tensor Map(long[] values) => tensor(values, [n, Height, Width]);

        public double Top(int pixel) => Enumerable.Range(0, Classes).Max(c => P(TestTensors.Values(Logits), pixel, c));

        /// <summary>1 / ((N^c)^alpha N^(1 - alpha)), at most 1; a class that is predicted nowhere counts as one pixel.</summary>
        public double ClassWeight(int image, int c)
        {
            var total = Enumerable.Range(0, Classes).Sum(k => Counts[image, k]);
            return 1 / Math.Max(1, Math.Pow(Math.Max(1, Counts[image, c]), Alpha) * Math.Pow(total, 1 - Alpha));
        }

        public IReadOnlyDictionary<string, (Func<Tensor, Tensor> Library, Func<double[], double> Loops)> Losses
        {
            get
            {
                double[] classWeights = [0.5, 2, 1, 4, 0.25];
                var perClass = tensor(classWeights);
                var weights = tensor(imageWeights, [n, Height, Width]);
                return new Dictionary<string, (Func<Tensor, Tensor>, Func<double[], double>)>
                {
                    ["cross entropy"] = (z => CrossEntropy.Of(z, Map(Labels)), z => Mean(z, Labels, _ => 1)),
                    ["cross entropy, class weights"] = (z => CrossEntropy.Of(z, Map(Labels), perClass), z => Mean(z, Labels, i => classWeights[Labels[i]])),
                    ["cross entropy, pixel weights"] = (z => WeightedCrossEntropy.Of(z, Map(Labels), weights), z => Weighted(z, Labels)),
                    ["entropy"] = (z => Entropy.Of(z, valid: ValidMap), z => Counted(z, p => -p * Math.Log(p))),
                    ["entropy, released"] = (z => Entropy.Of(z, Fidelity.ReleasedCode, ValidMap), z => Counted(z, p => -p * Math.Log(p)) / Classes),
                    ["maximum squares"] = (z => MaximumSquares.Of(z, valid: ValidMap), z => Counted(z, p => -p * p / 2)),
                    ["maximum squares, released"] = (z => MaximumSquares.Of(z, Fidelity.ReleasedCode, ValidMap), z => Counted(z, p => -p * p / 2) / Classes),
                    ["image-wise"] = (z => MaximumSquares.ImageWise(z, Alpha, valid: ValidMap), z => Squares(z, (image, _, c) => ClassWeight(image, c)) / (2 * n)),
                    ["image-wise, released"] = (z => MaximumSquares.ImageWise(z, Alpha, Fidelity.ReleasedCode, ValidMap),
                        z => Squares(z, (image, pixel, _) => ClassWeight(image, Predicted[pixel])) / (n * Classes)),
                    // The low head learns from labels that both heads made: no gradient through them.
                    ["guidance"] = (low => CrossEntropy.Of(low, Guidance.PseudoLabels(Low, low, Delta)), z => Mean(z, Guided, _ => 1)),
                    ["pasted source"] = (z => SoftPasteLoss.Source(z, Map(Labels), Map(Fused), Lambda),
                        z => (1 - Lambda) * Mean(z, Labels, _ => 1) + Lambda * Mean(z, Fused, _ => 1)),
                    ["pasted source, all pixels"] = (z => SoftPasteLoss.Source(z, Map(Labels), Map(Fused), Lambda, AveragedOver.AllPixels),
                        z => ((1 - Lambda) * Sum(z, Labels, _ => 1) + Lambda * Sum(z, Fused, _ => 1)) / (n * Pixels)),
                    ["pasted target"] = (z => SoftPasteLoss.Target(z, Map(Pseudo), Map(Fused), weights, Lambda),
                        z => Lambda * Weighted(z, Fused) + (1 - Lambda) * Weighted(z, Pseudo)),
                    ["pasted target, released"] = (z => SoftPasteLoss.Target(z, Map(Pseudo), Map(Fused), weights, Lambda, Fidelity.ReleasedCode), z => Lambda * Weighted(z, Fused)),
                };
            }
        }

        private static long[] Without3(Tensor labels) => [.. labels.data<long>().ToArray().Select(l => l == 3 ? 0 : l)];

        // Softmax of pixel i of the batch, class c, from logits [n, C, h, w] in row-major order.
        private static double P(double[] z, int i, int c)
        {
            double Z(int k) => z[(i / Pixels * Classes + k) * Pixels + i % Pixels];
            double sum = 0;
            for (var k = 0; k < Classes; k++) sum += Math.Exp(Z(k));
            return Math.Exp(Z(c)) / sum;
        }

        private static double Sum(double[] z, long[] labels, Func<int, double> weight)
        {
            double sum = 0;
            for (var i = 0; i < labels.Length; i++)
                if (labels[i] != Ignore) sum -= weight(i) * Math.Log(P(z, i, (int)labels[i]));
            return sum;
        }

        // Over labelled pixels, divided by the sum of their weights.
        private static double Mean(double[] z, long[] labels, Func<int, double> weight) =>
            Sum(z, labels, weight) / Enumerable.Range(0, labels.Length).Where(i => labels[i] != Ignore).Sum(weight);

        // Over all pixels, ignored ones as zeros.
        private double Weighted(double[] z, long[] labels) => Sum(z, labels, i => imageWeights[i]) / (n * Pixels);

        private double Counted(double[] z, Func<double, double> ofProbability)
        {
            var (sum, count) = (0.0, 0);
            for (var i = 0; i < n * Pixels; i++)
            {
                if (!Valid[i]) continue;
                count++;
                for (var c = 0; c < Classes; c++) sum += ofProbability(P(z, i, c));
            }
            return sum / count;
        }

        private double Squares(double[] z, Func<int, int, int, double> weight)
        {
            double sum = 0;
            for (var i = 0; i < n * Pixels; i++)
            for (var c = 0; c < Classes && Valid[i]; c++) sum -= weight(i / Pixels, i, c) * P(z, i, c) * P(z, i, c);
            return sum;
        }
    }
}
