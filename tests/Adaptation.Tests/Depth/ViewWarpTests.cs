using Research.Adaptation.Depth;
using Research.Imaging;
using Research.Scenes;
using TorchSharp;
using static TorchSharp.torch;

namespace Research.Adaptation.Tests.Depth;

public sealed class ViewWarpTests
{
    // No sensor and no rain: what differs between two views is then geometry and interpolation only.
    private static readonly SceneDomain Clean = SceneDomains.Street with
    {
        Sensor = new(), Weathers = [.. SceneDomains.Street.Weathers.Select(w => w with { Rain = 0 })],
    };

    [Fact]
    public void Warp_TrueDepthOfAStereoPair_ReproducesTheLeftPictureWhereTheRightOneShowsIt()
    {
        using var scope = NewDisposeScope();
        var pair = SceneRenderer.RenderStereo(Clean, 21, 0, new SceneSize(192, 96));
        var motion = tensor(RigidMotion.ToRight(pair.Baseline), [1, 4, 4]);
        var (error, share) = Compare(pair.Left, pair.Right, motion);
        Assert.True(error < 0.02, $"{100 * error:F2} % of the range");
        Assert.True(share > 0.7, $"{100 * share:F0} % of the pixels are seen by both");
        var (wrong, _) = Compare(pair.Left, pair.Right, tensor(RigidMotion.ToRight(-pair.Baseline), [1, 4, 4]));
        Assert.True(wrong > 1.5 * error, $"the wrong way {100 * wrong:F2} %, the right way {100 * error:F2} %");
    }

    [Fact]
    public void Warp_TrueDepthAndPosesOfADrive_ReproducesTheStandingParts()
    {
        using var scope = NewDisposeScope();
        var now = SceneRenderer.RenderMoment(Clean, 31, 1, new SceneSize(192, 96), 0.4);
        var next = SceneRenderer.RenderMoment(Clean, 31, 1, new SceneSize(192, 96), 0.5);
        var (error, share) = Compare(now, next, tensor(RigidMotion.Between(now.Pose, next.Pose), [1, 4, 4]));
        Assert.True(error < 0.02, $"{100 * error:F2} % of the range");
        Assert.True(share > 0.6, $"{100 * share:F0} % of the pixels are seen by both");
    }

    [Fact]
    public void Places_PointsOfAScene_AreWhereTheRendererSaysTheyFall()
    {
        using var scope = NewDisposeScope();
        var now = SceneRenderer.RenderMoment(Clean, 31, 1, new SceneSize(64, 48), 0.4);
        var next = SceneRenderer.RenderMoment(Clean, 31, 1, new SceneSize(64, 48), 0.6);
        var places = TestTensors.Values(Places(now, tensor(RigidMotion.Between(now.Pose, next.Pose), [1, 4, 4])));
        for (var y = 0; y < 48; y += 5)
        for (var x = 0; x < 64; x += 3)
        {
            if (now.Instances[y * 64 + x] > 0 || SceneMotion.Project(now, x, y, next) is not { Depth: > 1 } expected) continue;
            var at = 2 * (y * 64 + x);
            Assert.Equal(expected.U, (places[at] + 1) * 32, 2);
            Assert.Equal(expected.V, (places[at + 1] + 1) * 24, 2);
        }
    }

    [Fact]
    public void Warp_NoMotion_IsThePictureItself()
    {
        using var scope = NewDisposeScope();
        var picture = DepthTensors.Picture(2, 3, 4, 6);
        var warped = ViewWarp.Warp(picture, DepthTensors.Uniform(1, 9, 3, 2, 1, 4, 6), eye(4, dtype: ScalarType.Float64).expand(2, 4, 4), DepthTensors.Camera(2, 5, 6, 4));
        var (expected, actual) = (TestTensors.Values(picture), TestTensors.Values(warped));
        for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i], 9);
    }

    [Fact]
    public void Warp_WholePixelDisparity_ShiftsAndRepeatsTheBorder()
    {
        using var scope = NewDisposeScope();
        // d = f B / Z = 6 * 0.5 / 3 = 1 pixel: the left pixel x shows what the right picture has at x - 1.
        var picture = arange(5, dtype: ScalarType.Float64).reshape(1, 1, 1, 5).expand(1, 1, 2, 5);
        var motion = tensor(RigidMotion.ToRight(0.5), [1, 4, 4]).to(ScalarType.Float64);
        var warped = ViewWarp.Warp(picture, full(1, 1, 2, 5, 3.0, dtype: ScalarType.Float64), motion, DepthTensors.Camera(1, 6, 5, 2));
        double[] expected = [0, 0, 1, 2, 3, 0, 0, 1, 2, 3];
        var actual = TestTensors.Values(warped);
        for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i], 9);
    }

    [Fact]
    public void Warp_DepthAndMotion_GradientsAgreeWithDifferences()
    {
        using var scope = NewDisposeScope();
        var picture = DepthTensors.Picture(1, 2, 4, 5, 8);
        var depth = DepthTensors.Uniform(2, 4, 9, 1, 1, 4, 5);
        var vector = tensor(new[] { 0.03, -0.02, 0.05, 0.21, -0.13, 0.17 }, [1, 6]);
        var camera = DepthTensors.Camera(1, 5, 5, 4);
        // A weighted sum, so that no symmetry hides a wrong sign; sampling is smooth between pixel centres only, hence the odd numbers above.
        var weights = DepthTensors.Picture(1, 2, 4, 5, 10);
        GradientCheck.Passes(d => (weights * ViewWarp.Warp(picture, d, RigidMotion.FromVectors(vector), camera)).sum(), depth);
        GradientCheck.Passes(v => (weights * ViewWarp.Warp(picture, depth, RigidMotion.FromVectors(v), camera)).sum(), vector);
    }

    [Fact]
    public void FromVectors_KnownAngles_IsTheRotationAndItsInverseTurnsBack()
    {
        using var scope = NewDisposeScope();
        // A quarter turn about z takes x to y; translation comes after.
        var motion = RigidMotion.FromVectors(tensor(new[] { 0, 0, Math.PI / 2, 1, 2, 3, 0.4, -0.3, 0.2, 5, 6, 7 }, [2, 6]));
        var values = TestTensors.Values(motion[0]);
        double[] expected = [0, -1, 0, 1, 1, 0, 0, 2, 0, 0, 1, 3, 0, 0, 0, 1];
        for (var i = 0; i < 16; i++) Assert.Equal(expected[i], values[i], 9);
        var back = TestTensors.Values(RigidMotion.Inverse(motion).matmul(motion));
        for (var i = 0; i < 32; i++) Assert.Equal(i % 16 % 5 == 0 ? 1 : 0, back[i], 9);
    }

    [Fact]
    public void FromVectors_NoRotation_IsTheIdentityWithAFiniteGradient()
    {
        using var scope = NewDisposeScope();
        var rest = zeros(1, 6, dtype: ScalarType.Float64);
        Assert.Equal(TestTensors.Values(eye(4, dtype: ScalarType.Float64)), TestTensors.Values(RigidMotion.FromVectors(rest)));
        Assert.All(GradientCheck.Of(v => RigidMotion.FromVectors(v).square().sum(), rest), g => Assert.True(double.IsFinite(g)));
    }

    private static Tensor Places(Scene from, Tensor motion)
    {
        var camera = tensor(new[] { (float)from.Intrinsics.Fx, (float)from.Intrinsics.Fy, (float)from.Intrinsics.Cx, (float)from.Intrinsics.Cy }, [1, 4]);
        return ViewWarp.Places(ViewWarp.Points(InverseDepth.MetresToTensor([Bounded(from.Depth)]), camera), motion, camera);
    }

    // Mean difference in parts of the range, and share, of the standing pixels whose surroundings the other view shows at the expected depth.
    private static (double Error, double Share) Compare(Scene target, Scene view, Tensor motion)
    {
        var places = Places(target, motion);
        var warped = TestTensors.Values(ViewWarp.Sample(Colours.ToTensor([view.Colour]), places));
        var seen = TestTensors.Values(ViewWarp.Sample(InverseDepth.MetresToTensor([Bounded(view.Depth)]), places));
        var (at, own) = (TestTensors.Values(places), TestTensors.Values(Colours.ToTensor([target.Colour])));
        var count = target.Colour.Width * target.Colour.Height;
        double sum = 0;
        int visible = 0, candidates = 0;
        for (var i = 0; i < count; i++)
        {
            var (x, y) = (i % target.Colour.Width, i / target.Colour.Width);
            if (target.Instances[i] > 0 || SceneMotion.Project(target, x, y, view) is not { } place) continue;
            if (Math.Abs(at[2 * i]) >= 1 || Math.Abs(at[2 * i + 1]) >= 1) continue;
            candidates++;
            if (!(Math.Abs(seen[i] - place.Depth) <= Math.Max(0.05, 0.03 * place.Depth))) continue;
            visible++;
            for (var c = 0; c < 3; c++) sum += Math.Abs(warped[c * count + i] - own[c * count + i]) / 3;
        }
        return (sum / Math.Max(1, visible), visible / (double)Math.Max(1, candidates));
    }

    private static DepthMap Bounded(DepthMap depth) => new(depth.Width, depth.Height, [.. depth.Metres.Select(z => Math.Min(z, 1e4f))]);
}
