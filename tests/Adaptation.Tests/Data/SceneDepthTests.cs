using Research.Adaptation.Data;
using Research.Scenes;

namespace Research.Adaptation.Tests.Data;

public sealed class SceneDepthTests
{
    private static readonly SceneSize Size = new(32, 16);

    [Fact]
    public void Load_WithAndWithoutCache_IsTheRenderersDepth()
    {
        using var folder = new TemporaryFolder();
        var expected = SceneRenderer.Render(SceneDomains.Game, seed: 5, index: 3, Size).Depth.Metres;
        for (var time = 0; time < 2; time++) // the second time from disk
            Assert.Equal(expected, new SceneDepth(SceneDomains.Game, 5, first: 2, count: 4, Size, folder.Path).Load(1).Metres);
        Assert.Equal(expected, new SceneDepth(SceneDomains.Game, 5, first: 2, count: 4, Size).Load(1).Metres);
    }

    [Fact]
    public void JoinedDepth_Load_GoesOnInTheNextPart()
    {
        var (game, street) = (new SceneDepth(SceneDomains.Game, 5, 0, 2, Size), new SceneDepth(SceneDomains.Street, 5, 0, 3, Size));
        var both = new JoinedDepth([game, street]);
        Assert.Equal(5, both.Count);
        Assert.Equal(game.Load(1).Metres, both.Load(1).Metres);
        Assert.Equal(street.Load(0).Metres, both.Load(2).Metres);
        Assert.Throws<ArgumentOutOfRangeException>(() => both.Load(5));
    }
}
