using Research.Adaptation.Losses;
using Research.Adaptation.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace Research.Adaptation.Tests.Models;

public sealed class DomainClassifierTests
{
    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 0)]
    [InlineData(3, 0)]
    [InlineData(1, 2)]
    [InlineData(2, 2)]
    [InlineData(3, 2)]
    public void Forward_Regions_EqualsOneClassifierAfterTheOther(int pictures, int hidden)
    {
        using var scope = NewDisposeScope();
        var classifier = Classifier(DomainClassifierScope.Region, hidden);
        var features = TestTensors.Logits(pictures, 5, 3, 4);
        var grouped = TestTensors.Values(classifier.call(features));
        var (x, weights) = (TestTensors.Values(features), Weights(classifier));
        for (var n = 0; n < pictures; n++)
        for (var j = 0; j < 12; j++)
            Assert.Equal(ByLoops(weights, j, [.. Enumerable.Range(0, 5).Select(k => x[(n * 5 + k) * 12 + j])]), grouped[n * 12 + j], 1e-9);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Backward_Regions_EqualsOneLayerCallPerRegion(int hidden)
    {
        // Values and gradients against R separate calls of the framework's linear layer, at the size the issue of speed is about.
        using var scope = NewDisposeScope();
        using var classifier = new DomainClassifier(new() { HiddenLayers = hidden, HiddenWidth = 3 }, 8, 16, 32, new RandomStream(4)).to(ScalarType.Float64);
        var features = TestTensors.Logits(2, 8, 16, 32).requires_grad_();
        var logits = classifier.call(features);
        DomainLoss.Of(logits, PictureDomain.Source).backward();
        var grouped = classifier.named_parameters().ToDictionary(p => p.name, p => p.parameter.grad!.clone());
        var toFeatures = features.grad!.clone();
        foreach (var p in classifier.parameters()) p.grad = null;
        features.grad = null;

        var parameters = classifier.named_parameters().ToDictionary(p => p.name, p => p.parameter);
        var (alone, losses) = (new List<Tensor>(), new List<Tensor>());
        for (var u = 0; u < 16; u++)
        for (var v = 0; v < 32; v++)
        {
            var values = features[.., .., u, v];
            for (var layer = 0; layer <= hidden; layer++)
                values = nn.functional.linear(layer == 0 ? values : values.relu(),
                    parameters[$"layers.{layer}.weight"][u * 32 + v].t(), parameters[$"layers.{layer}.bias"][u * 32 + v, 0]);
            alone.Add(values.squeeze(1));
            losses.Add(nn.functional.binary_cross_entropy_with_logits(values, ones_like(values)));
        }
        Assert.True((stack(alone, 1).reshape(2, 16, 32) - logits).abs().max().item<double>() < 1e-9);
        stack(losses, 0).mean().backward();
        Assert.True(toFeatures.allclose(features.grad!, rtol: 1e-6, atol: 1e-9));
        foreach (var (name, parameter) in parameters)
            Assert.True(grouped[name].allclose(parameter.grad!, rtol: 1e-6, atol: 1e-9), name);
    }

    [Fact]
    public void Forward_SharedRegion_UsesOneSetOfWeightsEverywhere()
    {
        using var scope = NewDisposeScope();
        var classifier = Classifier(DomainClassifierScope.SharedRegion, 1);
        var features = TestTensors.Logits(2, 5, 3, 4);
        var shared = TestTensors.Values(classifier.call(features));
        var (x, weights) = (TestTensors.Values(features), Weights(classifier));
        for (var n = 0; n < 2; n++)
        for (var j = 0; j < 12; j++)
            Assert.Equal(ByLoops(weights, 0, [.. Enumerable.Range(0, 5).Select(k => x[(n * 5 + k) * 12 + j])]), shared[n * 12 + j], 1e-9);
    }

    [Fact]
    public void Forward_PooledImage_LooksAtTheMeanOfAllCells()
    {
        using var scope = NewDisposeScope();
        var classifier = Classifier(DomainClassifierScope.PooledImage, 0);
        var features = TestTensors.Logits(2, 5, 3, 4);
        var logits = classifier.call(features);
        Assert.Equal([2, 1, 1], logits.shape);
        var (x, weights, values) = (TestTensors.Values(features), Weights(classifier), TestTensors.Values(logits));
        for (var n = 0; n < 2; n++)
            Assert.Equal(ByLoops(weights, 0, [.. Enumerable.Range(0, 5).Select(k => Enumerable.Range(0, 12).Average(j => x[(n * 5 + k) * 12 + j]))]), values[n], 1e-9);
    }

    [Fact]
    public void Forward_FlattenedImage_LooksAtEveryCellAndChannel()
    {
        using var scope = NewDisposeScope();
        var classifier = Classifier(DomainClassifierScope.FlattenedImage, 0);
        var features = TestTensors.Logits(2, 5, 3, 4);
        var (x, weights, values) = (TestTensors.Values(features), Weights(classifier), TestTensors.Values(classifier.call(features)));
        for (var n = 0; n < 2; n++) Assert.Equal(ByLoops(weights, 0, x[(n * 60)..((n + 1) * 60)]), values[n], 1e-9);
    }

    [Fact]
    public void Forward_Reversed_SendsMinusLambdaTimesErrorTimesWeightsToTheEncoder()
    {
        // dL/dF_j = -lambda (s - D_j) w_j / R / N with s = sigmoid(w_j . F_j + b_j), by plain loops.
        using var scope = NewDisposeScope();
        const double lambda = 0.4;
        var classifier = Classifier(DomainClassifierScope.Region, 0);
        var features = TestTensors.Logits(3, 5, 3, 4);
        var gradient = GradientCheck.Of(f => DomainLoss.Of(classifier.call(GradientReversal.Of(f, lambda)), PictureDomain.Target), features);
        var (x, (w, b)) = (TestTensors.Values(features), Weights(classifier)[0]);
        for (var n = 0; n < 3; n++)
        for (var j = 0; j < 12; j++)
        {
            var a = b[j] + Enumerable.Range(0, 5).Sum(k => w[j * 5 + k] * x[(n * 5 + k) * 12 + j]);
            for (var k = 0; k < 5; k++)
                Assert.Equal(-lambda * (1 / (1 + Math.Exp(-a)) - 0) * w[j * 5 + k] / 12 / 3, gradient[(n * 5 + k) * 12 + j], 1e-12);
        }
    }

    [Theory]
    [InlineData(DomainClassifierScope.Region, 512 * 513)]
    [InlineData(DomainClassifierScope.SharedRegion, 513)]
    [InlineData(DomainClassifierScope.PooledImage, 513)]
    [InlineData(DomainClassifierScope.FlattenedImage, 512 * 512 + 1)]
    public void Parameters_AtPaperSize_AreThoseOfTheNote(DomainClassifierScope scope, long expected)
    {
        // 1024x512 at pool5: 16 x 32 regions of 512 channels; a single layer each, 262,656 parameters for all regions.
        using var classifier = new DomainClassifier(new() { Scope = scope }, 512, 16, 32, new RandomStream(1));
        Assert.Equal(expected, classifier.parameters().Sum(p => p.numel()));
    }

    [Fact]
    public void Parameters_WithOneHiddenLayer_AreThoseOfTheNote()
    {
        // 32,897 per region with 64 hidden units; two regions here.
        using var classifier = new DomainClassifier(new() { HiddenLayers = 1 }, 512, 1, 2, new RandomStream(1));
        Assert.Equal(2 * 32_897, classifier.parameters().Sum(p => p.numel()));
    }

    [Fact]
    public void Constructor_SameStream_DrawsTheSameWeightsWithinTheBound()
    {
        using var scope = NewDisposeScope();
        var (first, second) = (Classifier(DomainClassifierScope.Region, 1), Classifier(DomainClassifierScope.Region, 1));
        Assert.Equal(Weights(first)[0].Weight, Weights(second)[0].Weight);
        Assert.All(Weights(first)[0].Weight, w => Assert.InRange(Math.Abs(w), 0, 1 / Math.Sqrt(5)));
        Assert.True(Weights(first)[0].Weight.Distinct().Count() > 200);
    }

    [Fact]
    public void Forward_OtherSize_SaysThatClassifiersAreTiedToTheirPlace()
    {
        using var scope = NewDisposeScope();
        var error = Assert.Throws<ArgumentException>(() => Classifier(DomainClassifierScope.Region, 0).call(TestTensors.Logits(1, 5, 4, 3)));
        Assert.Contains("[N, 5, 3, 4]", error.Message);
    }

    [Theory]
    [InlineData("Scope")]
    [InlineData("HiddenLayers")]
    [InlineData("HiddenWidth")]
    public void Validate_FieldOutOfRange_NamesIt(string field)
    {
        var bad = field switch
        {
            "Scope" => new DomainClassifierOptions { Scope = (DomainClassifierScope)9 },
            "HiddenLayers" => new DomainClassifierOptions { HiddenLayers = 4 },
            _ => new DomainClassifierOptions { HiddenWidth = 0 },
        };
        Assert.StartsWith(field, Assert.Throws<ArgumentException>(bad.Validate).Message);
    }

    private static DomainClassifier Classifier(DomainClassifierScope scope, int hidden)
    {
        var classifier = new DomainClassifier(new() { Scope = scope, HiddenLayers = hidden, HiddenWidth = 6 }, 5, 3, 4, new RandomStream(3));
        classifier.to(ScalarType.Float64);
        return classifier;
    }

    // Weights [G, K, K'] and biases [G, 1, K'] of each layer.
    private static List<(double[] Weight, double[] Bias)> Weights(DomainClassifier classifier)
    {
        var state = classifier.state_dict();
        return [.. Enumerable.Range(0, classifier.Options.HiddenLayers + 1)
            .Select(i => (TestTensors.Values(state[$"layers.{i}.weight"]), TestTensors.Values(state[$"layers.{i}.bias"])))];
    }

    private static double ByLoops(List<(double[] Weight, double[] Bias)> layers, int group, double[] values)
    {
        for (var layer = 0; layer < layers.Count; layer++)
        {
            var (weight, bias) = layers[layer];
            var outputs = layer == layers.Count - 1 ? 1 : 6;
            var next = new double[outputs];
            for (var o = 0; o < outputs; o++)
            {
                next[o] = bias[group * outputs + o];
                for (var k = 0; k < values.Length; k++)
                    next[o] += weight[(group * values.Length + k) * outputs + o] * (layer == 0 ? values[k] : Math.Max(0, values[k]));
            }
            values = next;
        }
        return values[0];
    }
}
