using Research.Scenes.Geometry;
using Research.Scenes.Layout;
using Research.Scenes.Surfaces;

namespace Research.Scenes.Models;

/// <summary>Houses and blocks of flats: a box with a facade, a roof, and things that stand out from it.</summary>
internal static class BuildingModel
{
    private static readonly PlainSurface Iron = new(new Rgb(0.05), 0.1);

    /// <summary>A building whose local y runs along the street; <paramref name="toStreet"/> is the sign of local x towards it.</summary>
    public static void Build(BuildContext context, in Frame frame, Vec3 half, int storeys, int toStreet, bool row, SceneRandom random)
    {
        var a = context.Domain.Architecture;
        var style = DrawStyle(context, row, random);
        var height = style.GroundHeight + (storeys - 1) * style.StoreyHeight;
        half = new(half.X, half.Y, 0.5 * height);
        var g = context.Geometry;
        g.Begin(frame, StreetClasses.Building);
        g.Box(new Vec3(0, 0, half.Z), half, new FacadeSurface(style, half));
        var trim = new PlainSurface(style.Trim, 0.2 * context.Texture, 1);
        var base0 = new PlainSurface(style.GroundWall * 0.7, 0.3 * context.Texture, 2);
        g.Box(new Vec3(0, 0, 0.2), new(half.X + 0.06, half.Y + 0.02, 0.2), base0);
        if (random.Chance(a.PitchedRoofProbability)) PitchedRoof(context, half, height, random);
        else g.Box(new Vec3(0, 0, height + 0.2), new(half.X + 0.18, half.Y + 0.05, 0.25), trim);
        if (storeys > 1 && random.Chance(a.BalconyProbability)) Balconies(g, style, half, storeys, toStreet, trim, random);
        if (style.Shops && random.Chance(a.AwningProbability)) Awnings(context, half, toStreet, random);
        if (row && random.Chance(a.HangingSignProbability)) HangingSigns(context, half, toStreet, random);
    }

    private static FacadeStyle DrawStyle(BuildContext context, bool row, SceneRandom random)
    {
        var a = context.Domain.Architecture;
        var wall = random.Draw(a.Facades);
        var shops = row && random.Chance(a.ShopProbability);
        var storey = random.In(a.StoreyHeight);
        var light = random.Chance(0.65);
        return new FacadeStyle
        {
            Wall = wall,
            GroundWall = random.Chance(0.5) ? wall * 0.75 : random.Draw(a.Facades) * 0.8,
            Trim = light ? new Rgb(0.62, 0.6, 0.56) : wall * 0.5,
            Shop = random.Draw(a.Shops),
            StoreyHeight = storey,
            GroundHeight = shops ? Math.Max(3.6, storey) : storey,
            Bay = random.In(a.BayWidth),
            WindowWidth = random.In(a.WindowWidth),
            WindowHeight = random.In(a.WindowHeight),
            Shops = shops,
            CurtainWall = row && random.Chance(a.CurtainWallProbability),
            Brick = random.Chance(a.BrickProbability),
            SideWindows = !row || random.Chance(0.5),
            Texture = context.Texture,
            Grime = context.Domain.Materials.Grime,
            Lamps = context.Lamps,
            Salt = random.Integer(100, 1_000_000),
        };
    }

    private static void PitchedRoof(BuildContext context, Vec3 half, double height, SceneRandom random)
    {
        var rise = Math.Min(half.X, 6) * random.Uniform(0.45, 0.8);
        double over = 0.35, slope = rise / half.X;
        var colour = random.Draw(context.Domain.Architecture.Roofs);
        var tiles = new RoofSurface(colour, context.Texture);
        var outward = new Vec3(slope, 0, 1).Normalised();
        Plane[] planes =
        [
            new(outward, outward.Z * (height + rise)),
            new(new(-outward.X, 0, outward.Z), outward.Z * (height + rise)),
            new(new(0, 1, 0), half.Y + 0.1),
            new(new(0, -1, 0), half.Y + 0.1),
            new(new(0, 0, -1), -(height - slope * over)),
            new(new(1, 0, 0), half.X + over),
            new(new(-1, 0, 0), half.X + over),
        ];
        var g = context.Geometry;
        g.Convex(planes, new(0, 0, height + 0.5 * rise), new(half.X + over, half.Y + 0.1, 0.5 * rise + slope * over + 0.1), tiles);
        var chimney = new PlainSurface(new Rgb(0.25, 0.12, 0.08), 0.4 * context.Texture, 4);
        if (random.Chance(0.6))
            g.Box(new Vec3(random.Uniform(-0.4, 0.4) * half.X, random.Uniform(-0.7, 0.7) * half.Y, height + rise), new(0.35, 0.35, 0.7), chimney);
    }

    private static void Balconies(
        GeometryBuilder g, FacadeStyle style, Vec3 half, int storeys, int toStreet, Surface slab, SceneRandom random)
    {
        var bays = Math.Max(1, Math.Floor(2 * half.Y / style.Bay));
        var bay = 2 * half.Y / bays;
        int every = random.Integer(2, 3), start = random.Integer(0, 1);
        for (var storey = 1; storey < storeys; storey++)
        {
            for (var n = start; n < bays; n += every)
            {
                var y = -half.Y + (n + 0.5) * bay;
                var z = style.GroundHeight + (storey - 1) * style.StoreyHeight;
                var x = toStreet * (half.X + 0.5);
                g.Box(new Vec3(x, y, z), new(0.5, 0.45 * bay, 0.08), slab);
                g.Box(new Vec3(x + toStreet * 0.47, y, z + 0.55), new(0.03, 0.45 * bay, 0.45), random.Key % 2 == 0 ? Iron : slab);
            }
        }
    }

    private static void Awnings(BuildContext context, Vec3 half, int toStreet, SceneRandom random)
    {
        var cloth = new PlainSurface(random.Draw(context.Domain.Architecture.Shops), 0.15 * context.Texture, 2);
        var units = Math.Max(1, (int)(2 * half.Y / 4.5));
        var unit = 2 * half.Y / units;
        double sin = 0.45, cos = Math.Sqrt(1 - sin * sin);
        for (var n = 0; n < units; n++)
        {
            if (!random.Chance(0.7)) continue;
            var outward = new Vec3(toStreet * cos, 0, -sin);
            var along = new Vec3(0, 1, 0);
            var centre = new Vec3(toStreet * (half.X + 0.6), -half.Y + (n + 0.5) * unit, 2.62);
            context.Geometry.Box(new Frame(centre, outward, along, Vec3.Cross(outward, along)), new(0.65, 0.5 * unit - 0.25, 0.03), cloth);
        }
    }

    private static void HangingSigns(BuildContext context, Vec3 half, int toStreet, SceneRandom random)
    {
        for (var n = random.Integer(1, 3); n > 0; n--)
        {
            var surface = new PlainSurface(random.Draw(context.Domain.Architecture.Shops), 0.3, 6);
            var place = new Vec3(toStreet * (half.X + 0.45), random.Uniform(-0.85, 0.85) * half.Y, random.Uniform(3.6, Math.Max(3.8, half.Z * 1.4)));
            context.Geometry.Box(place, new(0.4, 0.08, random.Uniform(0.5, 1.6)), surface);
        }
    }
}
