using Research.Scenes.Geometry;
using Research.Scenes.Layout;
using Research.Scenes.Surfaces;

namespace Research.Scenes.Rendering;

/// <summary>Finds what rays meet in a world: primitives, the two-level ground, or the sky.</summary>
internal sealed class RayCaster(World world)
{
    public const double Far = 1500;

    private readonly double kerb = world.Plan.KerbHeight;

    public Hit Cast(in Ray ray)
    {
        // The ground costs little and hides most of the tree. What lies on it comes first: hence the next number above.
        var onGround = GroundHit(ray, Far, out var ground, out var face);
        var index = world.Tree.Nearest(ray, onGround ? Math.BitIncrement(ground) : Far, out var t);
        if (index >= 0) return PrimitiveAt(ray, index, t);
        return onGround ? GroundAt(ray, ground, face) : new Hit { Primitive = Hit.Sky, T = double.PositiveInfinity, Key = -1, Label = StreetClasses.Sky };
    }

    /// <summary>Everything a surface needs to know about a hit; <paramref name="pixel"/> is the pixel's angle in radians.</summary>
    public SurfacePoint PointOf(in Ray ray, in Hit hit, double pixel)
    {
        var at = ray.At(hit.T);
        var length = ray.Direction.Length;
        var point = new SurfacePoint
        {
            World = at, Local = at, Normal = hit.Normal, LocalNormal = hit.Normal, View = ray.Direction * (1 / length), Footprint = pixel * hit.T * length,
        };
        if (hit.Primitive < 0) return point;
        ref readonly var primitive = ref world.Tree[hit.Primitive];
        return point with { Local = primitive.Frame.PointToLocal(at), LocalNormal = primitive.Frame.DirectionToLocal(hit.Normal) };
    }

    public Surface SurfaceOf(in Hit hit) =>
        hit.Primitive == Hit.Ground ? world.Ground : world.Parts[world.Tree[hit.Primitive].Part].Surface;

    public bool IsFoliage(in Hit hit) => hit.Primitive >= 0 && world.Tree[hit.Primitive].Shape == Shape.Foliage;

    private Hit PrimitiveAt(in Ray ray, int index, double t)
    {
        ref readonly var primitive = ref world.Tree[index];
        var part = world.Parts[primitive.Part];
        var local = primitive.Frame.PointToLocal(ray.At(t));
        var normal = primitive.Frame.DirectionToWorld(Intersection.Normal(primitive, world.Tree.Planes, local));
        if (Vec3.Dot(normal, ray.Direction) > 0) normal = -normal;
        return new Hit
        {
            Primitive = index, T = t, Normal = normal, Label = part.Label, Instance = part.Instance,
            Key = primitive.Shape == Shape.Foliage ? 1_000_000 + primitive.Part : 1000 + index,
        };
    }

    private Hit GroundAt(in Ray ray, double t, Vec3 normal)
    {
        var at = ray.At(t);
        var kind = world.Plan.Locate(at.X, at.Y).Kind;
        var label = kind switch
        {
            GroundKind.Road => StreetClasses.Road,
            GroundKind.Grass or GroundKind.Gravel => StreetClasses.Terrain,
            _ => StreetClasses.Sidewalk,
        };
        if (normal.Z < 0.5) label = StreetClasses.Sidewalk;
        return new Hit { Primitive = Hit.Ground, T = t, Normal = normal, Label = label, Key = 10 + label };
    }

    /// <summary>
    /// The ground has two levels, road and kerb height. A ray from above meets the upper level where that is raised, else the
    /// lower level where that is road, else the kerb's face between them, which is found by halving.
    /// </summary>
    private bool GroundHit(in Ray ray, double limit, out double t, out Vec3 normal)
    {
        t = Intersection.None;
        normal = Vec3.Up;
        if (ray.Direction.Z >= -1e-9) return false;
        double upper = (kerb - ray.Origin.Z) / ray.Direction.Z, lower = -ray.Origin.Z / ray.Direction.Z;
        if (upper >= limit || lower <= 1e-6) return false;
        if (upper > 1e-6 && Raised(ray, upper))
        {
            t = upper;
            return true;
        }

        if (lower <= Far && !Raised(ray, lower))
        {
            t = lower;
            return t < limit;
        }

        double outside = Math.Max(upper, 0), inside = lower;
        for (var n = 0; n < 24; n++)
        {
            var middle = 0.5 * (outside + inside);
            if (Raised(ray, middle)) inside = middle;
            else outside = middle;
        }

        t = inside;
        var level = new Vec3(-ray.Direction.X, -ray.Direction.Y, 0);
        normal = level.Length > 1e-9 ? KerbNormal(ray.At(inside), level) : Vec3.Up;
        return t < limit;
    }

    private Vec3 KerbNormal(Vec3 at, Vec3 against)
    {
        const double Step = 0.02;
        double here = Edge(at.X, at.Y);
        var slope = new Vec3(Edge(at.X + Step, at.Y) - here, Edge(at.X, at.Y + Step) - here, 0);
        if (slope.Length < 1e-9) return against.Normalised();
        var normal = (-slope).Normalised();
        return Vec3.Dot(normal, against) < 0 ? -normal : normal;
    }

    private double Edge(double x, double y) => world.Plan.Edge(y, world.Plan.Path.Offset(x, y));

    private bool Raised(in Ray ray, double t)
    {
        var at = ray.At(t);
        return Edge(at.X, at.Y) > 0;
    }
}
