namespace Research.Scenes.Geometry;

/// <summary>Origin + t * Direction. The direction need not have length 1: rays of the camera have depth 1 per unit of t.</summary>
internal readonly struct Ray(Vec3 origin, Vec3 direction)
{
    public readonly Vec3 Origin = origin;
    public readonly Vec3 Direction = direction;

    public Vec3 At(double t) => Origin + Direction * t;
}
