namespace Research.Scenes.Surfaces;

/// <summary>Upright boards, dark gaps between, over another surface.</summary>
/// <param name="wood">The boards.</param>
internal sealed class BoardSurface(Surface wood) : Surface
{
    public override SurfaceSample Sample(in SurfacePoint point)
    {
        var sample = wood.Sample(point);
        var gaps = Pattern.Stripes(point.Local.Y, 0.14, 0, 0.018, point.SlantFootprint);
        var board = Geometry.Noise.Cell((int)Math.Floor(point.Local.Y / 0.14), 0, 0, 91) - 0.5;
        sample.Albedo = sample.Albedo * ((1 - 0.8 * gaps) * (1 + 0.25 * board));
        return sample;
    }
}
