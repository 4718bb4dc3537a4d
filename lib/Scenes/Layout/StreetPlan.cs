using Research.Scenes.Geometry;

namespace Research.Scenes.Layout;

/// <summary>The cross-section and the blocks of one street, drawn from a domain's layout statistics.</summary>
internal sealed class StreetPlan
{
    public const double FirstStation = -30;
    public const double LastStation = 240;

    private const double CornerRadius = 3.5;

    public StreetPlan(StreetLayout layout, double signalProbability, SceneRandom random)
    {
        Layout = layout;
        Path = new RoadPath(random.In(layout.Curvature));
        Lanes = 1 + random.Pick(layout.LanesPerDirection);
        LaneWidth = random.In(layout.LaneWidth);
        MedianHalf = random.Chance(layout.MedianProbability) ? 0.5 * random.In(layout.MedianWidth) : 0;
        Parking = [Parks(), Parks()];
        Verge = [Verges(), Verges()];
        Sidewalk = [random.In(layout.SidewalkWidth), random.In(layout.SidewalkWidth)];
        KerbHeight = random.In(layout.KerbHeight);
        HasTracks = random.Chance(layout.TramTrackProbability);
        YellowCentre = random.Chance(layout.YellowCentreLineProbability);
        MarkingPhase = random.Uniform(0, 90);
        Junctions = DrawJunctions(random.Split("junctions"), signalProbability);
        Blocks = DrawBlocks(random.Split("blocks"));

        double Parks() => random.Chance(layout.ParkingProbability) ? 2.2 : 0;
        double Verges() => random.Chance(layout.VergeProbability) ? random.In(layout.VergeWidth) : 0;
    }

    public StreetLayout Layout { get; }

    public RoadPath Path { get; }

    /// <summary>Lanes per direction.</summary>
    public int Lanes { get; }

    public double LaneWidth { get; }

    public double MedianHalf { get; }

    public double KerbHeight { get; }

    public bool HasTracks { get; }

    public bool YellowCentre { get; }

    /// <summary>Where along the street dashes and parking bays begin, metres.</summary>
    public double MarkingPhase { get; }

    public IReadOnlyList<Junction> Junctions { get; }

    public IReadOnlyList<Block> Blocks { get; }

    /// <summary>+1 where traffic keeps to the right: the side of the ego direction.</summary>
    public int Forward => Layout.LeftHandTraffic ? -1 : 1;

    private double[] Parking { get; }

    private double[] Verge { get; }

    private double[] Sidewalk { get; }

    public double ParkingWidth(int side) => Parking[Index(side)];

    public double VergeWidth(int side) => Verge[Index(side)];

    public double SidewalkWidth(int side) => Sidewalk[Index(side)];

    /// <summary>Distance from the centre line to the kerb.</summary>
    public double EdgeOf(int side) => MedianHalf + Lanes * LaneWidth + ParkingWidth(side) + 0.4;

    /// <summary>Distance from the centre line to the far side of the sidewalk.</summary>
    public double FrontOf(int side) => EdgeOf(side) + VergeWidth(side) + SidewalkWidth(side);

    /// <summary>Offset of a lane's middle; lane 0 is the innermost, direction +1 is the ego direction.</summary>
    public double LaneCentre(int lane, int direction) => Forward * direction * (MedianHalf + (lane + 0.5) * LaneWidth);

    /// <summary>Distance beyond the crossing carriageway nearest to a station, and which junction it is.</summary>
    public double CrossEdge(double station, out int junction)
    {
        junction = -1;
        var nearest = 1e6;
        for (var n = 0; n < Junctions.Count; n++)
        {
            var edge = Math.Abs(station - Junctions[n].Station) - Junctions[n].HalfWidth;
            if (edge >= nearest) continue;
            nearest = edge;
            junction = n;
        }

        return nearest;
    }

    /// <summary>Metres to the nearest kerb at a place: negative on the road, positive on raised ground.</summary>
    public double Edge(double station, double offset)
    {
        var main = Math.Abs(offset) - EdgeOf(offset > 0 ? 1 : -1);
        var cross = CrossEdge(station, out _);
        return Edge(main, cross, offset);
    }

    public GroundPoint Locate(double x, double y)
    {
        var offset = Path.Offset(x, y);
        var side = offset > 0 ? 1 : -1;
        var main = Math.Abs(offset) - EdgeOf(side);
        var cross = CrossEdge(y, out var junction);
        var edge = Edge(main, cross, offset);
        return new(KindAt(y, offset, side, edge, main, cross), y, offset, edge, main, cross, junction);
    }

    private double Edge(double main, double cross, double offset)
    {
        if (main < 0 && MedianHalf > 0 && MedianHalf - Math.Abs(offset) is > 0 and var island)
            return Math.Min(island, cross - 4);
        if (main > 0 && cross > 0 && main < CornerRadius && cross < CornerRadius)
        {
            double u = CornerRadius - main, v = CornerRadius - cross;
            return CornerRadius - Math.Sqrt(u * u + v * v);
        }

        return Math.Min(main, cross);
    }

    private GroundKind KindAt(double station, double offset, int side, double edge, double main, double cross)
    {
        if (edge <= 0) return GroundKind.Road;
        if (edge < 0.14) return GroundKind.Kerb;
        if (main < 0) return GroundKind.Grass;
        var verge = VergeWidth(side);
        if (main < verge && cross > verge + SidewalkWidth(side)) return GroundKind.Grass;
        if (main < verge + SidewalkWidth(side) || cross < SidewalkWidth(side)) return GroundKind.Sidewalk;
        foreach (var block in Blocks)
        {
            if (block.Side != side || station < block.Start || station > block.End) continue;
            return block.Kind switch
            {
                BlockKind.Row => GroundKind.Sidewalk,
                BlockKind.Yard => GroundKind.Gravel,
                _ => GroundKind.Grass,
            };
        }

        return GroundKind.Grass;
    }

    private List<Junction> DrawJunctions(SceneRandom random, double signalProbability)
    {
        var junctions = new List<Junction>();
        for (var y = random.In(Layout.JunctionSpacing); y < LastStation - 40; y += Math.Max(30, random.In(Layout.JunctionSpacing)))
        {
            if (!random.Chance(Layout.JunctionProbability)) continue;
            var half = random.In(Layout.CrossingHalfWidth);
            junctions.Add(new(y + half, half, random.Chance(Layout.ZebraProbability), random.Chance(signalProbability)));
            y += 2 * half;
        }

        return junctions;
    }

    private List<Block> DrawBlocks(SceneRandom random)
    {
        var blocks = new List<Block>();
        foreach (var side in (ReadOnlySpan<int>)[1, -1])
        {
            var start = FirstStation;
            foreach (var junction in Junctions)
            {
                Add(side, start, junction.Station - junction.HalfWidth - Sidewalk[Index(side)]);
                start = junction.Station + junction.HalfWidth + Sidewalk[Index(side)];
            }

            Add(side, start, LastStation);
        }

        return blocks;

        void Add(int side, double start, double end)
        {
            var kind = (BlockKind)random.Pick(Layout.BlockKinds);
            var setBack = random.In(Layout.SetBack);
            if (end - start < 4) return;
            blocks.Add(new(side, start, end, kind, kind == BlockKind.Row ? 0 : setBack));
        }
    }

    private static int Index(int side) => side > 0 ? 0 : 1;
}
