using Research.Scenes.Geometry;

namespace Research.Scenes.Rendering;

/// <summary>Turns hits into radiance: sun with shadow, sky with occlusion, mirrors, lamps and air.</summary>
internal sealed class Shader
{
    private const double OcclusionReach = 5;
    private static readonly Vec3[] Hemisphere = SampleHemisphere(16);

    /// <summary>An order of the 16 places of a 4 x 4 tile that keeps neighbours far apart in sample space.</summary>
    private static readonly int[] Tile = [0, 8, 2, 10, 12, 4, 14, 6, 3, 11, 1, 9, 15, 7, 13, 5];

    private readonly World world;
    private readonly RayCaster caster;
    private readonly double pixel;
    private readonly LightState light;
    private readonly Vec3[] towardSun = new Vec3[16];

    public Shader(World world, RayCaster caster, double pixel)
    {
        (this.world, this.caster, this.pixel, light) = (world, caster, pixel, world.Light);
        var side = new Vec3(light.ToSun.Y, -light.ToSun.X, 0);
        side = side.Length > 1e-6 ? side.Normalised() : new Vec3(1, 0, 0);
        var other = Vec3.Cross(side, light.ToSun);
        for (var slot = 0; slot < towardSun.Length; slot++)
        {
            double angle = slot * 2.399963, radius = light.SunSpread * Math.Sqrt((slot + 0.5) / 16);
            towardSun[slot] = light.ToSun + side * (radius * PortableMath.Cos(angle)) + other * (radius * PortableMath.Sin(angle));
        }
    }

    /// <summary>Part of the sun seen from a hit, by one ray jittered over the sun's disc.</summary>
    public double SunVisibility(in Ray ray, in Hit hit, int x, int y)
    {
        if (light.Sun.Luminance <= 0) return 0;
        var facing = Vec3.Dot(hit.Normal, light.ToSun);
        var leaves = caster.IsFoliage(hit);
        if (facing <= 0 && !leaves) return 0;
        var slot = Tile[(x & 3) + 4 * (y & 3)];
        var from = Lifted(ray, hit) + (leaves ? light.ToSun * 0.35 : default);
        return world.Tree.Blocked(new Ray(from, towardSun[slot]), 220, out _) ? 0 : 1;
    }

    /// <summary>Part of the near surroundings that is open, by one ray over the hemisphere.</summary>
    public double Openness(in Ray ray, in Hit hit, int x, int y)
    {
        if (light.Occlusion <= 0) return 1;
        var slot = Tile[(x & 3) + 4 * (y & 3)];
        var frame = Frame.AlongZ(Lifted(ray, hit), hit.Normal);
        return 1 - light.Occlusion * Blocking(frame, Hemisphere[slot]);
    }

    /// <summary>Radiance that leaves a hit towards the eye.</summary>
    public Rgb Shade(in Ray ray, in Hit hit, double sun, double open) => Shade(ray, hit, sun, open, mirrors: 1);

    private Rgb Shade(in Ray ray, in Hit hit, double sun, double open, int mirrors)
    {
        var length = ray.Direction.Length;
        if (hit.Primitive == Hit.Sky)
        {
            var sky = light.Sky(ray.Direction * (1 / length));
            return sky;
        }

        var point = caster.PointOf(ray, hit, pixel);
        var surface = caster.SurfaceOf(hit).Sample(point);
        var facing = Vec3.Dot(surface.Normal, light.ToSun);
        var direct = Math.Max(0, facing) + surface.Translucency * Math.Max(0, -facing);
        var bounce = light.Sun * (0.16 * Math.Max(0, light.ToSun.Z)) + light.Ambient * 0.16;
        var fromSky = 0.5 + 0.5 * surface.Normal.Z;
        var irradiance = light.Sun * (direct * sun) + (light.Ambient * fromSky + bounce * (1 - fromSky)) * open;
        if (light.Lamps > 0) irradiance += world.LampLight.At(point.World, surface.Normal);
        var radiance = surface.Albedo * irradiance + surface.Emission;
        if (surface.Mirror > 0) radiance += Mirrored(point, surface, hit, mirrors) * Math.Sqrt(open);
        return light.ThroughAir(radiance, hit.T * length);
    }

    private Rgb Mirrored(in Surfaces.SurfacePoint point, in Surfaces.SurfaceSample surface, in Hit hit, int mirrors)
    {
        var cosine = PortableMath.Clamp01(-Vec3.Dot(point.View, surface.Normal));
        double grazing = 1 - cosine, five = grazing * grazing;
        five *= five * grazing;
        var strength = surface.Mirror + (Math.Min(1, 8 * surface.Mirror) * 0.6 - surface.Mirror) * five;
        var direction = Vec3.Reflect(point.View, surface.Normal);
        if (hit.Primitive != Hit.Ground || mirrors == 0) return light.Surroundings(direction) * strength;
        if (direction.Z < 0.01) direction = new Vec3(direction.X, direction.Y, 0.01);
        var ray = new Ray(point.World + surface.Normal * 0.01, direction.Normalised());
        var seen = caster.Cast(ray);
        return Shade(ray, seen, 0.6, 0.8, mirrors - 1) * strength;
    }

    private double Blocking(in Frame frame, Vec3 direction)
    {
        var ray = new Ray(frame.Origin, frame.DirectionToWorld(direction));

        // The ground plane itself closes directions that point down.
        var ground = ray.Direction.Z < -1e-6 ? -ray.Origin.Z / ray.Direction.Z : Intersection.None;
        var blocked = world.Tree.Blocked(ray, Math.Min(OcclusionReach, ground), out var t);
        if (!blocked && ground > OcclusionReach) return 0;
        t = blocked ? t : ground;
        var near = 1 - t / OcclusionReach;
        return near * near;
    }

    private static Vec3 Lifted(in Ray ray, in Hit hit) => ray.At(hit.T) + hit.Normal * (0.004 + 2e-5 * hit.T);

    /// <summary>Directions with density proportional to the cosine: a sunflower on the disc, projected up (Malley).</summary>
    private static Vec3[] SampleHemisphere(int count)
    {
        var directions = new Vec3[count];
        for (var n = 0; n < count; n++)
        {
            double r2 = (n + 0.5) / count, r = Math.Sqrt(r2), angle = n * 2.399963229728653;
            directions[n] = new(r * PortableMath.Cos(angle), r * PortableMath.Sin(angle), Math.Sqrt(1 - r2));
        }

        return directions;
    }
}
