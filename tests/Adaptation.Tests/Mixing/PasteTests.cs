using Research.Adaptation.Mixing;
using static TorchSharp.torch;

namespace Research.Adaptation.Tests.Mixing;

public sealed class PasteTests
{
    [Theory]
    [InlineData(1, 0.9)]
    [InlineData(2, 0.8)]
    [InlineData(3, 0.35)]
    public void Soft_RandomPictures_EqualsPlainLoops(int n, double lambda)
    {
        using var scope = NewDisposeScope();
        var (a, b, mask) = (TestTensors.Logits(n, 3, 4, 5), TestTensors.Logits(n, 3, 4, 5, seed: 9), Mask(n));
        var mixed = TestTensors.Values(Paste.Soft(mask, lambda, a, b));
        var (x, y, m) = (TestTensors.Values(a), TestTensors.Values(b), mask.data<bool>().ToArray());
        for (var i = 0; i < mixed.Length; i++)
        {
            var inside = m[i / 60 * 20 + i % 20];
            Assert.Equal(inside ? lambda * x[i] + (1 - lambda) * y[i] : y[i], mixed[i], 12);
        }
    }

    [Fact]
    public void Soft_OffTheMask_LeavesTheBackgroundToTheBit()
    {
        using var scope = NewDisposeScope();
        var (a, b) = (TestTensors.Logits(2, 3, 4, 5).to(ScalarType.Float32), TestTensors.Logits(2, 3, 4, 5, seed: 9).to(ScalarType.Float32));
        var mask = Mask(2);
        var off = mask.logical_not().unsqueeze(1).expand_as(a);
        Assert.True(Paste.Soft(mask, 0.7, a, b).masked_select(off).equal(b.masked_select(off)).all().item<bool>());
    }

    [Fact]
    public void Soft_LambdaOneAndZero_AreHardPasteAndNoPaste()
    {
        using var scope = NewDisposeScope();
        var (a, b, mask) = (TestTensors.Logits(2, 3, 4, 5), TestTensors.Logits(2, 3, 4, 5, seed: 9), Mask(2));
        Assert.True(Paste.Soft(mask, 1, a, b).equal(Paste.Hard(mask, a, b)).all().item<bool>());
        Assert.True(Paste.Soft(mask, 0, a, b).equal(b).all().item<bool>());
    }

    [Fact]
    public void Hard_Labels_TakesEachPixelFromOneMap()
    {
        using var scope = NewDisposeScope();
        var (a, b, mask) = (TestTensors.Labels(2, 5, 4, 5), TestTensors.Labels(2, 5, 4, 5, seed: 8), Mask(2));
        var (pasted, background, m) = (a.data<long>().ToArray(), b.data<long>().ToArray(), mask.data<bool>().ToArray());
        Assert.Equal(m.Select((inside, i) => inside ? pasted[i] : background[i]), Paste.Hard(mask, a, b).data<long>().ToArray());
    }

    [Fact]
    public void Soft_OneMaskForAll_ServesEveryPicture()
    {
        using var scope = NewDisposeScope();
        var (a, b, mask) = (TestTensors.Logits(2, 3, 4, 5), TestTensors.Logits(2, 3, 4, 5, seed: 9), Mask(1));
        Assert.True(Paste.Soft(mask[0], 0.9, a, b).equal(Paste.Soft(cat([mask, mask], dim: 0), 0.9, a, b)).all().item<bool>());
    }

    [Fact]
    public void Soft_WrongArguments_NamesThem()
    {
        using var scope = NewDisposeScope();
        var (a, mask) = (TestTensors.Logits(2, 3, 4, 5), Mask(2));
        Assert.Contains("lambda", Assert.Throws<ArgumentException>(() => Paste.Soft(mask, 1.1, a, a)).Message);
        Assert.Contains("lambda", Assert.Throws<ArgumentException>(() => Paste.Soft(mask, double.NaN, a, a)).Message);
        Assert.Contains("mask", Assert.Throws<ArgumentException>(() => Paste.Soft(Mask(1), 0.5, a, a)).Message);
        Assert.Contains("background", Assert.Throws<ArgumentException>(() => Paste.Hard(mask, a, a[0])).Message);
        var labels = TestTensors.Labels(2, 3, 4, 5);
        Assert.Contains("hard", Assert.Throws<ArgumentException>(() => Paste.Soft(mask, 0.5, labels, labels)).Message);
    }

    private static Tensor Mask(int n) => ClassMix.Of(TestTensors.Labels(n, 4, 4, 5, seed: 3), [0, 2]);
}
