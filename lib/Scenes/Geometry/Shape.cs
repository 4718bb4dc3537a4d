namespace Research.Scenes.Geometry;

/// <summary>What a <see cref="Primitive"/> is; sizes A, B, C in metres in its own frame.</summary>
internal enum Shape : byte
{
    /// <summary>|x| &lt;= A, |y| &lt;= B, |z| &lt;= C.</summary>
    Box,

    /// <summary>Semi-axes A, B, C.</summary>
    Ellipsoid,

    /// <summary>Like an ellipsoid, its rim eaten away by noise: leaves.</summary>
    Foliage,

    /// <summary>Around local z, |z| &lt;= C, radius A at the bottom and B at the top.</summary>
    Frustum,

    /// <summary>Around local z, |z| &lt;= C, radius A, round ends.</summary>
    Capsule,

    /// <summary>A ring around local z: inner radius A, outer radius B, |z| &lt;= C.</summary>
    Ring,

    /// <summary>The intersection of half spaces; planes lie in the geometry's plane list.</summary>
    Convex,
}
