using Research.Scenes.Geometry;

namespace Research.Scenes.Tests.Geometry;

public sealed class PortableMathTests
{
    [Fact]
    public void ElementaryFunctions_OnAGrid_AgreeWithTheLibrary()
    {
        for (var x = -30.0; x <= 30; x += 0.037)
        {
            Assert.InRange(PortableMath.Sin(x) - Math.Sin(x), -1e-14, 1e-14);
            Assert.InRange(PortableMath.Cos(x) - Math.Cos(x), -1e-14, 1e-14);
            Assert.InRange(PortableMath.Exp(x) / Math.Exp(x), 1 - 1e-14, 1 + 1e-14);
        }

        for (var x = 1e-6; x < 1e6; x *= 1.1) Assert.InRange(PortableMath.Log(x) - Math.Log(x), -1e-14, 1e-14);
        Assert.Equal(Math.Pow(0.3, 2.4), PortableMath.Pow(0.3, 2.4), 13);
        Assert.Equal(0, PortableMath.Pow(0, 2.4));
    }
}
