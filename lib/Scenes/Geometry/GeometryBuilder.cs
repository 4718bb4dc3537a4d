using Research.Scenes.Surfaces;

namespace Research.Scenes.Geometry;

/// <summary>Collects primitives. Shapes are placed in the frame of the object begun last, in metres.</summary>
internal sealed class GeometryBuilder
{
    private readonly List<Primitive> primitives = [];
    private readonly List<Plane> planes = [];
    private readonly List<Part> parts = [];
    private readonly Dictionary<(Surface, byte, ushort), int> partIndex = [];
    private Frame frame = Frame.World;
    private byte label;
    private ushort instance;
    private readonly List<Frame> instanceFrames = [];

    public IReadOnlyList<Part> Parts => parts;

    /// <summary>Where each instance stands; instance n at index n - 1.</summary>
    public IReadOnlyList<Frame> InstanceFrames => instanceFrames;

    public int Count => primitives.Count;

    public BoundingTree ToTree() => new([.. primitives], [.. planes]);

    /// <summary>Begins an object without instance number.</summary>
    public void Begin(in Frame objectFrame, byte trainId)
    {
        frame = objectFrame;
        label = trainId;
        instance = 0;
    }

    /// <summary>Begins a countable object; returns its instance number.</summary>
    public ushort BeginInstance(in Frame objectFrame, byte trainId)
    {
        Begin(objectFrame, trainId);
        instanceFrames.Add(objectFrame);
        instance = checked((ushort)instanceFrames.Count);
        return instance;
    }

    public void Box(Vec3 centre, Vec3 half, Surface surface) => Box(At(centre), half, surface);

    /// <summary>A box in a frame given relative to the object's.</summary>
    public void Box(in Frame local, Vec3 half, Surface surface) => Add(Shape.Box, local, half.X, half.Y, half.Z, surface);

    public void Ellipsoid(Vec3 centre, Vec3 radii, Surface surface) => Add(Shape.Ellipsoid, At(centre), radii.X, radii.Y, radii.Z, surface);

    public void Foliage(Vec3 centre, Vec3 radii, Surface surface) => Add(Shape.Foliage, At(centre), radii.X, radii.Y, radii.Z, surface);

    public void Foliage(in Frame local, Vec3 radii, Surface surface) => Add(Shape.Foliage, local, radii.X, radii.Y, radii.Z, surface);

    public void Capsule(Vec3 from, Vec3 to, double radius, Surface surface)
    {
        var local = Frame.AlongZ((from + to) * 0.5, to - from);
        Add(Shape.Capsule, local, radius, radius, (to - from).Length * 0.5, surface);
    }

    public void Cylinder(Vec3 from, Vec3 to, double radius, Surface surface) => Frustum(from, to, radius, radius, surface);

    public void Frustum(Vec3 from, Vec3 to, double radiusFrom, double radiusTo, Surface surface)
    {
        var local = Frame.AlongZ((from + to) * 0.5, to - from);
        Add(Shape.Frustum, local, radiusFrom, radiusTo, (to - from).Length * 0.5, surface);
    }

    /// <summary>A ring whose axis is the object's x axis.</summary>
    public void Wheel(Vec3 centre, double inner, double outer, double halfWidth, Surface surface)
    {
        var local = new Frame(centre, new(0, 1, 0), new(0, 0, 1), new(1, 0, 0));
        Add(Shape.Ring, local, inner, outer, halfWidth, surface);
    }

    /// <summary>An intersection of half spaces given in the object's frame, inside |x| &lt;= reach.X and so on.</summary>
    public void Convex(ReadOnlySpan<Plane> halfSpaces, Vec3 centre, Vec3 reach, Surface surface)
    {
        var first = planes.Count;
        foreach (ref readonly var plane in halfSpaces)
            planes.Add(plane with { Offset = plane.Offset - Vec3.Dot(plane.Normal, centre) });
        Add(Shape.Convex, At(centre), reach.X, reach.Y, reach.Z, surface);
        var last = primitives[^1];
        last.FirstPlane = first;
        last.PlaneCount = halfSpaces.Length;
        primitives[^1] = last;
    }

    private static Frame At(Vec3 centre) => new(centre, new(1, 0, 0), new(0, 1, 0), new(0, 0, 1));

    private void Add(Shape shape, in Frame local, double a, double b, double c, Surface surface)
    {
        var key = (surface, label, instance);
        if (!partIndex.TryGetValue(key, out var part))
        {
            part = parts.Count;
            parts.Add(new Part(surface, label, instance));
            partIndex.Add(key, part);
        }

        primitives.Add(new Primitive { Shape = shape, Frame = frame.Compose(local), A = a, B = b, C = c, Part = part });
    }
}
