using Research.Adaptation.Mixing;
using static TorchSharp.torch;

namespace Research.Adaptation.Tests.Mixing;

/// <summary>The paper's paste and both released ones, against loops over pixels.</summary>
public sealed class DualPasteTests
{
    private const int Height = 5, Width = 6, Pixels = Height * Width;

    // Two rare crops per picture; class 1 and class 2; labels 255 occur.
    private static PasteMaterial Material(int n) => new(
        TestTensors.Logits(n, 3, Height, Width, seed: 1), TestTensors.Labels(n, 4, Height, Width, seed: 2),
        TestTensors.Logits(n, 3, Height, Width, seed: 3), TestTensors.Labels(n, 4, Height, Width, ignored: 0, seed: 4),
        TestTensors.Logits(n, 3, Height, Width, seed: 5), TestTensors.Labels(n, 4, Height, Width, seed: 6),
        ClassMix.Of(TestTensors.Labels(n, 4, Height, Width, seed: 6), [0, 3]),
        [Patch(n, 1, 7), Patch(n, 2, 8)]);

    private static RarePatch Patch(int n, int id, long seed)
    {
        var labels = TestTensors.Labels(n, 4, Height, Width, seed: 10 + seed);
        return new RarePatch(id, TestTensors.Logits(n, 3, Height, Width, seed: 20 + seed), labels, labels.eq(id));
    }

    [Theory]
    [InlineData(1, PasteOnto.Both)]
    [InlineData(2, PasteOnto.Both)]
    [InlineData(3, PasteOnto.Both)]
    [InlineData(2, PasteOnto.Source)]
    [InlineData(2, PasteOnto.Target)]
    [InlineData(2, PasteOnto.None)]
    public void Of_RandomMaterial_EqualsPlainLoops(int n, PasteOnto onto)
    {
        using var scope = NewDisposeScope();
        const double lambda = 0.8;
        var m = Material(n);
        var fused = DualPaste.Of(m, lambda, onto);
        var plain = new Plain(m);
        for (var i = 0; i < n * Pixels; i++)
        {
            var (inside, source) = (plain.Masks[i], i);
            foreach (var rare in plain.Rare)
            {
                if (!rare.Mask[i]) continue;
                inside = true;
                for (var c = 0; c < 3; c++) plain.Template[Channel(i, c)] = rare.Images[Channel(i, c)];
                plain.TemplateLabels[i] = rare.Labels[i];
            }
            Agree(fused.Source, fused.SourceLabels, i, inside && onto.HasFlag(PasteOnto.Source), plain, plain.Source, plain.SourceLabels, lambda);
            Agree(fused.Target, fused.TargetLabels, i, inside && onto.HasFlag(PasteOnto.Target), plain, plain.Target, plain.TargetLabels, lambda);
            Assert.Equal(inside && onto.HasFlag(PasteOnto.Target), fused.Pasted.data<bool>()[i]);
            Assert.Equal(inside, fused.Compared.data<bool>()[source]);
        }
    }

    [Fact]
    public void Of_BothDomains_ShowTheSamePatch()
    {
        using var scope = NewDisposeScope();
        var m = Material(2);
        var fused = DualPaste.Of(m, 1);
        var inside = fused.Compared.unsqueeze(1).expand_as(fused.Source);
        Assert.True(fused.Source.masked_select(inside).equal(fused.Target.masked_select(inside)).all().item<bool>());
        Assert.True(fused.SourceLabels.masked_select(fused.Compared).equal(fused.TargetLabels.masked_select(fused.Compared)).all().item<bool>());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void First_RandomMaterial_UsesTheFirstMaskForAllAndLetsItGrow(int n)
    {
        using var scope = NewDisposeScope();
        const double lambda = 0.9;
        var m = Material(n);
        var fused = ReleasedDualPaste.First(m, lambda);
        var plain = new Plain(m);
        PasteColumns(plain, n, plain.Template, plain.TemplateLabels, plain.Rare);
        var growing = plain.Masks[..Pixels];
        for (var b = 0; b < n; b++)
        {
            for (var p = 0; p < Pixels; p++) growing[p] |= plain.Rare.Any(r => r.Mask[b * Pixels + p]);
            for (var p = 0; p < Pixels; p++)
            {
                var i = b * Pixels + p;
                Agree(fused.Source, fused.SourceLabels, i, growing[p], plain, plain.Source, plain.SourceLabels, lambda);
                Agree(fused.Target, fused.TargetLabels, i, growing[p], plain, plain.Target, plain.TargetLabels, lambda);
            }
        }
        for (var i = 0; i < n * Pixels; i++)
        {
            Assert.Equal(growing[i % Pixels], fused.Compared.data<bool>()[i]);
            Assert.Equal(i < Pixels ? growing[i] : plain.Masks[i], fused.Pasted.data<bool>()[i]);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Second_RandomMaterial_PastesRareColumnsHardAndTellsNobody(int n)
    {
        using var scope = NewDisposeScope();
        const double lambda = 0.9;
        var m = Material(n);
        var fused = ReleasedDualPaste.Second(m, lambda);
        var plain = new Plain(m);
        var (source, target) = (TestTensors.Values(fused.Source), TestTensors.Values(fused.Target));
        var (sourceLabels, targetLabels) = (fused.SourceLabels.data<long>().ToArray(), fused.TargetLabels.data<long>().ToArray());
        for (var i = 0; i < n * Pixels; i++)
        {
            var top = i / Pixels * Pixels + i % Width; // row 0 of the same column
            Check(plain.Rare[0], target, targetLabels, plain.Target, plain.TargetLabels);
            Check(plain.Rare[1], source, sourceLabels, plain.Source, plain.SourceLabels);
            Assert.Equal(plain.Masks[i], fused.Pasted.data<bool>()[i]);
            Assert.Equal(plain.Masks[i % Pixels], fused.Compared.data<bool>()[i]);

            void Check(PlainPatch rare, double[] picture, long[] labels, double[] background, long[] backgroundLabels)
            {
                for (var c = 0; c < 3; c++)
                {
                    var at = Channel(i, c);
                    var soft = plain.Masks[i] ? lambda * plain.Template[at] + (1 - lambda) * background[at] : background[at];
                    Assert.Equal(rare.Mask[top] ? rare.Images[at] : soft, picture[at], 12);
                }
                Assert.Equal(rare.Mask[top] ? rare.Labels[i] : plain.Masks[i] ? plain.TemplateLabels[i] : backgroundLabels[i], labels[i]);
            }
        }
    }

    [Fact]
    public void Columns_ClassBelowTheFirstRow_IsPastedNowhere()
    {
        using var scope = NewDisposeScope();
        var mask = zeros(1, 4, 3, dtype: ScalarType.Bool);
        mask[0, 2, 1] = tensor(true);
        Assert.False(ReleasedDualPaste.Columns(mask).any().item<bool>());
        mask[0, 0, 2] = tensor(true);
        Assert.Equal(Enumerable.Range(0, 12).Select(i => i % 3 == 2), ReleasedDualPaste.Columns(mask).data<bool>().ToArray());
    }

    private static void PasteColumns(Plain plain, int n, double[] pictures, long[] labels, IEnumerable<PlainPatch> patches)
    {
        foreach (var rare in patches)
        for (var i = 0; i < n * Pixels; i++)
        {
            if (!rare.Mask[i / Pixels * Pixels + i % Width]) continue;
            for (var c = 0; c < 3; c++) pictures[Channel(i, c)] = rare.Images[Channel(i, c)];
            labels[i] = rare.Labels[i];
        }
    }

    private static void Agree(
        Tensor picture, Tensor labels, int i, bool inside, Plain plain, double[] background, long[] backgroundLabels, double lambda)
    {
        var values = picture.data<double>();
        for (var c = 0; c < 3; c++)
        {
            var at = Channel(i, c);
            Assert.Equal(inside ? lambda * plain.Template[at] + (1 - lambda) * background[at] : background[at], values[at], 12);
        }
        Assert.Equal(inside ? plain.TemplateLabels[i] : backgroundLabels[i], labels.data<long>()[i]);
    }

    // Pixel i of a batch of maps, channel c of the batch of pictures.
    private static int Channel(int i, int c) => (i / Pixels * 3 + c) * Pixels + i % Pixels;

    private sealed record PlainPatch(double[] Images, long[] Labels, bool[] Mask);

    private sealed class Plain(PasteMaterial m)
    {
        public double[] Source { get; } = TestTensors.Values(m.Source);
        public double[] Target { get; } = TestTensors.Values(m.Target);
        public double[] Template { get; } = TestTensors.Values(m.Template);
        public long[] SourceLabels { get; } = m.SourceLabels.data<long>().ToArray();
        public long[] TargetLabels { get; } = m.TargetLabels.data<long>().ToArray();
        public long[] TemplateLabels { get; } = m.TemplateLabels.data<long>().ToArray();
        public bool[] Masks { get; } = m.Masks.data<bool>().ToArray();
        public PlainPatch[] Rare { get; } = [.. m.Rare.Select(r => new PlainPatch(TestTensors.Values(r.Images), r.Labels.data<long>().ToArray(), r.Mask.data<bool>().ToArray()))];
    }
}
