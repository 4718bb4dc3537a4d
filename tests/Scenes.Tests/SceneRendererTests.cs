using Research.Imaging;

namespace Research.Scenes.Tests;

public sealed class SceneRendererTests
{
    private static readonly SceneSize Size = new(128, 64);

    public static TheoryData<string> DomainNames => [.. SceneDomains.All.Select(domain => domain.Name)];

    [Theory]
    [MemberData(nameof(DomainNames))]
    public void Render_OneAndTwoThreads_SameBits(string name)
    {
        var domain = SceneDomains.Find(name);
        for (var index = 0; index < 6; index++)
        {
            var one = SceneHash.Of(SceneRenderer.Render(domain, 7, index, Size));
            Assert.Equal(one, SceneHash.Of(SceneRenderer.Render(domain, 7, index, Size, threads: 2)));
            Assert.Equal(one, SceneHash.Of(SceneRenderer.Render(domain, 7, index, Size)));
        }
    }

    [Fact]
    public void Render_HundredScenesTwice_OneThreadEqualsTwo()
    {
        var size = new SceneSize(64, 32);
        string[] one = new string[100], two = new string[100];
        for (var n = 0; n < 100; n++) one[n] = SceneHash.Of(SceneRenderer.Render(SceneDomains.All[n % SceneDomains.All.Count], 17, n, size));

        // Two threads render different scenes and share the rows of each.
        Parallel.For(0, 100, new ParallelOptions { MaxDegreeOfParallelism = 2 }, n =>
            two[n] = SceneHash.Of(SceneRenderer.Render(SceneDomains.All[n % SceneDomains.All.Count], 17, n, size, threads: 2)));
        Assert.Equal(one, two);
    }

    [Fact]
    public void Render_OtherSeedIndexOrDomain_OtherPicture()
    {
        var hashes = new[]
        {
            SceneHash.Of(SceneRenderer.Render(SceneDomains.Game, 1, 0, Size)), SceneHash.Of(SceneRenderer.Render(SceneDomains.Game, 2, 0, Size)),
            SceneHash.Of(SceneRenderer.Render(SceneDomains.Game, 1, 1, Size)), SceneHash.Of(SceneRenderer.Render(SceneDomains.Street, 1, 0, Size)),
        };
        Assert.Equal(4, hashes.Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(DomainNames))]
    public void Render_AnyScene_LabelsAreTrainIdsAndMapsAgree(string name)
    {
        for (var index = 0; index < 8; index++)
        {
            var scene = SceneRenderer.Render(SceneDomains.Find(name), 3, index, Size);
            for (var n = 0; n < scene.Labels.Labels.Length; n++)
            {
                var label = scene.Labels.Labels[n];
                Assert.True(label is < StreetClasses.Count or StreetClasses.Ignore, $"scene {index} pixel {n}: label {label}");
                Assert.Equal(StreetClasses.IsCountable(label), scene.Instances[n] > 0);
                Assert.Equal(label == StreetClasses.Sky, float.IsPositiveInfinity(scene.Depth.Metres[n]));
                Assert.True(scene.Depth.Metres[n] > 0.1f);
            }
        }
    }

    [Theory]
    [MemberData(nameof(DomainNames))]
    public void Render_Road_DepthGrowsUpwardsAndAgreesWithCameraHeight(string name)
    {
        var domain = SceneDomains.Find(name);
        for (var index = 0; index < 8; index++)
        {
            var scene = SceneRenderer.Render(domain, 3, index, Size);
            for (var x = 0; x < Size.Width; x += 7)
            {
                var last = 0f;
                for (var y = Size.Height - 1; y > Size.Height / 2; y--)
                {
                    if (scene.Labels[x, y] != StreetClasses.Road) continue;
                    var depth = scene.Depth[x, y];
                    Assert.True(depth > last, $"scene {index} ({x}, {y}): {depth} m after {last} m");
                    last = depth;

                    // The road is the plane z = 0, so its points must come back to height 0.
                    var world = scene.Pose.ToWorld(scene.Intrinsics.Unproject(x + 0.5, y + 0.5, depth));
                    Assert.InRange(world.Z, -0.001 * depth, 0.001 * depth);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(DomainNames))]
    public void Render_ManyScenes_FrequenciesAreLongTailed(string name)
    {
        var domain = SceneDomains.Find(name);
        var counts = new double[256];
        for (var index = 0; index < 60; index++)
        {
            foreach (var label in SceneRenderer.Render(domain, 11, index, new SceneSize(64, 32)).Labels.Labels) counts[label]++;
        }

        var total = counts.Sum();
        double Share(byte label) => counts[label] / total;
        Assert.InRange(Share(StreetClasses.Road), 0.2, 0.5);
        Assert.InRange(Share(StreetClasses.Building), 0.1, 0.45);
        Assert.InRange(Share(StreetClasses.Vegetation), 0.02, 0.3);
        Assert.InRange(Share(StreetClasses.Car), 0.02, 0.2);
        Assert.InRange(Share(StreetClasses.Sidewalk), 0.02, 0.15);
        Assert.InRange(Share(StreetClasses.Sky), 0.02, 0.25);
        Assert.InRange(Share(StreetClasses.Pole), 0.003, 0.04);
        Assert.InRange(Share(StreetClasses.Person), 0.002, 0.04);
        Assert.InRange(Share(StreetClasses.TrafficSign), 0.0005, 0.02);
        Assert.True(Share(StreetClasses.Ignore) < 0.02);
    }

    [Fact]
    public void Render_AllDomains_EveryClassOccurs()
    {
        var seen = new bool[256];
        for (var index = 0; index < 40; index++)
        {
            foreach (var domain in SceneDomains.All)
                foreach (var label in SceneRenderer.Render(domain, 13, index, new SceneSize(64, 32)).Labels.Labels) seen[label] = true;
        }

        for (byte label = 0; label < StreetClasses.Count; label++) Assert.True(seen[label], StreetClasses.Names[label]);
    }

    [Fact]
    public void Render_SkyAgainstBuilding_ColourEdgeLiesOnLabelEdge()
    {
        // The game has no blur: across an upright sky/building edge the greatest step between neighbours within 3 pixels
        // must fall on the pair of pixels where the label changes or on the one next to it (a mixed pixel).
        int edges = 0, coincide = 0;
        for (var index = 0; index < 30; index++)
        {
            var scene = SceneRenderer.Render(SceneDomains.Game, 5, index, new SceneSize(256, 128));
            for (var y = 0; y < 128; y += 3)
            {
                for (var x = 4; x < 251; x++)
                {
                    if (!(IsFlat(scene, x - 3, x, y, StreetClasses.Sky) && IsFlat(scene, x + 1, x + 4, y, StreetClasses.Building))) continue;
                    edges++;
                    int best = 0, step = -1;
                    for (var k = x - 3; k < x + 4; k++)
                    {
                        var difference = Difference(scene.Colour, k, k + 1, y);
                        if (difference > step) (best, step) = (k, difference);
                    }

                    if (Math.Abs(best - x) <= 1) coincide++;
                }
            }
        }

        Assert.True(edges > 30, $"only {edges} edges found");
        Assert.True(coincide > 0.9 * edges, $"{coincide} of {edges} colour edges lie on label edges");
    }

    [Theory]
    [InlineData(-1, 64, 32)]
    [InlineData(0, 4, 32)]
    [InlineData(0, 64, 9000)]
    public void Render_BadArguments_Throws(int index, int width, int height) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => SceneRenderer.Render(SceneDomains.Game, 1, index, new SceneSize(width, height)));

    [Fact]
    public void Find_UnknownName_NamesTheDomains()
    {
        var error = Assert.Throws<ArgumentException>(() => SceneDomains.Find("moon"));
        Assert.Contains("moon", error.Message);
        Assert.Contains("street", error.Message);
    }

    private static bool IsFlat(Scene scene, int from, int to, int y, byte label)
    {
        for (var x = from; x <= to; x++)
            if (scene.Labels[x, y] != label) return false;
        return true;
    }

    private static int Difference(RgbImage image, int x0, int x1, int y)
    {
        var (r0, g0, b0) = image[x0, y];
        var (r1, g1, b1) = image[x1, y];
        return Math.Abs(r0 - r1) + Math.Abs(g0 - g1) + Math.Abs(b0 - b1);
    }
}
