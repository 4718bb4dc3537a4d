using Research.Scenes.Geometry;
using Research.Scenes.Models;

namespace Research.Scenes.Layout;

/// <summary>Fills the blocks beside the street: rows of buildings, houses with gardens, parks, yards.</summary>
internal sealed class FrontageBuilder(BuildContext context)
{
    private const double Depth = 12;
    private readonly StreetPlan plan = context.Plan;
    private readonly Architecture architecture = context.Domain.Architecture;
    private readonly Greenery greenery = context.Domain.Greenery;

    public void Build(SceneRandom random)
    {
        for (var n = 0; n < plan.Blocks.Count; n++)
        {
            var block = plan.Blocks[n];
            var stream = random.Split(n);
            switch (block.Kind)
            {
                case BlockKind.Row: Row(block, stream); break;
                case BlockKind.Detached: Houses(block, stream); break;
                case BlockKind.Park: Park(block, stream); break;
                default: Yard(block, stream); break;
            }
        }

        for (var n = 0; n < plan.Junctions.Count; n++) CrossStreet(plan.Junctions[n], random.Split(1000 + n));
        Backdrop(random.Split("backdrop"));
    }

    private void Row(Block block, SceneRandom random)
    {
        var front = plan.FrontOf(block.Side);
        var y = block.Start;
        while (block.End - y > 4)
        {
            if (random.Chance(architecture.GapProbability)) y += random.Uniform(2, 6);
            var width = Math.Min(random.In(architecture.Width), block.End - y);
            if (width < 4) break;
            var tower = random.Chance(architecture.TowerProbability);
            var storeys = random.Integer(tower ? architecture.TowerStoreys : architecture.Storeys);
            var d = block.Side * (front + 0.5 * Depth + random.Uniform(0, 0.5));
            var frame = plan.Path.FrameAt(y + 0.5 * width, d, plan.KerbHeight);
            BuildingModel.Build(context, frame, new(0.5 * Depth, 0.5 * width, 0), storeys, -block.Side, row: true, random);
            y += width;
        }
    }

    private void Houses(Block block, SceneRandom random)
    {
        var front = plan.FrontOf(block.Side);
        var y = block.Start + 1;
        var barrier = DrawBarrier(random);
        while (block.End - y > 7)
        {
            var width = Math.Min(random.Uniform(7, 13), block.End - y - 1);
            double depth = random.Uniform(8, 11), gap = random.Uniform(3.5, 9);
            var d = block.Side * (front + block.SetBack + 0.5 * depth);
            var frame = plan.Path.FrameAt(y + 0.5 * width, d, plan.KerbHeight);
            BuildingModel.Build(context, frame, new(0.5 * depth, 0.5 * width, 0), random.Integer(architecture.HouseStoreys), -block.Side, row: false, random);
            Barrier(block, barrier, y - 0.4 * gap, y + width, random);
            if (random.Chance(0.7)) PlaceTree(y + width + 0.5 * gap, block.Side * (front + random.Uniform(1, block.SetBack + 6)), 0.75, random);
            for (var n = (int)(width * 0.1 * greenery.BushDensity + random.Uniform()); n > 0; n--)
                PlaceBush(y + random.Uniform(0, width), block.Side * (front + random.Uniform(0.8, Math.Max(1, block.SetBack - 0.6))), random);
            y += width + gap;
        }

        Grove(block, front + block.SetBack + 14, front + block.SetBack + 26, 0.6, random);
    }

    private void Park(Block block, SceneRandom random)
    {
        var front = plan.FrontOf(block.Side);
        Barrier(block, DrawBarrier(random), block.Start + 1, block.End - 1, random);
        Grove(block, front + 1.5, front + 22, 1, random);
        Grove(block, front + 22, front + 34, 1.3, random);
        var bushes = (int)(block.Length * 0.1 * greenery.BushDensity);
        for (var n = 0; n < bushes; n++)
            PlaceBush(random.Uniform(block.Start, block.End), block.Side * (front + random.Uniform(1, 9)), random);
    }

    private void Yard(Block block, SceneRandom random)
    {
        var front = plan.FrontOf(block.Side);
        var barrier = DrawBarrier(random);
        Barrier(block, barrier == 0 ? 2 : barrier, block.Start + 0.5, block.End - 0.5, random);
        var y = block.Start + random.Uniform(0, 12);
        while (block.End - y > 10)
        {
            var width = Math.Min(random.Uniform(12, 30), block.End - y);
            var d = block.Side * (front + block.SetBack + 14);
            var frame = plan.Path.FrameAt(y + 0.5 * width, d, plan.KerbHeight);
            BuildingModel.Build(context, frame, new(8, 0.5 * width, 0), random.Integer(1, 3), -block.Side, row: false, random);
            y += width + random.Uniform(4, 20);
        }

        Grove(block, front + 2, front + block.SetBack + 4, 0.25, random);
        Grove(block, front + block.SetBack + 26, front + block.SetBack + 36, 0.7, random);
    }

    /// <summary>Trees at random in a strip beside a block.</summary>
    private void Grove(Block block, double near, double far, double density, SceneRandom random)
    {
        var count = Math.Min(60, (int)(block.Length * (far - near) * 0.01 * density * greenery.ParkTreeDensity));
        for (var n = 0; n < count; n++)
            PlaceTree(random.Uniform(block.Start, block.End), block.Side * random.Uniform(near, far), 1, random);
    }

    private void PlaceTree(double y, double d, double scale, SceneRandom random)
    {
        var height = scale * random.In(greenery.TreeHeight);
        TreeModel.Tree(context, plan.Path.FrameAt(y, d, plan.KerbHeight, random.Uniform(0, 6)), height, random);
    }

    private void PlaceBush(double y, double d, SceneRandom random) =>
        TreeModel.Bush(context, plan.Path.FrameAt(y, d, plan.KerbHeight), random.Uniform(0.45, 1.1), random);

    /// <summary>0 nothing, 1 hedge, 2 fence, 3 wall.</summary>
    private int DrawBarrier(SceneRandom random)
    {
        var furniture = context.Domain.Furniture;
        var open = Math.Max(0.05, 1 - greenery.HedgeProbability - furniture.FenceProbability - furniture.WallProbability);
        return random.Pick([open, greenery.HedgeProbability, furniture.FenceProbability, furniture.WallProbability]);
    }

    private void Barrier(Block block, int kind, double start, double end, SceneRandom random)
    {
        start = Math.Max(start, block.Start);
        end = Math.Min(end, block.End);
        if (kind == 0 || end - start < 1) return;
        double height = random.Uniform(0.9, 2.2), piece = 12;
        var pieces = Math.Max(1, (int)Math.Ceiling((end - start) / piece));
        var half = 0.5 * (end - start) / pieces;
        for (var n = 0; n < pieces; n++)
        {
            var d = block.Side * (plan.FrontOf(block.Side) + 0.35);
            var frame = plan.Path.FrameAt(start + (2 * n + 1) * half, d, plan.KerbHeight);
            var stream = new SceneRandom(random.Key);
            if (kind == 1) TreeModel.Hedge(context, frame, half, height, stream);
            else if (kind == 2) BarrierModel.Fence(context, frame, half, height, stream);
            else BarrierModel.Wall(context, frame, half, height, stream);
        }
    }

    private void CrossStreet(Junction junction, SceneRandom random)
    {
        foreach (var side in (ReadOnlySpan<int>)[1, -1])
        {
            var rows = random.Chance(architecture.GapProbability + 0.75);
            foreach (var away in (ReadOnlySpan<int>)[1, -1])
            {
                var u = plan.FrontOf(side) + Depth + 2;
                while (u < 75)
                {
                    var width = random.In(architecture.Width);
                    var y = junction.Station + away * (junction.HalfWidth + plan.SidewalkWidth(side) + 0.5 * Depth);
                    var place = new Vec3(plan.Path.Centre(junction.Station) + side * (u + 0.5 * width), y, plan.KerbHeight);
                    var frame = Frame.Heading(place, 1, 0);
                    if (rows) BuildingModel.Build(context, frame, new(0.5 * Depth, 0.5 * width, 0), random.Integer(architecture.Storeys), away, row: true, random);
                    else TreeModel.Tree(context, frame, random.In(greenery.TreeHeight), random);
                    u += width;
                }
            }

            var closing = new Vec3(plan.Path.Centre(junction.Station) + side * 90, junction.Station, plan.KerbHeight);
            BuildingModel.Build(context, Frame.World.Compose(new(closing, new(1, 0, 0), new(0, 1, 0), Vec3.Up)), new(6, 16, 0), random.Integer(architecture.Storeys), -side, row: true, random);
        }
    }

    /// <summary>What closes the view at the far end.</summary>
    private void Backdrop(SceneRandom random)
    {
        var y = StreetPlan.LastStation + 25;
        var trees = random.Chance(0.4);
        for (var x = -130.0; x < 130;)
        {
            var width = random.Uniform(12, 26);
            var frame = Frame.Heading(new(plan.Path.Centre(StreetPlan.LastStation) + x, y + random.Uniform(0, 25), 0), 1, 0);
            if (trees) TreeModel.Tree(context, frame, 1.5 * random.In(greenery.TreeHeight), random);
            else BuildingModel.Build(context, frame, new(8, 0.5 * width, 0), random.Integer(architecture.Storeys), 1, row: true, random);
            x += trees ? 0.5 * width : width;
        }
    }
}
