using Research.Adaptation.Data;
using Research.Adaptation.Evaluation;
using Research.Adaptation.Models;
using static TorchSharp.torch;

namespace Research.Adaptation.Tests.Evaluation;

public sealed class RegionSeparabilityTests
{
    [Fact]
    public void OfFreshClassifiers_DomainsThatDifferInOneRegion_AreToldApartThereOnly()
    {
        using var scope = NewDisposeScope();
        // Standard normal features; the target's third channel is moved by 6 deviations at row 1, column 2.
        var (source, target) = (Features(1), Features(2));
        target.select(3, 2).select(2, 1).select(1, 2).add_(6);
        var map = RegionSeparability.OfFreshClassifiers(source, target, heldOut: 60, new RandomStream(3));
        Assert.Equal((2, 3), (map.GetLength(0), map.GetLength(1)));
        Assert.True(map[1, 2] > 0.98, $"{map[1, 2]}");
        // Elsewhere guessing: 120 held-out pictures, so the share is within 0.5 +- 0.18 by four standard errors.
        foreach (var (u, v) in new[] { (0, 0), (0, 1), (0, 2), (1, 0), (1, 1) }) Assert.InRange(map[u, v], 0.32, 0.68);
    }

    [Fact]
    public void Of_KnownWeights_CountsBothDomainsEqually()
    {
        using var scope = NewDisposeScope();
        // One channel, one region, a = x: of three source pictures two are above 0, of the two target pictures one is not.
        using var classifier = new DomainClassifier(new(), 1, 1, 1, new RandomStream(1));
        using (no_grad())
            foreach (var (name, p) in classifier.named_parameters()) p.fill_(name.EndsWith("weight") ? 1 : 0);
        var map = RegionSeparability.Of(classifier, tensor(new[] { 1f, 2f, -1f }, [3, 1, 1, 1]), tensor(new[] { -1f, 3f }, [2, 1, 1, 1]));
        Assert.Equal((2.0 / 3 + 0.5) / 2, map[0, 0], 6);
    }

    [Fact]
    public void Features_OfADataset_AreTheEncodersInEvaluationMode()
    {
        using var scope = NewDisposeScope();
        using var model = new SegNet(new() { Classes = 3, Width = 2, Convolutions = [1, 1, 1, 1, 1] }, new RandomStream(1));
        var pictures = new BlockWorld("clear", 11).WithoutLabels();
        var preparation = TinyTraining.Preparation.WithoutAugmentation();
        var features = RegionSeparability.Features(model, SegNetTap.Conv5, pictures, preparation);
        Assert.True(model.training);
        model.eval();
        var last = model.Encode(Images.ToTensor([pictures.Load(10).Image], preparation)).Conv5;
        Assert.Equal([11, 16, 1, 2], features.shape);
        Assert.True(features.narrow(0, 10, 1).allclose(last, atol: 1e-5));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    public void OfFreshClassifiers_NothingLeftToLearnFrom_SaysSo(int heldOut)
    {
        using var scope = NewDisposeScope();
        Assert.Contains("heldOut", Assert.Throws<ArgumentException>(() => RegionSeparability.OfFreshClassifiers(Features(1), Features(2), heldOut, new RandomStream(1))).Message);
    }

    private static Tensor Features(long seed)
    {
        var random = new RandomStream(seed);
        return tensor(Enumerable.Range(0, 100 * 4 * 6).Select(_ => (float)random.NextGaussian()).ToArray(), [100, 4, 2, 3]);
    }
}
