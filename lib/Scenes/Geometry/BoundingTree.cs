using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Research.Scenes.Geometry;

/// <summary>
/// A binary tree of bounding boxes over primitives, split where the surface area heuristic over 8 bins is least.
/// Immutable after construction, so any number of threads may ask it.
/// </summary>
internal sealed class BoundingTree
{
    private const int Bins = 8;
    private const int LeafSize = 2;
    private const int StackSize = 96;
    private const uint Both = 3;

    private readonly Primitive[] primitives;
    private readonly Plane[] planes;
    private readonly TreeNode[] nodes;
    private int nodeCount;

    public BoundingTree(Primitive[] primitives, Plane[] planes)
    {
        this.planes = planes;
        this.primitives = primitives;
        var bounds = new Bounds[primitives.Length];
        for (var n = 0; n < bounds.Length; n++) bounds[n] = Intersection.BoundsOf(primitives[n]);
        var order = new int[primitives.Length];
        for (var n = 0; n < order.Length; n++) order[n] = n;
        nodes = new TreeNode[Math.Max(1, 2 * primitives.Length)];
        nodeCount = 1;
        if (primitives.Length > 0) Build(0, order, bounds);
        var sorted = new Primitive[primitives.Length];
        for (var n = 0; n < order.Length; n++) sorted[n] = primitives[order[n]];
        this.primitives = sorted;
    }

    public ref readonly Primitive this[int index] => ref primitives[index];

    public ReadOnlySpan<Plane> Planes => planes;

    /// <summary>Index of the nearest primitive along the ray before <paramref name="limit"/>, or -1.</summary>
    [SkipLocalsInit]
    public int Nearest(in Ray ray, double limit, out double t)
    {
        t = limit;
        var best = -1;
        if (primitives.Length == 0) return best;
        var slabs = new SlabTest(ray);
        Span<int> stack = stackalloc int[StackSize];
        Span<double> entries = stackalloc double[StackSize];
        var depth = 0;
        var current = 0;
        while (true)
        {
            ref readonly var node = ref nodes[current];
            if (node.Count > 0)
            {
                for (var n = node.First; n < node.First + node.Count; n++)
                {
                    var hit = Intersection.Nearest(primitives[n], planes, ray, t);
                    if (hit >= t) continue;
                    t = hit;
                    best = n;
                }
            }
            else
            {
                var entered = slabs.Enter(node, t, out var at);
                if (entered == Both)
                {
                    double left = at.ToScalar(), right = at.GetElement(1);
                    var farther = left <= right ? 1 : 0;
                    stack[depth] = node.First + farther;
                    entries[depth++] = Math.Max(left, right);
                    current = node.First + 1 - farther;
                    continue;
                }

                if (entered != 0)
                {
                    current = node.First + (int)(entered >> 1);
                    continue;
                }
            }

            do
            {
                if (depth == 0) return best;
                current = stack[--depth];
            }
            while (entries[depth] >= t);
        }
    }

    /// <summary>Whether anything lies along the ray before <paramref name="limit"/>, and where (any hit, not the nearest).</summary>
    [SkipLocalsInit]
    public bool Blocked(in Ray ray, double limit, out double t)
    {
        t = limit;
        if (primitives.Length == 0) return false;
        var slabs = new SlabTest(ray);
        Span<int> stack = stackalloc int[StackSize];
        var depth = 0;
        stack[depth++] = 0;
        while (depth > 0)
        {
            ref readonly var node = ref nodes[stack[--depth]];
            if (node.Count == 0)
            {
                var entered = slabs.Enter(node, limit, out _);
                if ((entered & 2) != 0) stack[depth++] = node.First + 1;
                if ((entered & 1) != 0) stack[depth++] = node.First;
                continue;
            }

            for (var n = node.First; n < node.First + node.Count; n++)
            {
                var hit = Intersection.Nearest(primitives[n], planes, ray, limit);
                if (hit >= limit) continue;
                t = hit;
                return true;
            }
        }

        return false;
    }

    private void Build(int root, int[] order, Bounds[] bounds)
    {
        var boxes = new Bounds[nodes.Length];
        var pending = new Stack<(int Node, int First, int Count)>();
        pending.Push((root, 0, order.Length));
        while (pending.Count > 0)
        {
            var (node, first, count) = pending.Pop();
            var all = Bounds.Empty;
            for (var n = first; n < first + count; n++) all = all.Union(bounds[order[n]]);
            boxes[node] = all;
            var middle = count <= LeafSize ? first : Split(order, bounds, first, count);
            if (middle == first)
            {
                nodes[node].First = first;
                nodes[node].Count = count;
                continue;
            }

            nodes[node].First = nodeCount;
            pending.Push((nodeCount, first, middle - first));
            pending.Push((nodeCount + 1, middle, first + count - middle));
            nodeCount += 2;
        }

        for (var n = 0; n < nodeCount; n++)
        {
            if (nodes[n].Count == 0) nodes[n].SetChildren(boxes[nodes[n].First], boxes[nodes[n].First + 1]);
        }
    }

    private static int Split(int[] order, Bounds[] bounds, int first, int count)
    {
        var centres = Bounds.Empty;
        for (var n = first; n < first + count; n++) centres = centres.Include(bounds[order[n]].Centre);
        var size = centres.High - centres.Low;
        var axis = size.X >= size.Y && size.X >= size.Z ? 0 : size.Y >= size.Z ? 1 : 2;
        double low = Axis(centres.Low, axis), extent = Axis(size, axis);
        if (extent < 1e-9) return first + count / 2;
        var best = BestBin(order, bounds, first, count, axis, low, Bins / extent);
        int left = first, right = first + count - 1;
        while (left <= right)
        {
            if (BinOf(bounds[order[left]], axis, low, Bins / extent) <= best) left++;
            else
            {
                (order[left], order[right]) = (order[right], order[left]);
                right--;
            }
        }

        return left == first || left == first + count ? first + count / 2 : left;
    }

    private static int BestBin(int[] order, Bounds[] bounds, int first, int count, int axis, double low, double scale)
    {
        Span<int> counts = stackalloc int[Bins];
        Span<Bounds> boxes = stackalloc Bounds[Bins];
        Span<Bounds> rest = stackalloc Bounds[Bins];
        boxes.Fill(Bounds.Empty);
        for (var n = first; n < first + count; n++)
        {
            var bin = BinOf(bounds[order[n]], axis, low, scale);
            counts[bin]++;
            boxes[bin] = boxes[bin].Union(bounds[order[n]]);
        }

        // rest[n] holds the bins from n on.
        rest[Bins - 1] = boxes[Bins - 1];
        for (var bin = Bins - 2; bin > 0; bin--) rest[bin] = boxes[bin].Union(rest[bin + 1]);
        var best = 0;
        var least = double.MaxValue;
        var below = Bounds.Empty;
        var countBelow = 0;
        for (var split = 0; split < Bins - 1; split++)
        {
            (below, countBelow) = (below.Union(boxes[split]), countBelow + counts[split]);
            var countAbove = count - countBelow;
            var cost = below.HalfArea * countBelow + rest[split + 1].HalfArea * countAbove;
            if (countBelow == 0 || countAbove == 0 || cost >= least) continue;
            least = cost;
            best = split;
        }

        return best;
    }

    private static int BinOf(in Bounds bounds, int axis, double low, double scale) =>
        Math.Clamp((int)((Axis(bounds.Centre, axis) - low) * scale), 0, Bins - 1);

    private static double Axis(Vec3 v, int axis) => axis == 0 ? v.X : axis == 1 ? v.Y : v.Z;
}
