using Research.Scenes.Geometry;

namespace Research.Scenes.Rendering;

/// <summary>
/// Renders one camera's picture of a world in four passes over rows: hits, visibility of sun and sky, shading with filtered
/// visibility, edges with four samples. Each pass writes a pixel from finished earlier passes only, so rows can run on any
/// number of threads and give the same bits.
/// </summary>
internal sealed class PictureRenderer
{
    private static readonly (double X, double Y)[] SubPixels = [(-0.125, -0.375), (0.375, -0.125), (0.125, 0.375), (-0.375, 0.125)];

    private readonly SceneSize size;
    private readonly CameraIntrinsics intrinsics;
    private readonly Vec3 origin;
    private readonly Vec3 right;
    private readonly Vec3 down;
    private readonly Vec3 forward;
    private readonly RayCaster caster;
    private readonly Shader shader;
    private readonly int threads;
    private readonly float[] sun;
    private readonly float[] open;
    private readonly Rgb[] centre;

    public PictureRenderer(World world, CameraPose pose, CameraIntrinsics intrinsics, SceneSize size, int threads)
    {
        this.size = size;
        this.intrinsics = intrinsics;
        this.threads = threads;
        origin = V(pose.Position);
        right = V(pose.Right);
        down = V(pose.Down);
        forward = V(pose.Forward);
        caster = new RayCaster(world);
        shader = new Shader(world, caster, 1 / intrinsics.Fx);
        var count = size.Width * size.Height;
        Hits = new Hit[count];
        Radiance = new Rgb[count];
        centre = new Rgb[count];
        sun = new float[count];
        open = new float[count];

        static Vec3 V(Point3 p) => new(p.X, p.Y, p.Z);
    }

    /// <summary>What the ray through each pixel's centre met.</summary>
    public Hit[] Hits { get; }

    /// <summary>Linear light per pixel.</summary>
    public Rgb[] Radiance { get; }

    public void Render()
    {
        Rows(CastRow);
        Rows(VisibilityRow);
        Rows(ShadeRow);
        Rows(EdgeRow);
    }

    private void Rows(Action<int> row)
    {
        if (threads <= 1)
        {
            for (var y = 0; y < size.Height; y++) row(y);
            return;
        }

        Parallel.For(0, size.Height, new ParallelOptions { MaxDegreeOfParallelism = threads }, row);
    }

    /// <summary>The ray through a place of the picture; its parameter is the depth along the optical axis.</summary>
    private Ray RayAt(double u, double v) =>
        new(origin, forward + right * ((u - intrinsics.Cx) / intrinsics.Fx) + down * ((v - intrinsics.Cy) / intrinsics.Fy));

    private void CastRow(int y)
    {
        for (var x = 0; x < size.Width; x++) Hits[y * size.Width + x] = caster.Cast(RayAt(x + 0.5, y + 0.5));
    }

    private void VisibilityRow(int y)
    {
        for (var x = 0; x < size.Width; x++)
        {
            var n = y * size.Width + x;
            if (Hits[n].Primitive == Hit.Sky) continue;
            var ray = RayAt(x + 0.5, y + 0.5);
            sun[n] = (float)shader.SunVisibility(ray, Hits[n], x, y);
            open[n] = (float)shader.Openness(ray, Hits[n], x, y);
        }
    }

    private void ShadeRow(int y)
    {
        for (var x = 0; x < size.Width; x++)
        {
            var n = y * size.Width + x;
            var (filteredSun, filteredOpen) = Hits[n].Primitive == Hit.Sky ? (1, 1) : Filtered(x, y);
            centre[n] = shader.Shade(RayAt(x + 0.5, y + 0.5), Hits[n], filteredSun, filteredOpen);
            Radiance[n] = centre[n];
        }
    }

    /// <summary>
    /// Mean visibility over a 4 x 4 window, which holds each of the 16 sample slots once, among pixels that show the same
    /// surface facing the same way.
    /// </summary>
    private (double Sun, double Open) Filtered(int x, int y)
    {
        var hit = Hits[y * size.Width + x];
        double sunSum = 0, openSum = 0;
        var count = 0;
        for (var j = Math.Max(0, y - 1); j <= Math.Min(size.Height - 1, y + 2); j++)
        {
            for (var i = Math.Max(0, x - 1); i <= Math.Min(size.Width - 1, x + 2); i++)
            {
                var m = j * size.Width + i;
                if (Hits[m].Key != hit.Key || Vec3.Dot(Hits[m].Normal, hit.Normal) < 0.7) continue;
                sunSum += sun[m];
                openSum += open[m];
                count++;
            }
        }

        return (sunSum / count, openSum / count);
    }

    private void EdgeRow(int y)
    {
        for (var x = 0; x < size.Width; x++)
        {
            if (!IsEdge(x, y)) continue;
            var sum = default(Rgb);
            foreach (var (dx, dy) in SubPixels) sum += Sample(x, y, dx, dy);
            Radiance[y * size.Width + x] = sum * 0.25;
        }
    }

    private bool IsEdge(int x, int y)
    {
        var key = Hits[y * size.Width + x].Key;
        return (x > 0 && Hits[y * size.Width + x - 1].Key != key) || (x + 1 < size.Width && Hits[y * size.Width + x + 1].Key != key)
            || (y > 0 && Hits[(y - 1) * size.Width + x].Key != key) || (y + 1 < size.Height && Hits[(y + 1) * size.Width + x].Key != key);
    }

    /// <summary>Radiance at a place inside a pixel: taken from a pixel nearby that shows the same thing, else shaded afresh.</summary>
    private Rgb Sample(int x, int y, double dx, double dy)
    {
        var ray = RayAt(x + 0.5 + dx, y + 0.5 + dy);
        var hit = caster.Cast(ray);
        var own = y * size.Width + x;
        if (hit.Key == Hits[own].Key) return centre[own];
        for (var j = Math.Max(0, y - 1); j <= Math.Min(size.Height - 1, y + 1); j++)
        {
            for (var i = Math.Max(0, x - 1); i <= Math.Min(size.Width - 1, x + 1); i++)
            {
                if (Hits[j * size.Width + i].Key == hit.Key) return centre[j * size.Width + i];
            }
        }

        var seen = hit.Primitive == Hit.Sky ? 1 : shader.SunVisibility(ray, hit, x, y);
        return shader.Shade(ray, hit, seen, 0.8);
    }
}
