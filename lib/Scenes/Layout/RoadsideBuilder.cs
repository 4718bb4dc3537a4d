using Research.Scenes.Geometry;
using Research.Scenes.Models;
using Research.Scenes.Surfaces;

namespace Research.Scenes.Layout;

/// <summary>Places what stands between kerb and building: lamps, signs, signals, street trees, rails, bins.</summary>
internal sealed class RoadsideBuilder(BuildContext context)
{
    private readonly StreetPlan plan = context.Plan;
    private readonly StreetFurniture furniture = context.Domain.Furniture;

    public void Build(SceneRandom random)
    {
        var metal = new PlainSurface(random.Draw(furniture.Poles), 0.15 * context.Texture, 4, 0.02f);
        foreach (var side in (ReadOnlySpan<int>)[1, -1])
        {
            var stream = random.Split(side);
            Lamps(side, metal, stream.Split("lamps"));
            Signs(side, metal, stream.Split("signs"));
            Trees(side, stream.Split("trees"));
            KerbObjects(side, metal, stream.Split("kerb"));
            Clutter(side, stream.Split("clutter"));
            Wires(side, stream.Split("wires"));
        }

        if (plan.MedianHalf > 0.8) MedianTrees(random.Split("median"));
        for (var n = 0; n < plan.Junctions.Count; n++)
        {
            if (plan.Junctions[n].Signals) Signals(plan.Junctions[n], metal, random.Split(100 + n));
        }
    }

    private double Kerb(int side) => plan.EdgeOf(side);

    private bool NearJunction(double y, double margin) => plan.CrossEdge(y, out _) < margin;

    private Frame At(double y, int side, double beyondKerb, double turn = 0) =>
        plan.Path.FrameAt(y, side * (Kerb(side) + beyondKerb), plan.KerbHeight, turn);

    private void Lamps(int side, Surface metal, SceneRandom random)
    {
        if (random.Chance(0.25)) return;
        double spacing = random.In(furniture.LampSpacing), height = random.In(furniture.LampHeight), reach = random.Uniform(0.8, 2.2);
        for (var y = -20 + random.Uniform(0, spacing); y < 150; y += spacing)
        {
            if (!NearJunction(y, 1)) FurnitureModel.Lamp(context, At(y, side, 0.45), height, -side * reach, metal);
        }
    }

    private void Signs(int side, Surface metal, SceneRandom random)
    {
        var turn = side == plan.Forward ? 0 : Math.PI;
        for (var y = random.Uniform(6, 6 + furniture.SignSpacing.Maximum); y < 120; y += random.In(furniture.SignSpacing))
        {
            if (!NearJunction(y, 1)) FurnitureModel.Sign(context, At(y, side, 0.5, turn + random.Uniform(-0.15, 0.15)), metal, random);
        }

        foreach (var junction in plan.Junctions)
        {
            if (!random.Chance(0.6)) continue;
            var y = junction.Station - side * plan.Forward * (junction.HalfWidth + random.Uniform(2.5, 6));
            FurnitureModel.Sign(context, At(y, side, 0.7, turn), metal, random);
        }
    }

    private void Trees(int side, SceneRandom random)
    {
        var greenery = context.Domain.Greenery;
        if (!random.Chance(greenery.StreetTreeProbability)) return;
        var spacing = random.In(greenery.StreetTreeSpacing);
        double verge = plan.VergeWidth(side), height = random.In(greenery.TreeHeight);
        var beyond = verge > 0 ? 0.5 * verge : 0.75;
        for (var y = -25 + random.Uniform(0, spacing); y < 190; y += spacing)
        {
            if (NearJunction(y, 4) || random.Chance(0.12)) continue;
            var frame = At(y + random.Uniform(-1, 1), side, beyond, random.Uniform(0, 6));
            TreeModel.Tree(context, frame, height * random.Uniform(0.8, 1.15), random);
        }
    }

    private void MedianTrees(SceneRandom random)
    {
        var spacing = random.In(context.Domain.Greenery.StreetTreeSpacing);
        var trees = random.Chance(0.5);
        for (var y = -20 + random.Uniform(0, spacing); y < 190; y += spacing)
        {
            if (NearJunction(y, 6)) continue;
            var frame = plan.Path.FrameAt(y, 0, plan.KerbHeight, random.Uniform(0, 6));
            if (trees) TreeModel.Tree(context, frame, random.In(context.Domain.Greenery.TreeHeight), random);
            else TreeModel.Bush(context, frame, Math.Min(0.9, plan.MedianHalf * 0.8), random);
        }
    }

    private void KerbObjects(int side, Surface metal, SceneRandom random)
    {
        var rails = random.Chance(furniture.GuardRailProbability);
        if (!rails && !random.Chance(furniture.BollardProbability)) return;
        foreach (var block in plan.Blocks)
        {
            if (block.Side != side || block.Start > 120) continue;
            double start = block.Start + 4, end = Math.Min(block.End - 4, 120);
            if (rails)
            {
                for (var y = start; y + 8 < end; y += 8) BarrierModel.GuardRail(context, At(y + 4, side, 0.3), 4, metal);
            }
            else
            {
                for (var y = Math.Max(start, 0); y < Math.Min(end, 60); y += 2.2) FurnitureModel.Bollard(context, At(y, side, 0.35), metal);
            }
        }
    }

    private void Clutter(int side, SceneRandom random)
    {
        var count = (int)(furniture.ClutterDensity * 0.8 + random.Uniform());
        for (var n = 0; n < count; n++)
        {
            var y = random.Uniform(4, 80);
            var beyond = plan.VergeWidth(side) + (random.Chance(0.5) ? 0.5 : plan.SidewalkWidth(side) - 0.35);
            if (!NearJunction(y, 2)) FurnitureModel.Clutter(context, At(y, side, beyond, side > 0 ? 0 : Math.PI), random);
        }
    }

    private void Wires(int side, SceneRandom random)
    {
        if (!random.Chance(furniture.OverheadWireProbability)) return;
        var wood = new PlainSurface(random.Draw(context.Domain.Greenery.Bark) * 1.3, 0.5 * context.Texture, 5);
        var wire = new PlainSurface(new Rgb(0.015), 0);
        var g = context.Geometry;
        double spacing = random.Uniform(24, 34), height = random.Uniform(7.5, 9.5);
        for (var y = -spacing + random.Uniform(0, 8); y < 180; y += spacing)
        {
            var frame = At(y, side, 0.55);
            g.Begin(frame, StreetClasses.Pole);
            g.Frustum(default, new(0, 0, height), 0.15, 0.11, wood);
            g.Box(new Vec3(0, 0, height - 0.7), new(0.9, 0.06, 0.06), wood);

            // Wires are labelled as what lies behind them in Cityscapes; they carry no class here.
            g.Begin(Frame.World, StreetClasses.Ignore);
            foreach (var x in (ReadOnlySpan<double>)[-0.8, 0.8])
            {
                var from = frame.PointToWorld(new(x, 0, height - 0.6));
                var to = At(y + spacing, side, 0.55).PointToWorld(new(x, 0, height - 0.6));
                var sag = (from + to) * 0.5 - new Vec3(0, 0, 0.5);
                g.Capsule(from, sag, 0.016, wire);
                g.Capsule(sag, to, 0.016, wire);
            }
        }
    }

    private void Signals(Junction junction, Surface metal, SceneRandom random)
    {
        var overhead = random.Chance(furniture.OverheadLightProbability);
        var yellow = random.Chance(furniture.YellowSignalProbability);
        var state = random.Pick([0.45, 0.1, 0.45]);
        int forward = plan.Forward;
        double reach = junction.HalfWidth + 1.2, arm = overhead ? random.Uniform(4, 7.5) : 0;
        FurnitureModel.Signals(context, At(junction.Station + (overhead ? reach : -reach), forward, 1.2), -forward * arm, metal, state, yellow);
        FurnitureModel.Signals(context, At(junction.Station - (overhead ? reach : -reach), -forward, 1.2, Math.PI), -forward * arm, metal, state, yellow);
        if (!overhead || random.Chance(0.5))
            FurnitureModel.Signals(context, At(junction.Station - reach, -forward, 1.2), 0, metal, state, yellow);
        var cross = state == 2 ? 0 : 2;
        FurnitureModel.Signals(context, At(junction.Station + reach, forward, 1.2, 0.5 * Math.PI), 0, metal, cross, yellow);
        FurnitureModel.Signals(context, At(junction.Station - reach, -forward, 1.2, -0.5 * Math.PI), 0, metal, cross, yellow);
    }
}
