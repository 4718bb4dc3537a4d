namespace Research.Scenes.Geometry;

/// <summary>Where a ray meets a primitive, and which way the surface faces there.</summary>
internal static class Intersection
{
    /// <summary>No hit.</summary>
    public const double None = double.PositiveInfinity;

    private const double Near = 1e-4;

    /// <summary>The nearest t in (1e-4, <paramref name="limit"/>) or <see cref="None"/>.</summary>
    public static double Nearest(in Primitive primitive, ReadOnlySpan<Plane> planes, in Ray ray, double limit)
    {
        var o = primitive.Frame.PointToLocal(ray.Origin);
        var d = primitive.Frame.DirectionToLocal(ray.Direction);
        var t = primitive.Shape switch
        {
            Shape.Box => Box(primitive, o, d),
            Shape.Ellipsoid => Ellipsoid(primitive, o, d),
            Shape.Foliage => FoliageShape.Nearest(primitive, o, d, limit),
            Shape.Frustum => Frustum(primitive, o, d),
            Shape.Capsule => Capsule(primitive, o, d),
            Shape.Ring => Ring(primitive, o, d),
            _ => Convex(planes.Slice(primitive.FirstPlane, primitive.PlaneCount), o, d),
        };
        return t < limit ? t : None;
    }

    /// <summary>Outward unit normal in the primitive's frame at the local surface point <paramref name="p"/>.</summary>
    public static Vec3 Normal(in Primitive primitive, ReadOnlySpan<Plane> planes, Vec3 p)
    {
        switch (primitive.Shape)
        {
            case Shape.Box:
                double x = Math.Abs(p.X) - primitive.A, y = Math.Abs(p.Y) - primitive.B, z = Math.Abs(p.Z) - primitive.C;
                if (x >= y && x >= z) return new(p.X < 0 ? -1 : 1, 0, 0);
                return y >= z ? new(0, p.Y < 0 ? -1 : 1, 0) : new(0, 0, p.Z < 0 ? -1 : 1);
            case Shape.Ellipsoid:
            case Shape.Foliage:
                return new Vec3(
                    p.X / (primitive.A * primitive.A), p.Y / (primitive.B * primitive.B), p.Z / (primitive.C * primitive.C)).Normalised();
            case Shape.Frustum:
                if (Math.Abs(p.Z) > primitive.C - 1e-6) return new(0, 0, p.Z < 0 ? -1 : 1);
                var radius = Math.Sqrt(p.X * p.X + p.Y * p.Y) + 1e-12;
                return new Vec3(p.X / radius, p.Y / radius, (primitive.A - primitive.B) / (2 * primitive.C)).Normalised();
            case Shape.Capsule:
                var axial = Math.Clamp(p.Z, -primitive.C, primitive.C);
                return new Vec3(p.X, p.Y, p.Z - axial).Normalised();
            case Shape.Ring:
                if (Math.Abs(p.Z) > primitive.C - 1e-6) return new(0, 0, p.Z < 0 ? -1 : 1);
                var sign = p.X * p.X + p.Y * p.Y > 0.25 * (primitive.A + primitive.B) * (primitive.A + primitive.B) ? 1 : -1;
                return new Vec3(p.X * sign, p.Y * sign, 0).Normalised();
            default:
                return ConvexNormal(planes.Slice(primitive.FirstPlane, primitive.PlaneCount), p);
        }
    }

    public static Bounds BoundsOf(in Primitive primitive) => primitive.Shape switch
    {
        Shape.Frustum => Bounds.Of(primitive.Frame, new(Math.Max(primitive.A, primitive.B), Math.Max(primitive.A, primitive.B), primitive.C)),
        Shape.Capsule => Bounds.Of(primitive.Frame, new(primitive.A, primitive.A, primitive.C + primitive.A)),
        Shape.Ring => Bounds.Of(primitive.Frame, new(primitive.B, primitive.B, primitive.C)),
        _ => Bounds.Of(primitive.Frame, new(primitive.A, primitive.B, primitive.C)),
    };

    private static double Box(in Primitive b, Vec3 o, Vec3 d)
    {
        double enter = double.NegativeInfinity, leave = double.PositiveInfinity;
        if (!Slab(o.X, d.X, b.A, ref enter, ref leave)) return None;
        if (!Slab(o.Y, d.Y, b.B, ref enter, ref leave)) return None;
        if (!Slab(o.Z, d.Z, b.C, ref enter, ref leave)) return None;
        return Entry(enter, leave);
    }

    private static bool Slab(double o, double d, double half, ref double enter, ref double leave)
    {
        if (Math.Abs(d) < 1e-12) return Math.Abs(o) <= half;
        var inverse = 1 / d;
        double a = (-half - o) * inverse, b = (half - o) * inverse;
        enter = Math.Max(enter, Math.Min(a, b));
        leave = Math.Min(leave, Math.Max(a, b));
        return enter <= leave;
    }

    private static double Entry(double enter, double leave) => enter > Near ? enter : leave > Near ? leave : None;

    private static double Ellipsoid(in Primitive e, Vec3 o, Vec3 d)
    {
        var os = new Vec3(o.X / e.A, o.Y / e.B, o.Z / e.C);
        var ds = new Vec3(d.X / e.A, d.Y / e.B, d.Z / e.C);
        return UnitSphere(os, ds, out var enter, out var leave) ? Entry(enter, leave) : None;
    }

    /// <summary>Entry and exit of the unit sphere, by way of the point nearest to the centre (no cancellation far away).</summary>
    internal static bool UnitSphere(Vec3 o, Vec3 d, out double enter, out double leave)
    {
        var dd = Vec3.Dot(d, d);
        var middle = -Vec3.Dot(o, d) / dd;
        var closest = o + d * middle;
        var gap = 1 - Vec3.Dot(closest, closest);
        if (gap < 0)
        {
            enter = leave = None;
            return false;
        }

        var half = Math.Sqrt(gap / dd);
        enter = middle - half;
        leave = middle + half;
        return true;
    }

    private static double Frustum(in Primitive f, Vec3 o, Vec3 d)
    {
        // radius(z) = m + k z; side: x^2 + y^2 = radius(z)^2.
        double m = 0.5 * (f.A + f.B), k = (f.B - f.A) / (2 * f.C);
        double rz = m + k * o.Z, rd = k * d.Z;
        double a = d.X * d.X + d.Y * d.Y - rd * rd;
        double b = o.X * d.X + o.Y * d.Y - rz * rd;
        double c = o.X * o.X + o.Y * o.Y - rz * rz;
        var best = None;
        var root = b * b - a * c;
        if (root >= 0 && Math.Abs(a) > 1e-14)
        {
            root = Math.Sqrt(root);
            KeepSide((-b - root) / a, f, o, d, rz, rd, ref best);
            KeepSide((-b + root) / a, f, o, d, rz, rd, ref best);
        }

        if (Math.Abs(d.Z) > 1e-12)
        {
            KeepCap((-f.C - o.Z) / d.Z, 0, f.A, o, d, ref best);
            KeepCap((f.C - o.Z) / d.Z, 0, f.B, o, d, ref best);
        }

        return best;
    }

    private static void KeepSide(double t, in Primitive f, Vec3 o, Vec3 d, double rz, double rd, ref double best)
    {
        if (t > Near && t < best && Math.Abs(o.Z + t * d.Z) <= f.C && rz + t * rd >= 0) best = t;
    }

    private static void KeepCap(double t, double inner, double outer, Vec3 o, Vec3 d, ref double best)
    {
        if (t <= Near || t >= best) return;
        double x = o.X + t * d.X, y = o.Y + t * d.Y, r = x * x + y * y;
        if (r <= outer * outer && r >= inner * inner) best = t;
    }

    private static double Capsule(in Primitive c, Vec3 o, Vec3 d)
    {
        var best = None;
        double a = d.X * d.X + d.Y * d.Y, b = o.X * d.X + o.Y * d.Y, q = o.X * o.X + o.Y * o.Y - c.A * c.A;
        var root = b * b - a * q;
        if (root < 0) return None;
        if (a > 1e-14)
        {
            var t = (-b - Math.Sqrt(root)) / a;
            if (t > Near && Math.Abs(o.Z + t * d.Z) <= c.C) return t;
        }

        KeepSphere(c.A, o - new Vec3(0, 0, c.C), d, ref best);
        KeepSphere(c.A, o + new Vec3(0, 0, c.C), d, ref best);
        return best;
    }

    private static void KeepSphere(double radius, Vec3 o, Vec3 d, ref double best)
    {
        if (!UnitSphere(o * (1 / radius), d * (1 / radius), out var enter, out _)) return;
        if (enter > Near && enter < best) best = enter;
    }

    private static double Ring(in Primitive r, Vec3 o, Vec3 d)
    {
        var best = None;
        if (Math.Abs(d.Z) > 1e-12)
        {
            KeepCap((-r.C - o.Z) / d.Z, r.A, r.B, o, d, ref best);
            KeepCap((r.C - o.Z) / d.Z, r.A, r.B, o, d, ref best);
        }

        KeepTube(r.B, r.C, o, d, ref best);
        KeepTube(r.A, r.C, o, d, ref best);
        return best;
    }

    private static void KeepTube(double radius, double half, Vec3 o, Vec3 d, ref double best)
    {
        double a = d.X * d.X + d.Y * d.Y, b = o.X * d.X + o.Y * d.Y, c = o.X * o.X + o.Y * o.Y - radius * radius;
        var root = b * b - a * c;
        if (root < 0 || a < 1e-14) return;
        root = Math.Sqrt(root);
        var t = (-b - root) / a;
        if (t > Near && t < best && Math.Abs(o.Z + t * d.Z) <= half) best = t;
        t = (-b + root) / a;
        if (t > Near && t < best && Math.Abs(o.Z + t * d.Z) <= half) best = t;
    }

    private static double Convex(ReadOnlySpan<Plane> planes, Vec3 o, Vec3 d)
    {
        double enter = double.NegativeInfinity, leave = double.PositiveInfinity;
        foreach (ref readonly var plane in planes)
        {
            var speed = Vec3.Dot(plane.Normal, d);
            var distance = plane.Offset - Vec3.Dot(plane.Normal, o);
            if (Math.Abs(speed) < 1e-12)
            {
                if (distance < 0) return None;
                continue;
            }

            var t = distance / speed;
            if (speed < 0) enter = Math.Max(enter, t);
            else leave = Math.Min(leave, t);
            if (enter > leave) return None;
        }

        return Entry(enter, leave);
    }

    private static Vec3 ConvexNormal(ReadOnlySpan<Plane> planes, Vec3 p)
    {
        var best = double.NegativeInfinity;
        var normal = Vec3.Up;
        foreach (ref readonly var plane in planes)
        {
            var outside = Vec3.Dot(plane.Normal, p) - plane.Offset;
            if (outside <= best) continue;
            best = outside;
            normal = plane.Normal;
        }

        return normal;
    }
}
