using Research.Scenes.Geometry;
using Research.Scenes.Models;

namespace Research.Scenes.Rendering;

/// <summary>The weather of one scene, drawn from a <see cref="Weather"/>: sun, sky and air.</summary>
internal sealed class LightState
{
    public LightState(IReadOnlyList<Weather> weathers, SceneRandom random)
    {
        var weights = new double[weathers.Count];
        for (var n = 0; n < weights.Length; n++) weights[n] = weathers[n].Weight;
        var w = weathers[random.Pick(weights)];
        double elevation = PortableMath.Radians(random.In(w.SunElevation)), azimuth = PortableMath.Radians(random.In(w.SunAzimuth));
        var level = PortableMath.Cos(elevation);
        ToSun = new(level * PortableMath.Sin(azimuth), level * PortableMath.Cos(azimuth), PortableMath.Sin(elevation));
        Sun = Tint(random.Draw(w.SunColour)) * random.In(w.SunStrength);
        SunSpread = PortableMath.Tan(PortableMath.Radians(random.In(w.SunRadius)));
        Zenith = random.Draw(w.Zenith);
        Horizon = random.Draw(w.Horizon);
        Ambient = Tint(Rgb.Lerp(Zenith, Horizon, 0.6)) * random.In(w.SkyStrength);
        Brightness = random.In(w.SkyBrightness);
        Clouds = random.In(w.Clouds);
        CloudSalt = random.Integer(1000, 100_000);
        Haze = random.In(w.Haze);
        Occlusion = w.Occlusion;
        Wetness = random.In(w.Wetness);
        Lamps = random.In(w.Lamps);
        Rain = random.In(w.Rain);
    }

    /// <summary>Unit direction towards the sun.</summary>
    public Vec3 ToSun { get; }

    /// <summary>Irradiance of the sun / pi, so that radiance = albedo * Sun * cos.</summary>
    public Rgb Sun { get; }

    /// <summary>Tangent of the sun's apparent radius.</summary>
    public double SunSpread { get; }

    public Rgb Zenith { get; }

    public Rgb Horizon { get; }

    /// <summary>Irradiance of the whole sky / pi on a level surface.</summary>
    public Rgb Ambient { get; }

    public double Brightness { get; }

    public double Clouds { get; }

    public double Haze { get; }

    public double Occlusion { get; }

    public double Wetness { get; }

    public double Lamps { get; }

    public double Rain { get; }

    private int CloudSalt { get; }

    /// <summary>Radiance of the sky in a unit direction.</summary>
    public Rgb Sky(Vec3 direction)
    {
        var up = Math.Max(0, direction.Z);
        var low = (1 - up) * (1 - up);
        var sky = Rgb.Lerp(Zenith, Horizon, low * low);
        if (Clouds > 0 && up > 0.01)
        {
            double scale = 1.1 / (up + 0.12), x = direction.X * scale, y = direction.Y * scale;
            var density = Noise.Octaves(x * 1.6, y * 1.6, 5, 0, CloudSalt);
            var cover = PortableMath.SmoothStep(0.72 - 0.5 * Clouds, 0.92 - 0.4 * Clouds, density);
            if (cover > 0)
            {
                var lit = 0.75 + 0.35 * Noise.Octaves(x * 3 + 5, y * 3, 3, 0, CloudSalt + 7);
                sky = Rgb.Lerp(sky, Horizon * lit, cover * (0.35 + 0.65 * PortableMath.SmoothStep(0.02, 0.25, up)));
            }
        }

        var toward = Math.Max(0, Vec3.Dot(direction, ToSun));
        var glow = toward * toward;
        glow *= glow;
        glow *= glow;
        sky += Sun * (0.12 * glow + 0.5 * glow * glow * glow * glow);
        return sky * Brightness;
    }

    /// <summary>Radiance that comes from a direction when nothing near stands there: sky above, dim street below.</summary>
    public Rgb Surroundings(Vec3 direction)
    {
        var street = Ambient * 0.35 + Sun * (0.10 * Math.Max(0.1, ToSun.Z));
        var share = PortableMath.SmoothStep(0.12, 0.45, direction.Z);
        return share > 0 ? Rgb.Lerp(street, Sky(direction), share) : street;
    }

    /// <summary>Light of the air between the eye and a point.</summary>
    public Rgb ThroughAir(Rgb radiance, double distance)
    {
        var clear = PortableMath.Exp(-Haze * distance);
        return radiance * clear + Horizon * (Brightness * (1 - clear));
    }

    /// <summary>A colour scaled to luminance 1.</summary>
    private static Rgb Tint(Rgb colour) => colour * (1 / Math.Max(1e-3, colour.Luminance));
}
