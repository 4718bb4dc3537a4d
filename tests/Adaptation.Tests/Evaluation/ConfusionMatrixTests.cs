using Research.Adaptation.Evaluation;
using static TorchSharp.torch;

namespace Research.Adaptation.Tests.Evaluation;

public sealed class ConfusionMatrixTests
{
    [Fact]
    public void Update_HandCase_GivesTheHandComputedScores()
    {
        using var scope = NewDisposeScope();
        var matrix = new ConfusionMatrix(3);
        // truth 0 0 0 1 1 2 x, prediction 0 0 1 1 0 2 2 (x ignored).
        matrix.Update(tensor(new long[] { 0, 0, 1, 1, 0, 2, 2 }), tensor(new long[] { 0, 0, 0, 1, 1, 2, 255 }));
        Assert.Equal(6, matrix.Total);
        Assert.Equal(1, matrix[0, 1]);
        // class 0: 2 of 3 true + 3 predicted - 2 = 4; class 1: 1 of 2 + 2 - 1 = 3; class 2: 1 of 1.
        Assert.Equal(0.5, matrix.IntersectionOverUnion(0), 12);
        Assert.Equal(1 / 3.0, matrix.IntersectionOverUnion(1), 12);
        Assert.Equal(1, matrix.IntersectionOverUnion(2), 12);
        Assert.Equal((0.5 + 1 / 3.0 + 1) / 3, matrix.MeanIntersectionOverUnion(), 12);
    }

    [Fact]
    public void MeanIntersectionOverUnion_AbsentClass_IsLeftOutAndPredictedOneCounts()
    {
        using var scope = NewDisposeScope();
        var matrix = new ConfusionMatrix(4);
        matrix.Update(tensor(new long[] { 0, 0, 1 }), tensor(new long[] { 0, 0, 0 }));
        Assert.Equal(2 / 3.0, matrix.IntersectionOverUnion(0), 12);
        Assert.Equal(0, matrix.IntersectionOverUnion(1));
        Assert.True(double.IsNaN(matrix.IntersectionOverUnion(3)));
        Assert.Equal(1 / 3.0, matrix.MeanIntersectionOverUnion(), 12);
    }

    [Fact]
    public void Update_RandomBatches_EqualsPlainLoops()
    {
        using var scope = NewDisposeScope();
        var matrix = new ConfusionMatrix(5);
        var expected = new long[5, 5];
        for (var seed = 0; seed < 3; seed++)
        {
            var (labels, predictions) = (TestTensors.Labels(2, 5, 7, 6, seed: seed), TestTensors.Labels(2, 5, 7, 6, ignored: 0, seed: seed + 10));
            matrix.Update(predictions, labels);
            var (l, p) = (labels.data<long>().ToArray(), predictions.data<long>().ToArray());
            for (var i = 0; i < l.Length; i++)
                if (l[i] != 255) expected[l[i], p[i]]++;
        }
        for (var t = 0; t < 5; t++)
            for (var p = 0; p < 5; p++)
                Assert.Equal(expected[t, p], matrix[t, p]);
    }

    [Fact]
    public void Update_AllIgnored_CountsNothing()
    {
        using var scope = NewDisposeScope();
        var matrix = new ConfusionMatrix(3);
        matrix.Update(zeros(2, 2, dtype: ScalarType.Int64), full(2, 2, 255, dtype: ScalarType.Int64));
        Assert.Equal(0, matrix.Total);
        Assert.True(double.IsNaN(matrix.MeanIntersectionOverUnion()));
    }

    [Theory]
    [InlineData(3, 0, "label")]
    [InlineData(-1, 0, "label")]
    [InlineData(0, 3, "prediction")]
    [InlineData(0, -1, "prediction")]
    public void Update_ValueOutOfRange_IsRefused(long label, long prediction, string what)
    {
        using var scope = NewDisposeScope();
        var matrix = new ConfusionMatrix(3);
        var error = Assert.Throws<ArgumentException>(() => matrix.Update(tensor(new[] { prediction }), tensor(new[] { label })));
        Assert.StartsWith(what, error.Message);
        Assert.Equal(0, matrix.Total);
    }

    [Fact]
    public void FromCounts_Copies_KeepsEveryCount()
    {
        var matrix = ConfusionMatrix.FromCounts([[1, 2], [3, 4]]);
        Assert.Equal((1L, 2L, 3L, 4L), (matrix[0, 0], matrix[0, 1], matrix[1, 0], matrix[1, 1]));
        Assert.Throws<ArgumentException>(() => ConfusionMatrix.FromCounts([[1, 2], [3, -4]]));
        Assert.Throws<ArgumentException>(() => ConfusionMatrix.FromCounts([[1, 2], [3]]));
    }
}
