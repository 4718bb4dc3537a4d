using System.Runtime.Intrinsics;

namespace Research.Scenes.Geometry;

/// <summary>
/// A node of a <see cref="BoundingTree"/>: a leaf with Count primitives from First on, or an inner node (Count 0) with
/// children First and First + 1 whose boxes lie side by side, left child in the lower lane.
/// </summary>
internal struct TreeNode
{
    public Vector128<double> LowX;
    public Vector128<double> LowY;
    public Vector128<double> LowZ;
    public Vector128<double> HighX;
    public Vector128<double> HighY;
    public Vector128<double> HighZ;
    public int First;
    public int Count;

    public void SetChildren(in Bounds left, in Bounds right)
    {
        LowX = Vector128.Create(left.Low.X, right.Low.X);
        LowY = Vector128.Create(left.Low.Y, right.Low.Y);
        LowZ = Vector128.Create(left.Low.Z, right.Low.Z);
        HighX = Vector128.Create(left.High.X, right.High.X);
        HighY = Vector128.Create(left.High.Y, right.High.Y);
        HighZ = Vector128.Create(left.High.Z, right.High.Z);
    }
}
