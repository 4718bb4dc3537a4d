using Research.Scenes.Geometry;
using Research.Scenes.Layout;

namespace Research.Scenes.Surfaces;

/// <summary>The ground of a street: asphalt with markings and wear, kerbs, slabs, grass, gravel.</summary>
internal sealed class GroundSurface(StreetPlan plan, GroundLook look) : Surface
{
    private readonly RoadMarkings markings = new(plan);

    public override SurfaceSample Sample(in SurfacePoint point)
    {
        var place = plan.Locate(point.World.X, point.World.Y);
        double slope = Math.Max(0.02, Math.Abs(point.View.Z));
        double alongWidth = point.Footprint * (1 + Math.Abs(point.View.Y) / slope);
        double acrossWidth = point.Footprint * (1 + Math.Abs(point.View.X) / slope);
        var sample = new SurfaceSample(default, point.Normal);
        sample.Albedo = place.Kind switch
        {
            GroundKind.Road => Road(place, acrossWidth, alongWidth),
            GroundKind.Kerb => KerbStone(place, alongWidth),
            GroundKind.Sidewalk => Paving(place, acrossWidth, alongWidth),
            GroundKind.Grass => Lawn(place, alongWidth),
            _ => Gravel(place, alongWidth),
        };
        if (look.Wetness > 0 && place.Kind != GroundKind.Grass) Wet(place, alongWidth, ref sample);
        return sample;
    }

    private Rgb Road(in GroundPoint place, double across, double along)
    {
        double x = place.Offset, y = place.Station + look.Shift;
        var keepGrain = PortableMath.Clamp01(1.3 - along * 14);
        var grain = keepGrain > 0 ? Noise.At(x * 23, y * 23, 41) - 0.5 : 0;
        var mottle = Noise.Octaves(x * 0.6, y * 0.25, 4, along * 0.25, 42) - 0.5;
        var shade = 1 + look.Texture * (0.35 * grain * keepGrain + 0.5 * mottle);

        // Tyres polish two tracks per lane, oil darkens the middle.
        var lane = (Math.Abs(place.Offset) - plan.MedianHalf) / plan.LaneWidth;
        var inLane = Math.Abs(lane - Math.Floor(lane) - 0.5);
        shade *= 1 + look.Texture * look.Grime * (0.10 * PortableMath.SmoothStep(0.12, 0.0, Math.Abs(inLane - 0.26)) - 0.10 * PortableMath.SmoothStep(0.12, 0, inLane));
        shade *= 1 - 0.25 * look.Grime * PortableMath.SmoothStep(-0.7, 0, place.Edge);
        shade *= 1 + look.Patches * Patch(x, y);
        shade *= 1 - Cracks(x, y, along, 0.3 * look.Patches * look.Texture);
        var colour = look.Asphalt * shade;
        if (plan.HasTracks) colour = markings.Tracks(place, colour, across);

        var (white, centre) = markings.Coverage(place, across, along);
        if (white == 0 && centre == 0) return colour;
        var worn = PortableMath.SmoothStep(look.Wear - 0.35, look.Wear + 0.15, 0.2 + Noise.Octaves(x * 2.5, y * 1.5, 3, along * 1.5, 47));
        colour = Rgb.Lerp(colour, look.Marking * (1 + 0.3 * (shade - 1)), white * worn);
        return Rgb.Lerp(colour, look.CentreLine * (1 + 0.3 * (shade - 1)), centre * worn);
    }

    /// <summary>Thin lines where one noise crosses its middle, in places where another is high; none where a pixel is too wide.</summary>
    private static double Cracks(double x, double y, double along, double strength)
    {
        if (strength <= 0) return 0;
        var keep = PortableMath.Clamp01(1.2 - along * 6);
        if (keep <= 0) return 0;
        var cracked = PortableMath.SmoothStep(0.5, 0.7, Noise.At(x * 0.3, y * 0.2, 45)) * keep;
        if (cracked <= 0) return 0;
        var distance = Math.Abs(Noise.Octaves(x * 0.5 + 9, y * 0.22, 4, 0, 46) - 0.5);
        return strength * cracked * PortableMath.SmoothStep(0.008, 0.0, distance);
    }

    /// <summary>Rectangles of newer or older asphalt, one per cell of 4 m by 9 m at most.</summary>
    private static double Patch(double x, double y)
    {
        int i = (int)Math.Floor(x / 4), j = (int)Math.Floor(y / 9);
        if (Noise.Cell(i, j, 0, 43) > 0.3) return 0;
        double u = x / 4 - i, v = y / 9 - j;
        double left = 0.3 * Noise.Cell(i, j, 1, 43), low = 0.4 * Noise.Cell(i, j, 2, 43);
        var inside = u > left && u < left + 0.3 + 0.4 * Noise.Cell(i, j, 3, 43) && v > low && v < low + 0.2 + 0.35 * Noise.Cell(i, j, 4, 43);
        return inside ? 0.45 * (Noise.Cell(i, j, 5, 43) - 0.65) : 0;
    }

    private Rgb KerbStone(in GroundPoint place, double along)
    {
        var run = place.MainEdge < place.CrossEdge ? place.Station : place.Offset;
        var joints = Pattern.Stripes(run, 1.0, 0, 0.03, along);
        return look.Kerb * ((1 - 0.5 * joints) * (1 + look.Texture * 0.4 * (Noise.Cell((int)Math.Floor(run), 0, 0, 44) - 0.5)));
    }

    private Rgb Paving(in GroundPoint place, double across, double along)
    {
        var slab = look.Slab;
        var joints = Math.Max(
            Pattern.Stripes(place.Offset, slab, 0, 0.02, across), Pattern.Stripes(place.Station, slab, 0, 0.02, along));
        int i = (int)Math.Floor(place.Offset / slab), j = (int)Math.Floor(place.Station / slab);
        var keep = PortableMath.Clamp01(1.4 - along / slab);
        var tone = (Noise.Cell(i, j, 0, 51) - 0.5) * keep;
        var stains = Noise.Octaves(place.Offset * 0.8, (place.Station + look.Shift) * 0.5, 4, along * 0.5, 52) - 0.5;
        return look.Sidewalk * ((1 + look.Texture * (0.22 * tone + (0.3 + 0.4 * look.Grime) * stains)) * (1 - 0.35 * joints * (0.4 + 0.6 * look.Texture)));
    }

    private Rgb Lawn(in GroundPoint place, double along)
    {
        var patches = Noise.Octaves(place.Offset * 0.5, (place.Station + look.Shift) * 0.3, 4, along * 0.3, 56);
        var blades = (Noise.At(place.Offset * 17, place.Station * 9, 57) - 0.5) * PortableMath.Clamp01(1.4 - along * 5);
        var bare = look.Texture * PortableMath.SmoothStep(0.58, 0.8, patches);
        return Rgb.Lerp(look.Grass, look.Soil, bare) * (1 + look.Texture * (0.7 * blades + 0.8 * (patches - 0.5)));
    }

    private Rgb Gravel(in GroundPoint place, double along)
    {
        var stones = (Noise.At(place.Offset * 14, place.Station * 14, 58) - 0.5) * PortableMath.Clamp01(1.4 - along * 7);
        var patches = Noise.Octaves(place.Offset * 0.4, (place.Station + look.Shift) * 0.3, 3, along * 0.3, 59);
        var green = PortableMath.SmoothStep(0.5, 0.75, patches);
        return Rgb.Lerp(look.Soil * 1.15, look.Grass, green) * (1 + look.Texture * (0.5 * stones + 0.4 * (patches - 0.5)));
    }

    private void Wet(in GroundPoint place, double along, ref SurfaceSample sample)
    {
        var puddle = PortableMath.SmoothStep(0.42, 0.62, Noise.Octaves(place.Offset * 0.35, (place.Station + look.Shift) * 0.25, 3, along * 0.25, 61));
        var water = look.Wetness * (0.45 + 0.55 * puddle);
        sample.Albedo = sample.Albedo * (1 - 0.5 * water);
        sample.Mirror = (float)(0.35 * water);
        var ripple = 0.06 * (1 - 0.7 * puddle);
        sample.Normal = new Vec3(
            ripple * (Noise.At(place.Offset * 9, place.Station * 9, 62) - 0.5), ripple * (Noise.At(place.Offset * 9, place.Station * 9, 63) - 0.5), 1).Normalised();
    }
}
