using Xunit.Abstractions;

namespace Research.Scenes.Tests;

public sealed class DriveTests(ITestOutputHelper output)
{
    private static readonly SceneSize Size = new(256, 128);

    [Fact]
    public void RenderMoment_NextFrameWarpedBack_DiffersByLessThanTwoPercent()
    {
        // 1/10 s apart; vehicles are carried by their frames, walking people excluded because their limbs swing.
        foreach (var source in SceneDomains.All)
        {
            var domain = source with { Sensor = new(), Weathers = [.. source.Weathers.Select(weather => weather with { Rain = 0 })] };
            for (var index = 0; index < 2; index++)
            {
                var now = SceneRenderer.RenderMoment(domain, 31, index, Size, 0.4);
                var next = SceneRenderer.RenderMoment(domain, 31, index, Size, 0.5);
                var (error, share) = Warp.Difference(now, next, label => label is not (StreetClasses.Person or StreetClasses.Rider));
                output.WriteLine($"{source.Name} {index}: {100 * error:F2} % of range over {100 * share:F0} % visible");
                Assert.True(error < 0.02, $"{source.Name} {index}: {100 * error:F2} %");
                Assert.True(share > 0.6, $"{source.Name} {index}: only {100 * share:F0} % visible");
            }
        }
    }

    [Fact]
    public void RenderMoment_AtZero_EqualsTheSingleScene() => Assert.Equal(
        SceneHash.Of(SceneRenderer.Render(SceneDomains.Street, 3, 1, Size)), SceneHash.Of(SceneRenderer.RenderMoment(SceneDomains.Street, 3, 1, Size, 0)));

    [Fact]
    public void RenderMoment_Drive_EgoMovesAlongTheStreetAtItsSpeedAndInstancesStay()
    {
        var start = SceneRenderer.RenderMoment(SceneDomains.Street, 3, 1, Size, 0);
        var end = SceneRenderer.RenderMoment(SceneDomains.Street, 3, 1, Size, 2);
        double dx = end.Pose.Position.X - start.Pose.Position.X, dy = end.Pose.Position.Y - start.Pose.Position.Y;
        var speed = Math.Sqrt(dx * dx + dy * dy) / 2;
        Assert.InRange(speed, SceneDomains.Street.Camera.Speed.Minimum * 0.98, SceneDomains.Street.Camera.Speed.Maximum * 1.02);
        Assert.Equal(start.InstancePoses.Count, end.InstancePoses.Count);
        var moved = start.InstancePoses.Zip(end.InstancePoses).Count(pair => pair.First.Origin != pair.Second.Origin);
        Assert.InRange(moved, 1, start.InstancePoses.Count - 1);
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(11)]
    [InlineData(double.NaN)]
    public void RenderMoment_BadTime_Throws(double seconds) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => SceneRenderer.RenderMoment(SceneDomains.Street, 3, 1, Size, seconds));
}
