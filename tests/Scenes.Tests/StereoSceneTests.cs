using Xunit.Abstractions;

namespace Research.Scenes.Tests;

public sealed class StereoSceneTests(ITestOutputHelper output)
{
    private static readonly SceneSize Size = new(256, 128);

    public static TheoryData<string> DomainNames => [.. SceneDomains.All.Select(domain => domain.Name)];

    [Theory]
    [MemberData(nameof(DomainNames))]
    public void RenderStereo_RightWarpedToLeft_DiffersByLessThanTwoPercent(string name)
    {
        // Sensor noise is independent in the two pictures and says nothing about geometry, so the sensor is ideal; raindrops likewise.
        var domain = SceneDomains.Find(name);
        domain = domain with { Sensor = new(), Weathers = [.. domain.Weathers.Select(weather => weather with { Rain = 0 })] };
        for (var index = 0; index < 4; index++)
        {
            var pair = SceneRenderer.RenderStereo(domain, 21, index, Size);
            var (error, share) = Warp.Difference(pair.Left, pair.Right, _ => true);
            output.WriteLine($"{name} {index}: {100 * error:F2} % of range over {100 * share:F0} % visible");
            Assert.True(error < 0.02, $"{name} {index}: {100 * error:F2} %");
            Assert.True(share > 0.6, $"{name} {index}: only {100 * share:F0} % visible");
        }
    }

    [Fact]
    public void RenderStereo_Pair_IsRectifiedAndLeftEqualsSingle()
    {
        var pair = SceneRenderer.RenderStereo(SceneDomains.Street, 3, 2, Size);
        Assert.Equal(SceneHash.Of(SceneRenderer.Render(SceneDomains.Street, 3, 2, Size)), SceneHash.Of(pair.Left));
        var disparity = pair.Disparity();
        for (var y = 3; y < Size.Height; y += 11)
        {
            for (var x = 2; x < Size.Width; x += 13)
            {
                if (pair.Left.Instances[y * Size.Width + x] > 0 || SceneMotion.Project(pair.Left, x, y, pair.Right) is not { } place) continue;

                // d = fx B / Z, and rows agree.
                Assert.Equal(pair.FocalLength * pair.Baseline / pair.Left.Depth[x, y], x + 0.5 - place.U, 3);
                Assert.Equal(x + 0.5 - place.U, disparity[y * Size.Width + x], 3);
                Assert.Equal(y + 0.5, place.V, 3);
            }
        }
    }

    [Fact]
    public void RenderStereo_WrongDisparity_FailsTheWarp()
    {
        // The measure must be able to fail: a baseline three times too long moves near things by many pixels.
        var domain = SceneDomains.Game;
        var pair = SceneRenderer.RenderStereo(domain, 21, 0, Size);
        var wrong = SceneRenderer.RenderStereo(domain with { Camera = domain.Camera with { Baseline = 0.66 } }, 21, 0, Size);
        var moved = new Scene
        {
            Colour = wrong.Right.Colour, Labels = pair.Right.Labels, Instances = pair.Right.Instances, Depth = pair.Right.Depth,
            Intrinsics = pair.Right.Intrinsics, Pose = pair.Right.Pose, InstancePoses = pair.Right.InstancePoses,
        };
        Assert.True(Warp.Difference(pair.Left, moved, _ => true).Error > 1.5 * Warp.Difference(pair.Left, pair.Right, _ => true).Error);
    }
}
