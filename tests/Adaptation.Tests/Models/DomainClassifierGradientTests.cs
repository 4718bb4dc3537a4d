using Research.Adaptation.Losses;
using Research.Adaptation.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace Research.Adaptation.Tests.Models;

/// <summary>Domain loss behind a reversal, for every kind of classifier, against loops over pictures, cells and channels: value, and the gradients of both players.</summary>
public sealed class DomainClassifierGradientTests
{
    private const int Channels = 3, Rows = 2, Columns = 3, Cells = Rows * Columns;
    private const double Lambda = 0.4;

    public static TheoryData<DomainClassifierScope, int, PictureDomain, RegionReduction> All
    {
        get
        {
            var data = new TheoryData<DomainClassifierScope, int, PictureDomain, RegionReduction>();
            foreach (var scope in Enum.GetValues<DomainClassifierScope>())
                for (var n = 1; n <= 3; n++)
                {
                    data.Add(scope, n, PictureDomain.Source, RegionReduction.Mean);
                    data.Add(scope, n, PictureDomain.Target, RegionReduction.Sum);
                }
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Loss_BehindAReversal_AgreesWithLoopsForEncoderAndClassifier(DomainClassifierScope scope, int n, PictureDomain domain, RegionReduction reduction)
    {
        using var tensors = NewDisposeScope();
        using var classifier = new DomainClassifier(new() { Scope = scope }, Channels, Rows, Columns, new RandomStream(3));
        classifier.to(ScalarType.Float64);
        var features = TestTensors.Logits(n, Channels, Rows, Columns);
        var (w, b) = (TestTensors.Values(classifier.state_dict()["layers.0.weight"]), TestTensors.Values(classifier.state_dict()["layers.0.bias"]));

        // -(D log G + (1 - D) log(1 - G)), summed or averaged over what is classified, averaged over pictures.
        double Loops(double[] f)
        {
            var outputs = scope is DomainClassifierScope.PooledImage or DomainClassifierScope.FlattenedImage ? 1 : Cells;
            double sum = 0;
            for (var i = 0; i < n; i++)
            for (var j = 0; j < outputs; j++)
            {
                double F(int k, int cell) => f[(i * Channels + k) * Cells + cell];
                var a = scope switch
                {
                    DomainClassifierScope.Region => b[j] + Enumerable.Range(0, Channels).Sum(k => w[j * Channels + k] * F(k, j)),
                    DomainClassifierScope.SharedRegion => b[0] + Enumerable.Range(0, Channels).Sum(k => w[k] * F(k, j)),
                    DomainClassifierScope.PooledImage => b[0] + Enumerable.Range(0, Channels).Sum(k => w[k] * Enumerable.Range(0, Cells).Average(cell => F(k, cell))),
                    _ => b[0] + Enumerable.Range(0, Channels * Cells).Sum(k => w[k] * F(k / Cells, k % Cells)),
                };
                var g = 1 / (1 + Math.Exp(-a));
                sum -= domain == PictureDomain.Source ? Math.Log(g) : Math.Log(1 - g);
            }
            return sum / n / (reduction == RegionReduction.Mean ? outputs : 1);
        }

        Tensor Loss(Tensor f) => DomainLoss.Of(classifier.call(GradientReversal.Of(f, Lambda)), domain, reduction);

        // The encoder gets -lambda times the gradient, the classifier all of it.
        LoopCheck.Agrees(Loss, Loops, features, sign: -1 / Lambda);
        foreach (var p in classifier.parameters()) p.grad = null;
        Loss(features).backward();
        var values = TestTensors.Values(features);
        foreach (var (name, array) in new[] { ("layers.0.weight", w), ("layers.0.bias", b) })
        {
            var gradient = TestTensors.Values(classifier.named_parameters().Single(p => p.name == name).parameter.grad!);
            Assert.Contains(gradient, g => Math.Abs(g) > 1e-4);
            for (var i = 0; i < array.Length; i++)
            {
                var kept = array[i];
                array[i] = kept + 1e-5;
                var up = Loops(values);
                array[i] = kept - 1e-5;
                var down = Loops(values);
                array[i] = kept;
                Assert.Equal((up - down) / 2e-5, gradient[i], 1e-7);
            }
        }
    }
}
