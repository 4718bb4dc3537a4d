using Research.Scenes.Geometry;

namespace Research.Scenes.Surfaces;

/// <summary>The walls of a box-shaped building: storeys, windows with frames and sills, doors, shop fronts.</summary>
/// <param name="style">Division and colours.</param>
/// <param name="half">Half sizes of the box.</param>
internal sealed class FacadeSurface(FacadeStyle style, Vec3 half) : Surface
{
    private static readonly Rgb Glass = new(0.02, 0.024, 0.028);
    private static readonly Rgb FlatRoof = new(0.16, 0.155, 0.15);
    private readonly BlockSurface bricks = new(style.Wall, style.Wall * 0.55 + new Rgb(0.12), 0.25, 0.085, style.Texture);

    public override SurfaceSample Sample(in SurfacePoint point)
    {
        var n = point.LocalNormal;
        if (n.Z > 0.5) return new(FlatRoof, point.Normal);
        var front = Math.Abs(n.X) > 0.5;
        double width = 2 * (front ? half.Y : half.X), up = point.Local.Z + half.Z;
        double along = front ? point.Local.Y + half.Y : point.Local.X + half.X;
        var w = point.SlantFootprint;
        var wall = Wall(along, up, w);
        var sample = new SurfaceSample(wall, point.Normal);
        if (!front && !style.SideWindows) return sample;
        if (up < style.GroundHeight) Ground(along, up, width, w, point.Footprint, ref sample);
        else Storeys(along, up - style.GroundHeight, width, w, point.Footprint, ref sample);
        return sample;
    }

    private Rgb Wall(double along, double up, double w)
    {
        var colour = style.Brick && up > style.GroundHeight
            ? bricks.Colour(along, up, w)
            : (up < style.GroundHeight ? style.GroundWall : style.Wall);
        double stain = Noise.Octaves(along * 0.35, up * 0.2, 4, w * 0.3, style.Salt) - 0.5;
        double streak = Noise.At(along * 2.2, up * 0.12, style.Salt + 9) - 0.5;
        var dirt = 1 + style.Texture * (0.35 * stain + 0.25 * style.Grime * streak);
        dirt *= 1 - 0.35 * style.Grime * PortableMath.SmoothStep(1.2, 0, up);
        return colour * dirt;
    }

    private void Storeys(double along, double up, double width, double w, double across, ref SurfaceSample sample)
    {
        var bays = Math.Max(1, Math.Floor(width / style.Bay));
        var bay = width / bays;
        var storeys = Math.Max(1, Math.Round((2 * half.Z - style.GroundHeight) / style.StoreyHeight));
        var storey = (2 * half.Z - style.GroundHeight) / storeys;
        double margin = style.CurtainWall ? 0.04 : 0.5 * (1 - style.WindowWidth), low = style.CurtainWall ? 0.12 : 0.9 * (1 - style.WindowHeight) * 0.6;
        double left = bay * margin, right = bay * (1 - margin), bottom = storey * low, top = style.CurtainWall ? 0.98 * storey : bottom + storey * style.WindowHeight;

        var line = Pattern.Stripes(up, storey, 0, 0.12, w);
        sample.Albedo = Rgb.Lerp(sample.Albedo, style.Trim, 0.6 * line);
        Window(along, up, bay, storey, (left, right, bottom, top), (w, across), ref sample);
    }

    private void Window(
        double along, double up, double bay, double storey, (double Left, double Right, double Bottom, double Top) r, (double Slant, double Across) w, ref SurfaceSample sample)
    {
        const double Frame = 0.09;
        var pane = Pattern.Stripes(along, bay, r.Left, r.Right, w.Slant) * Pattern.Stripes(up, storey, r.Bottom, r.Top, w.Slant);
        var surround = Pattern.Stripes(along, bay, r.Left - Frame, r.Right + Frame, w.Slant) * Pattern.Stripes(up, storey, r.Bottom - 0.14, r.Top + Frame, w.Slant);
        if (!style.CurtainWall) sample.Albedo = Rgb.Lerp(sample.Albedo, style.Trim, surround - Math.Min(surround, pane));
        if (pane <= 0) return;
        int i = (int)Math.Floor(along / bay), j = (int)Math.Floor(up / storey);
        double u = along - i * bay, v = up - j * storey, middle = 0.5 * (r.Left + r.Right);
        var tone = Noise.Cell(i, j, 1, style.Salt);
        var curtain = tone > 0.55 ? PortableMath.SmoothStep(0.02, 0.0, (r.Top - v) / (r.Top - r.Bottom) - (tone - 0.45) * 1.3) : 0;
        var inside = Rgb.Lerp(Glass * (0.6 + 1.2 * Noise.Cell(i, j, 2, style.Salt)), new Rgb(0.32, 0.31, 0.28), 0.75 * curtain);

        // The lintel shades the top of a recessed pane.
        var shade = 1 - 0.6 * PortableMath.SmoothStep(0.22, 0.05, r.Top - v);
        var bars = Math.Max(
            Pattern.Band(u, middle - 0.03, middle + 0.03, w.Across), Pattern.Band(v, r.Top - 0.5 - 0.025, r.Top - 0.5 + 0.025, w.Across));
        bars = style.CurtainWall ? 0.5 * bars : bars * PortableMath.Clamp01(1.6 - w.Slant * 3);
        var colour = Rgb.Lerp(inside * shade, style.Trim * shade, bars);
        sample.Albedo = Rgb.Lerp(sample.Albedo, colour, pane);
        sample.Mirror = (float)((1 - bars) * pane * (1 - 0.6 * curtain) * 0.16 * shade);
        if (style.Lamps > 0 && Noise.Cell(i, j, 3, style.Salt) < 0.28)
            sample.Emission = new Rgb(1.0, 0.72, 0.38) * (style.Lamps * 0.5 * pane * (1 - bars) * (0.4 + 0.9 * tone));
    }

    private void Ground(double along, double up, double width, double w, double across, ref SurfaceSample sample)
    {
        if (!style.Shops)
        {
            var bays = Math.Max(1, Math.Floor(width / style.Bay));
            var bay = width / bays;
            var i = (int)Math.Floor(along / bay);
            if ((i * 7 + style.Salt % 5) % 4 == 1) Door(along - i * bay - 0.5 * bay, up, w, ref sample);
            else Window(along, up, bay, style.GroundHeight, (0.28 * bay, 0.72 * bay, 0.95, Math.Min(2.45, style.GroundHeight - 0.3)), (w, across), ref sample);
            return;
        }

        var units = Math.Max(1, Math.Floor(width / 4.5));
        var unit = width / units;
        var glass = Pattern.Stripes(along, unit, 0.3, unit - 0.3, w) * Pattern.Band(up, 0.45, 2.55, w);
        var band = Pattern.Band(up, 2.7, Math.Min(3.35, style.GroundHeight), w) * Pattern.Stripes(along, unit, 0.1, unit - 0.1, w);
        var n = (int)Math.Floor(along / unit);
        var goods = Noise.Octaves(along * 1.7, up * 1.9, 3, w * 1.9, style.Salt + 3);
        var inside = Rgb.Lerp(Glass, new Rgb(0.28, 0.22, 0.16) * (0.5 + Noise.Cell(n, 0, 5, style.Salt)), PortableMath.SmoothStep(0.45, 0.8, goods));
        var mullions = Pattern.Stripes(along, unit, 0.34 * unit, 0.34 * unit + 0.08, across) + Pattern.Stripes(along, unit, 0.58 * unit, 0.58 * unit + 0.08, across);
        sample.Albedo = Rgb.Lerp(sample.Albedo, Rgb.Lerp(inside, style.Trim * 0.5, Math.Min(1, mullions)), glass);
        sample.Mirror = (float)(0.1 * glass * (1 - Math.Min(1, mullions)));
        var lettering = Pattern.Band(up, 2.87, 3.17, across) * PortableMath.SmoothStep(0.5, 0.58, Noise.At(along * 4.2, n, style.Salt + 4))
            * Pattern.Stripes(along, unit, 0.25 * unit, 0.75 * unit, across);
        var sign = Rgb.Lerp(style.Shop * (0.6 + 0.8 * Noise.Cell(n, 0, 6, style.Salt)), new Rgb(0.8), 0.8 * lettering);
        sample.Albedo = Rgb.Lerp(sample.Albedo, sign, band);
        if (style.Lamps > 0 && Noise.Cell(n, 0, 7, style.Salt) < 0.6)
            sample.Emission = new Rgb(1.0, 0.85, 0.6) * (style.Lamps * 0.6 * glass * (0.4 + goods)) + sign * (style.Lamps * 1.2 * band);
    }

    private void Door(double fromMiddle, double up, double w, ref SurfaceSample sample)
    {
        var x = Math.Abs(fromMiddle);
        var frame = Pattern.Band(x, 0, 0.68, w) * Pattern.Band(up, 0, 2.4, w);
        var leaf = Pattern.Band(x, 0, 0.52, w) * Pattern.Band(up, 0, 2.2, w);
        sample.Albedo = Rgb.Lerp(sample.Albedo, style.Trim, frame);
        sample.Albedo = Rgb.Lerp(sample.Albedo, style.Shop * 0.45, leaf);
        var light = Pattern.Band(x, 0.1, 0.42, w) * Pattern.Band(up, 1.3, 2.0, w);
        sample.Albedo = Rgb.Lerp(sample.Albedo, Glass, 0.8 * light);
        sample.Mirror = (float)(0.1 * light);
    }
}
