namespace Research.Scenes.Geometry;

/// <summary>One solid of the scene; see <see cref="Shape"/> for the meaning of A, B and C.</summary>
internal struct Primitive
{
    public Frame Frame;
    public double A;
    public double B;
    public double C;
    public int FirstPlane;
    public int PlaneCount;

    /// <summary>Index of the <see cref="Part"/> that says what it is made of and what it is.</summary>
    public int Part;
    public Shape Shape;
}
