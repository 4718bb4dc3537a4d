using Research.Scenes.Geometry;

namespace Research.Scenes.Tests.Geometry;

public sealed class IntersectionTests
{
    // A ray along +y from (0.3, -10, 0.2); entries by hand: t = 10 - (surface distance from the centre along y).
    public static TheoryData<byte, double> Entries => new()
    {
        { (byte)Shape.Box, 10 - 2 },                                               // |y| <= B = 2
        { (byte)Shape.Ellipsoid, 10 - 2 * Math.Sqrt(1 - 0.09 - 0.04 / 9) },        // semi-axes 1, 2, 3
        { (byte)Shape.Frustum, 10 - Math.Sqrt(Math.Pow(1.5 + 0.2 / 6, 2) - 0.09) }, // radius 1 at z = -3, 2 at z = 3
        { (byte)Shape.Capsule, 10 - Math.Sqrt(1 - 0.09) },                         // radius A = 1
        { (byte)Shape.Ring, 10 - Math.Sqrt(4 - 0.09) },                            // outer radius B = 2
    };

    [Theory]
    [MemberData(nameof(Entries))]
    public void Nearest_KnownRay_HandComputedEntry(byte shape, double expected)
    {
        var primitive = new Primitive { Shape = (Shape)shape, Frame = Frame.World, A = 1, B = 2, C = 3 };
        var ray = new Ray(new(0.3, -10, 0.2), new(0, 1, 0));
        Assert.Equal(expected, Intersection.Nearest(primitive, [], ray, 100), 10);
        Assert.Equal(Intersection.None, Intersection.Nearest(primitive, [], ray, expected - 0.01));
        Assert.Equal(Intersection.None, Intersection.Nearest(primitive, [], new Ray(ray.Origin, new(0, -1, 0)), 100));
    }

    [Fact]
    public void Nearest_ConvexCube_SameAsBox()
    {
        Plane[] planes =
        [
            new(new(1, 0, 0), 1), new(new(-1, 0, 0), 1), new(new(0, 1, 0), 2), new(new(0, -1, 0), 2), new(new(0, 0, 1), 3), new(new(0, 0, -1), 3),
        ];
        var frame = Frame.Yaw(new(1, 2, 3), 0.7);
        var convex = new Primitive { Shape = Shape.Convex, Frame = frame, A = 1, B = 2, C = 3, PlaneCount = 6 };
        var box = convex with { Shape = Shape.Box };
        var random = new SceneRandom(5);
        var hits = 0;
        for (var n = 0; n < 2000; n++)
        {
            var ray = new Ray(
                new(random.Uniform(-9, 9), random.Uniform(-9, 9), random.Uniform(-9, 9)),
                new(random.Uniform(-1, 1), random.Uniform(-1, 1), random.Uniform(-1, 1)));
            double a = Intersection.Nearest(convex, planes, ray, 100), b = Intersection.Nearest(box, planes, ray, 100);
            if (double.IsInfinity(a) || double.IsInfinity(b))
            {
                Assert.Equal(a, b);
                continue;
            }

            hits++;
            Assert.Equal(b, a, 9);
        }

        Assert.True(hits > 20);
    }

    [Fact]
    public void BoundingTree_RandomRays_SameAsTryingEveryPrimitive()
    {
        var random = new SceneRandom(9);
        var primitives = new Primitive[300];
        for (var n = 0; n < primitives.Length; n++)
        {
            primitives[n] = new Primitive
            {
                Shape = (Shape)(n % 6), A = random.Uniform(0.2, 2), B = random.Uniform(2, 3), C = random.Uniform(0.2, 2), Part = n,
                Frame = Frame.Yaw(new(random.Uniform(-40, 40), random.Uniform(-40, 40), random.Uniform(-40, 40)), random.Uniform(0, 6)),
            };
        }

        var tree = new BoundingTree([.. primitives], []);
        var hits = 0;
        for (var n = 0; n < 3000; n++)
        {
            var ray = new Ray(
                new(random.Uniform(-60, 60), random.Uniform(-60, 60), random.Uniform(-60, 60)),
                new(random.Uniform(-1, 1), random.Uniform(-1, 1), random.Uniform(-1, 1)));
            double best = 500;
            var part = -1;
            foreach (var primitive in primitives)
            {
                var t = Intersection.Nearest(primitive, [], ray, best);
                if (t >= best) continue;
                best = t;
                part = primitive.Part;
            }

            var found = tree.Nearest(ray, 500, out var nearest);
            Assert.Equal(part, found < 0 ? -1 : tree[found].Part);
            Assert.Equal(best, nearest);
            Assert.Equal(part >= 0, tree.Blocked(ray, 500, out _));
            if (part >= 0) hits++;
        }

        Assert.True(hits > 300);
    }
}
