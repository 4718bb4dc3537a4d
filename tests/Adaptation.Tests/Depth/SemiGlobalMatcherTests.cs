using Research.Adaptation.Depth;
using Research.Imaging;
using Research.Scenes;

namespace Research.Adaptation.Tests.Depth;

public sealed class SemiGlobalMatcherTests
{
    private const int Width = 96, Height = 48;

    [Theory]
    [InlineData(MatchingCost.Census, 8)]
    [InlineData(MatchingCost.Census, 4)]
    [InlineData(MatchingCost.AbsoluteDifference, 8)]
    public void Match_RandomDotsWithARaisedSquare_FindsBothDisparities(MatchingCost cost, int paths)
    {
        // Background at 3 pixels, a square from (40, 14) to (71, 33) at 9.
        static double Truth(int x, int y) => x is >= 40 and < 72 && y is >= 14 and < 34 ? 9 : 3;
        var (left, right) = Dots(Truth);
        var disparity = SemiGlobalMatcher.Match(left, right, new SemiGlobalOptions { MaximumDisparity = 16, Cost = cost, Paths = paths });
        Assert.True(Share(disparity, Truth, within: 0.5, from: 16) > 0.97, $"{Share(disparity, Truth, 0.5, 16):P1} within half a pixel");
    }

    [Fact]
    public void Match_SlantedPlane_FollowsItWithinAFractionOfAPixel()
    {
        // From 2 to 8 pixels over the rows, and 2 more across: no two neighbours have a whole-pixel disparity.
        static double Truth(int x, int y) => 2 + 6.0 * y / Height + 2.0 * x / Width;
        var (left, right) = Dots(Truth);
        var disparity = SemiGlobalMatcher.Match(left, right, new SemiGlobalOptions { MaximumDisparity = 16, Subdivision = 4 });
        Assert.True(Share(disparity, Truth, within: 0.5, from: 16) > 0.97);
        var error = Enumerable.Range(0, Width * Height).Where(i => i % Width >= 16).Average(i => Math.Abs(disparity[i] - Truth(i % Width, i / Width)));
        Assert.True(error < 0.2, $"mean error {error:F3} pixels");
    }

    [Fact]
    public void Match_HiddenStrip_IsAHoleUnlessFilledFromBehind()
    {
        static double Truth(int x, int y) => x is >= 40 and < 72 ? 9 : 3;
        var (left, right) = Dots(Truth);
        var options = new SemiGlobalOptions { MaximumDisparity = 16, Median = false };
        var holes = SemiGlobalMatcher.Match(left, right, options with { FillHoles = false });
        var filled = SemiGlobalMatcher.Match(left, right, options);
        // The right picture shows the block's left edge at 31, over the background of left pixels 34 .. 39; a census window reaches two pixels into it.
        var strip = Enumerable.Range(0, Height).SelectMany(y => Enumerable.Range(35, 4).Select(x => y * Width + x)).ToArray();
        Assert.True(strip.Average(i => float.IsNaN(holes[i]) ? 1.0 : 0) > 0.8);
        Assert.True(strip.Average(i => Math.Abs(filled[i] - 3) < 0.5 ? 1.0 : 0) > 0.8, string.Join(' ', strip.Take(24).Select(i => filled[i])));
        Assert.DoesNotContain(filled, float.IsNaN);
    }

    [Fact]
    public void Match_DimmedPartner_CensusDoesNotNotice()
    {
        static double Truth(int x, int y) => 5;
        var (left, right) = Dots(Truth);
        for (var i = 0; i < right.Pixels.Length; i++) right.Pixels[i] = (byte)(0.6 * right.Pixels[i] + 30);
        var disparity = SemiGlobalMatcher.Match(left, right, new SemiGlobalOptions { MaximumDisparity = 16 });
        Assert.True(Share(disparity, Truth, within: 0.5, from: 16) > 0.97);
    }

    [Fact]
    public void Match_AnyNumberOfThreads_GivesTheSameBits()
    {
        var (left, right) = Dots((x, y) => 3 + 4.0 * x / Width);
        var options = new SemiGlobalOptions { MaximumDisparity = 12, Subdivision = 2, Window = 3, Speckle = 20 };
        var one = SemiGlobalMatcher.Match(left, right, options);
        Assert.Equal(one, SemiGlobalMatcher.Match(left, right, options, threads: 4));
    }

    [Fact]
    public void Match_SmallWrongPatch_IsDroppedAsASpeckle()
    {
        static double Truth(int x, int y) => x is >= 48 and < 58 && y is >= 18 and < 28 ? 10 : 3;
        var (left, right) = Dots(Truth);
        var options = new SemiGlobalOptions { MaximumDisparity = 16, SmallPenalty = 1, LargePenalty = 10 };
        float Most(SemiGlobalOptions o) => SemiGlobalMatcher.Match(left, right, o).Where((_, i) => i % Width is > 42 and < 64 && i / Width is > 14 and < 32).Max();
        Assert.True(Most(options) > 8);
        Assert.True(Most(options with { Speckle = 150 }) < 5);
    }

    [Fact]
    public void ToDepth_Disparities_AreFocalLengthTimesBaselineOverThem()
    {
        var depth = SemiGlobalMatcher.ToDepth([10, 0, float.NaN, 2.5f], 2, 2, focalLength: 200, baseline: 0.5);
        Assert.Equal([10, float.PositiveInfinity, float.NaN, 40], depth.Metres);
    }

    [Fact]
    public void Match_PairOfScenes_IsCloserThanTheBestConstant()
    {
        // Without the sensor's blur and noise, whose effect the notebook shows.
        var domain = SceneDomains.Street with { Sensor = new(), Camera = SceneDomains.Street.Camera with { Baseline = 0.54 } };
        var scenes = new StereoSceneDataset(domain, 5, 0, 3, new SceneSize(192, 96));
        var metrics = new DepthMetrics();
        var matched = DepthEvaluation.Mean(new MatchedDepth(scenes, new SemiGlobalOptions { MaximumDisparity = 48, Window = 3, Speckle = 60 }), scenes, metrics);
        var constant = DepthEvaluation.Mean(ConstantDepth.Best(scenes, metrics, scenes.Count), scenes, metrics);
        Assert.True(matched.AbsoluteRelative < constant.AbsoluteRelative, $"{matched.AbsoluteRelative} against {constant.AbsoluteRelative}");
        Assert.True(matched.Within1 > 0.6, $"{matched.Within1}");
    }

    [Fact]
    public void Match_BadArguments_NameTheField()
    {
        var picture = new RgbImage(8, 8);
        void Throws(string part, SemiGlobalOptions options) =>
            Assert.Contains(part, Assert.Throws<ArgumentException>(() => SemiGlobalMatcher.Match(picture, picture, options)).Message, StringComparison.Ordinal);
        Throws("MaximumDisparity", new() { MaximumDisparity = 0 });
        Throws("Subdivision", new() { Subdivision = 9 });
        Throws("Window", new() { Window = 2 });
        Throws("Paths", new() { Paths = 5 });
        Throws("SmallPenalty", new() { SmallPenalty = 31 });
        Throws("LargePenalty", new() { Window = 9, LargePenalty = 60 });
        Throws("Tolerance", new() { Tolerance = 0 });
        Throws("Speckle", new() { Speckle = -1 });
        Assert.Contains("right: expected 8 x 8", Assert.Throws<ArgumentException>(() => SemiGlobalMatcher.Match(picture, new RgbImage(9, 8), new())).Message, StringComparison.Ordinal);
    }

    // A left picture whose pixel (x, y) shows the right picture's noise at x - d, by interpolation between dots, and that right picture. Left
    // pixels whose place there is taken by a nearer thing show noise of their own.
    private static (RgbImage Left, RgbImage Right) Dots(Func<int, int, double> disparity)
    {
        var random = new RandomStream(3).Split("dots");
        var (left, right) = (new RgbImage(Width, Height), new RgbImage(Width, Height));
        for (var y = 0; y < Height; y++)
        {
            // Outside the right picture too, so that the left border of the left one has something to show.
            var line = Enumerable.Range(0, Width + 32).Select(_ => random.NextDouble(20, 235)).ToArray();
            for (var x = 0; x < Width; x++)
            {
                Set(right, x, y, line[x + 32]);
                var place = x - disparity(x, y) + 32;
                var whole = (int)Math.Floor(place);
                var hidden = Enumerable.Range(x + 1, Math.Min(16, Width - x - 1)).Any(o => disparity(o, y) > disparity(x, y) + 1 && Math.Abs(o - disparity(o, y) - (x - disparity(x, y))) < 0.5);
                Set(left, x, y, hidden ? random.NextDouble(20, 235) : line[whole] + (place - whole) * (line[Math.Min(whole + 1, line.Length - 1)] - line[whole]));
            }
        }
        return (left, right);

        static void Set(RgbImage image, int x, int y, double value)
        {
            var grey = (byte)Math.Round(value);
            image[x, y] = (grey, grey, grey);
        }
    }

    private static double Share(float[] disparity, Func<int, int, double> truth, double within, int from)
    {
        var pixels = Enumerable.Range(0, Width * Height).Where(i => i % Width >= from).ToArray();
        return pixels.Count(i => Math.Abs(disparity[i] - truth(i % Width, i / Width)) <= within) / (double)pixels.Length;
    }
}
