using Research.Adaptation.Mixing;
using static TorchSharp.torch;

namespace Research.Adaptation.Tests.Mixing;

public sealed class ClassMixTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(3, 2)]
    [InlineData(4, 2)]
    [InlineData(5, 3)]
    public void Mask_SomeClasses_KeepsExactlyThePixelsOfHalfOfThemRoundedUp(int classes, int kept)
    {
        using var scope = NewDisposeScope();
        // Class 3 c for c = 0 .. classes - 1, each on c + 1 pixels, then two void pixels.
        var values = Enumerable.Range(0, classes).SelectMany(c => Enumerable.Repeat(3L * c, c + 1)).Concat([255L, 255L]).ToArray();
        for (var seed = 0; seed < 20; seed++)
        {
            var mask = ClassMix.Mask(tensor(values, [1, values.Length]), new RandomStream(seed)).data<bool>().ToArray();
            var shown = values.Where((_, i) => mask[i]).Distinct().ToList();
            Assert.Equal(kept, shown.Count);
            Assert.DoesNotContain(255L, shown);
            for (var i = 0; i < values.Length; i++) Assert.Equal(shown.Contains(values[i]), mask[i]);
        }
    }

    [Fact]
    public void Draw_ReleasedCode_TreatsVoidAsAClass()
    {
        using var scope = NewDisposeScope();
        var labels = tensor(new long[] { 4, 255 }, [1, 2]);
        var drawn = Enumerable.Range(0, 50).Select(seed => ClassMix.Draw(labels, new RandomStream(seed), Fidelity.ReleasedCode).Single()).ToList();
        Assert.Equal([4L, 255L], drawn.Distinct().Order());
        Assert.All(Enumerable.Range(0, 50), seed => Assert.Equal([4L], ClassMix.Draw(labels, new RandomStream(seed))));
    }

    [Fact]
    public void Draw_ManySeeds_GivesEveryClassTheSameChance()
    {
        using var scope = NewDisposeScope();
        var labels = tensor(new long[] { 0, 1, 2, 3, 4 }, [1, 5]);
        var counts = new int[5];
        for (var seed = 0; seed < 2000; seed++)
            foreach (var c in ClassMix.Draw(labels, new RandomStream(seed))) counts[c]++;
        // 3 of 5 are drawn: expected 1200, standard deviation sqrt(2000 * 0.6 * 0.4) = 22; five of them.
        Assert.All(counts, c => Assert.InRange(c, 1200 - 110, 1200 + 110));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Masks_Batch_GivesEveryPictureItsOwnClassesWhateverTheOthersAre(int n)
    {
        using var scope = NewDisposeScope();
        var labels = TestTensors.Labels(n, 6, 5, 7);
        var masks = ClassMix.Masks(labels, new RandomStream(4));
        Assert.Equal([n, 5L, 7L], masks.shape);
        for (var i = 0; i < n; i++)
        {
            // Another picture in front changes nothing for picture i.
            var other = labels.clone();
            for (var j = 0; j < n; j++) if (j != i) other[j] = zeros_like(labels[j]);
            Assert.True(masks[i].equal(ClassMix.Masks(other, new RandomStream(4))[i]).all().item<bool>());
        }
    }

    [Fact]
    public void Mask_NothingButVoid_IsEmpty()
    {
        using var scope = NewDisposeScope();
        Assert.False(ClassMix.Mask(full([3, 4], 255L, dtype: ScalarType.Int64), new RandomStream(1)).any().item<bool>());
    }

    [Fact]
    public void Mask_WrongInput_SaysWhatWasExpected()
    {
        using var scope = NewDisposeScope();
        Assert.Contains("Int64 [H, W]", Assert.Throws<ArgumentException>(() => ClassMix.Mask(zeros(2, 3), new RandomStream(1))).Message);
        Assert.Contains("256", Assert.Throws<ArgumentException>(() => ClassMix.Mask(full([2, 3], 256L, dtype: ScalarType.Int64), new RandomStream(1))).Message);
    }
}
