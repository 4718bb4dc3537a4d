using Research.Adaptation.Losses;
using static TorchSharp.torch;

namespace Research.Adaptation.Tests.Losses;

public sealed class DomainLossTests
{
    [Theory]
    [InlineData(1, PictureDomain.Source)]
    [InlineData(2, PictureDomain.Source)]
    [InlineData(3, PictureDomain.Source)]
    [InlineData(1, PictureDomain.Target)]
    [InlineData(2, PictureDomain.Target)]
    [InlineData(3, PictureDomain.Target)]
    public void Of_RandomLogits_EqualsEquationOneByPlainLoops(int pictures, PictureDomain domain)
    {
        using var scope = NewDisposeScope();
        var logits = Logits(pictures, 3, 4);
        var a = TestTensors.Values(logits);
        var d = domain == PictureDomain.Source ? 1.0 : 0.0;
        var regions = new double[12];
        for (var n = 0; n < pictures; n++)
        for (var j = 0; j < 12; j++)
        {
            var g = 1 / (1 + Math.Exp(-a[n * 12 + j]));
            regions[j] -= (d * Math.Log(g) + (1 - d) * Math.Log(1 - g)) / pictures;
        }
        var perRegion = TestTensors.Values(DomainLoss.PerRegion(logits, domain));
        for (var j = 0; j < 12; j++) Assert.Equal(regions[j], perRegion[j], 10);
        Assert.Equal(regions.Average(), TestTensors.Value(DomainLoss.Of(logits, domain)), 10);
        Assert.Equal(regions.Sum(), TestTensors.Value(DomainLoss.Of(logits, domain, RegionReduction.Sum)), 10);
    }

    [Theory]
    [InlineData(PictureDomain.Source, RegionReduction.Mean)]
    [InlineData(PictureDomain.Target, RegionReduction.Sum)]
    public void Of_Gradient_IsSigmoidMinusDomainAndAgreesWithDifferences(PictureDomain domain, RegionReduction reduction)
    {
        using var scope = NewDisposeScope();
        var logits = Logits(2, 2, 3);
        GradientCheck.Passes(a => DomainLoss.Of(a, domain, reduction), logits);
        var gradient = GradientCheck.Of(a => DomainLoss.Of(a, domain, reduction), logits);
        var values = TestTensors.Values(logits);
        for (var i = 0; i < values.Length; i++)
            Assert.Equal((1 / (1 + Math.Exp(-values[i])) - (double)domain) / 2 / (reduction == RegionReduction.Mean ? 6 : 1), gradient[i], 12);
    }

    [Theory]
    [InlineData(PictureDomain.Source)]
    [InlineData(PictureDomain.Target)]
    public void Of_KnowingNothing_IsLogTwo(PictureDomain domain)
    {
        using var scope = NewDisposeScope();
        Assert.Equal(Math.Log(2), TestTensors.Value(DomainLoss.Of(zeros([2, 16, 32], dtype: ScalarType.Float64), domain)), 12);
        Assert.Equal(512 * Math.Log(2), TestTensors.Value(DomainLoss.Of(zeros([2, 16, 32], dtype: ScalarType.Float64), domain, RegionReduction.Sum)), 9);
    }

    [Fact]
    public void Of_LogitsOfAHundred_StayFinite()
    {
        using var scope = NewDisposeScope();
        var sure = tensor(new[] { 100.0, -100.0 }, [1, 1, 2]);
        // Right costs e^-100, wrong costs 100.
        Assert.Equal(50, TestTensors.Value(DomainLoss.Of(sure, PictureDomain.Source)), 12);
        Assert.All(GradientCheck.Of(a => DomainLoss.Of(a, PictureDomain.Target), sure), g => Assert.True(double.IsFinite(g)));
    }

    [Fact]
    public void Recognised_KnownLogits_CountsPicturesPerRegion()
    {
        using var scope = NewDisposeScope();
        // Two pictures, three regions; logit 0 counts as target.
        var logits = tensor(new[] { 1.0, -1.0, 0.0, 2.0, 3.0, -4.0 }, [2, 1, 3]);
        Assert.Equal([1, 0.5, 0], TestTensors.Values(DomainLoss.Recognised(logits, PictureDomain.Source)));
        Assert.Equal([0, 0.5, 1], TestTensors.Values(DomainLoss.Recognised(logits, PictureDomain.Target)));
        Assert.False(DomainLoss.Recognised(logits.requires_grad_(), PictureDomain.Source).requires_grad);
    }

    [Fact]
    public void Of_WrongShape_SaysWhatWasExpected()
    {
        using var scope = NewDisposeScope();
        Assert.Contains("[N, h, w]", Assert.Throws<ArgumentException>(() => DomainLoss.Of(zeros([2, 1, 3, 4]), PictureDomain.Source)).Message);
    }

    private static Tensor Logits(int n, int h, int w) => TestTensors.Logits(n, 1, h, w, deviation: 3).squeeze(1);
}
