using Research.Adaptation.Depth;
using Research.Imaging;

namespace Research.Adaptation.Tests.Depth;

public sealed class DepthMetricsTests
{
    private static DepthMap Map(params float[] metres) => new(metres.Length, 1, metres);

    [Fact]
    public void Score_ThreePixels_EqualsTheHandComputation()
    {
        // Truth 2, 4, 10; predicted 3, 4, 5: relative 0.5, 0, 0.5; ratios 1.5 (within 1.25^2 = 1.5625), 1, 2 (beyond 1.25^3 = 1.953).
        var score = new DepthMetrics().Score(Map(3, 4, 5), Map(2, 4, 10));
        Assert.Equal((0.5 + 0 + 0.5) / 3, score.AbsoluteRelative, 9);
        Assert.Equal((0.5 + 0 + 2.5) / 3, score.SquaredRelative, 9);
        Assert.Equal(Math.Sqrt((1 + 0 + 25) / 3.0), score.RootMeanSquare, 9);
        Assert.Equal(Math.Sqrt((Math.Pow(Math.Log(1.5), 2) + Math.Pow(Math.Log(2), 2)) / 3), score.RootMeanSquareLog, 9);
        Assert.Equal((1 / 3.0, 2 / 3.0, 2 / 3.0, 1, 3L), (score.Within1, score.Within2, score.Within3, score.Scale, score.Pixels));
    }

    [Fact]
    public void Score_MedianScaling_RemovesTheUnit()
    {
        var metrics = new DepthMetrics { MedianScaling = true };
        var score = metrics.Score(Map(0.2f, 0.4f, 1), Map(2, 4, 10));
        Assert.Equal(0, score.AbsoluteRelative, 6);
        Assert.Equal(10, score.Scale, 5);
        // Even count: the mean of the middle two, (4 + 6) / 2 = 5 over (1 + 3) / 2 = 2.
        Assert.Equal(2.5, metrics.Score(Map(1, 1, 3, 9), Map(2, 4, 6, 8)).Scale, 9);
    }

    [Fact]
    public void Score_SkyHolesAndDistance_DoNotCountOrAreLimited()
    {
        var score = new DepthMetrics().Score(
            Map(5, 5, float.NaN, float.PositiveInfinity, 0.1f, -1), Map(float.PositiveInfinity, 100, 5, 40, 1, 5));
        // Counted: infinity against 40 m is 80 m, 0.1 m against 1 m is 0.5 m.
        Assert.Equal(2, score.Pixels);
        Assert.Equal((1 + 0.5) / 2, score.AbsoluteRelative, 6);
    }

    [Fact]
    public void Score_NothingKnown_CountsNoPixelAndIsLeftOutOfTheMean()
    {
        var metrics = new DepthMetrics();
        var nothing = metrics.Score(Map(1, 2), Map(float.PositiveInfinity, float.NaN));
        var something = metrics.Score(Map(2), Map(1));
        Assert.Equal(0, nothing.Pixels);
        Assert.Equal(1, DepthScore.Mean([nothing, something]).AbsoluteRelative, 9);
        Assert.Throws<ArgumentException>(() => DepthScore.Mean([nothing]));
    }

    [Fact]
    public void Score_BadArguments_NameTheField()
    {
        Assert.Contains("predicted: expected 2 x 1", Assert.Throws<ArgumentException>(() => new DepthMetrics().Score(Map(1), Map(1, 2))).Message, StringComparison.Ordinal);
        Assert.Contains("Nearest", Assert.Throws<ArgumentException>(() => new DepthMetrics { Nearest = 0 }.Validate()).Message, StringComparison.Ordinal);
        Assert.Contains("Farthest", Assert.Throws<ArgumentException>(() => new DepthMetrics { Farthest = 0.1 }.Validate()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Encode_Distances_AreThePapersNumbers()
    {
        Assert.Equal(655.36 / 10.01, InverseDepth.Encode(10), 4);
        Assert.Equal(655.36 / 0.11, InverseDepth.Encode(0.1f), 2);
        Assert.Equal(1, InverseDepth.Encode(655.35f));
        Assert.All([float.PositiveInfinity, float.NaN, 0, 0.05f, 1000], z => Assert.Equal(InverseDepth.Invalid, InverseDepth.Encode(z)));
        Assert.Equal(10, InverseDepth.Decode(InverseDepth.Encode(10)), 4);
        Assert.Equal(float.PositiveInfinity, InverseDepth.Decode(1));
    }

    [Fact]
    public void ToTensor_TwoMaps_EncodesMirrorsAndComesBack()
    {
        using var scope = TorchSharp.torch.NewDisposeScope();
        var tensor = InverseDepth.ToTensor([Map(2, 4), Map(float.PositiveInfinity, 8)]);
        Assert.Equal([2, 1, 1, 2], tensor.shape);
        var back = InverseDepth.FromTensor(tensor[1]).Metres;
        Assert.Equal(float.PositiveInfinity, back[0]);
        Assert.Equal(8, back[1], 4);
        var plane = new float[2];
        InverseDepth.Write(Map(2, 4), flip: true, plane);
        Assert.Equal([InverseDepth.Encode(4), InverseDepth.Encode(2)], plane);
    }
}
