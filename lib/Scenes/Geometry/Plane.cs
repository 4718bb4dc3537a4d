namespace Research.Scenes.Geometry;

/// <summary>The half space Dot(Normal, p) &lt;= Offset.</summary>
internal readonly record struct Plane(Vec3 Normal, double Offset);
