namespace Research.Scenes.Tests;

public sealed class GeneratorVersionTests
{
    // First 40 digits, recorded with generator version 2. A difference means that pictures changed: raise SceneGenerator.Version and record anew.
    // It also shows that another machine or runtime draws the same bits.
    [Theory]
    [InlineData("game", "46f2df8f6e6f57fbef130f3ae932b3b495967e58")]
    [InlineData("street", "886c7c36b48459ed2f87b9434056b1612c119ab0")]
    [InlineData("night-rain", "8c0af15f1a34361fbeee4776a62434b763b9ea72")]
    public void Render_KnownScene_RecordedHash(string name, string expected)
    {
        Assert.Equal(2, SceneGenerator.Version);
        Assert.StartsWith(expected, SceneHash.Of(SceneRenderer.Render(SceneDomains.Find(name), 1, 0, new SceneSize(96, 48))));
    }
}
