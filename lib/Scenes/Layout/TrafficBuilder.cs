using Research.Scenes.Geometry;
using Research.Scenes.Models;

namespace Research.Scenes.Layout;

/// <summary>
/// Places vehicles and people. Where each stands at time 0 and how fast it goes depends on the random stream only, so the
/// same actors appear, with the same instance numbers, at every time of a drive.
/// </summary>
internal sealed class TrafficBuilder(BuildContext context, int egoLane, double egoSpeed)
{
    private readonly StreetPlan plan = context.Plan;
    private readonly Traffic traffic = context.Domain.Traffic;

    public void Build(SceneRandom random)
    {
        for (var lane = 0; lane < plan.Lanes; lane++)
        {
            Lane(lane, 1, random.Split($"own {lane}"));
            Lane(lane, -1, random.Split($"oncoming {lane}"));
        }

        foreach (var side in (ReadOnlySpan<int>)[1, -1])
        {
            Parked(side, random.Split($"parked {side}"));
            Pedestrians(side, random.Split($"people {side}"));
            ParkedCycles(side, random.Split($"cycles {side}"));
        }

        for (var n = 0; n < plan.Junctions.Count; n++)
        {
            Crossing(plan.Junctions[n], random.Split($"crossing {n}"));
            Waiting(plan.Junctions[n], random.Split($"waiting {n}"));
        }
    }

    private void Lane(int lane, int direction, SceneRandom random)
    {
        var ego = direction > 0 && lane == egoLane;
        var speed = ego ? egoSpeed : random.In(traffic.Speed);
        var tram = lane == 0 && plan.HasTracks && random.Chance(traffic.TramProbability) ? random.Integer(0, 2) : -1;
        var y = ego ? 3.5 + random.In(traffic.Headway) * random.Uniform(0.15, 0.8) : random.Uniform(-15, 20);
        for (var n = 0; y < 160; n++)
        {
            var stream = random.Split(n);
            var kind = n == tram ? VehicleKind.Tram : (VehicleKind)stream.Pick(traffic.Vehicles);
            var body = CarModel.DrawBody(context, stream);
            var half = HalfLength(kind, body);
            y += half;
            Vehicle(kind, body, y + direction * speed * context.Time, lane, direction, stream);
            y += half + Math.Max(2.5, random.In(traffic.Headway) - 5);
        }
    }

    private static double HalfLength(VehicleKind kind, int body) => kind switch
    {
        VehicleKind.Car => CarBody.All[body].HalfLength,
        VehicleKind.Truck => CoachModel.TruckHalfLength,
        VehicleKind.Bus => CoachModel.BusHalfLength,
        VehicleKind.Tram => CoachModel.TramHalfLength,
        _ => CycleModel.HalfLength,
    };

    private void Vehicle(VehicleKind kind, int body, double station, int lane, int direction, SceneRandom random)
    {
        var offset = plan.LaneCentre(lane, direction);
        var turn = direction > 0 ? 0 : Math.PI;
        double sway = random.Uniform(-0.25, 0.25), wiggle = random.Uniform(-0.02, 0.02);
        if (kind == VehicleKind.Bicycle)
        {
            // Cyclists keep to the outer edge of the outer lane.
            offset = plan.LaneCentre(plan.Lanes - 1, direction) + plan.Forward * direction * (0.5 * plan.LaneWidth - 0.35);
        }

        if (kind != VehicleKind.Tram)
        {
            offset += sway;
            turn += wiggle;
        }

        var frame = plan.Path.FrameAt(station, offset, 0, turn);
        switch (kind)
        {
            case VehicleKind.Car: CarModel.Build(context, frame, body, random); break;
            case VehicleKind.Truck: CoachModel.Truck(context, frame, random); break;
            case VehicleKind.Bus: CoachModel.Bus(context, frame, random); break;
            case VehicleKind.Motorcycle: CycleModel.Motorcycle(context, frame, ridden: true, random); break;
            case VehicleKind.Bicycle: CycleModel.Bicycle(context, frame, ridden: true, random); break;
            default: CoachModel.Tram(context, frame, random); break;
        }
    }

    /// <summary>Groups of parked bicycles and motorcycles on the sidewalk.</summary>
    private void ParkedCycles(int side, SceneRandom random)
    {
        var groups = (int)(traffic.ParkedCyclesPer100Metres * 0.7 + random.Uniform());
        for (var n = 0; n < groups; n++)
        {
            var stream = random.Split(n);
            double y = stream.Uniform(5, 70), turn = stream.Uniform(0.9, 1.5) * stream.Sign();
            var motor = stream.Chance(traffic.ParkedMotorcycleShare);
            var inner = plan.EdgeOf(side) + plan.VergeWidth(side);
            var d = side * (stream.Chance(0.5) ? inner + 0.9 : inner + plan.SidewalkWidth(side) - 0.9);
            for (var k = stream.Integer(1, motor ? 3 : 5); k > 0; k--)
            {
                y += motor ? 0.9 : 0.65;
                if (plan.CrossEdge(y, out _) < 2) break;
                var frame = plan.Path.FrameAt(y, d, plan.KerbHeight, turn + stream.Uniform(-0.1, 0.1));
                if (motor) CycleModel.Motorcycle(context, frame, ridden: false, stream);
                else CycleModel.Bicycle(context, frame, ridden: false, stream);
            }
        }
    }

    private void Parked(int side, SceneRandom random)
    {
        if (plan.ParkingWidth(side) <= 0) return;
        var occupancy = random.In(traffic.ParkingOccupancy);
        var turn = side == plan.Forward ? 0 : Math.PI;
        var unlit = context with { Lamps = 0 };

        // Bays begin at the marks, which repeat every 6 m.
        var first = 6 * Math.Ceiling(plan.MarkingPhase / 6) - plan.MarkingPhase - 15;
        for (var n = 0; n < 24; n++)
        {
            var stream = random.Split(n);
            var y = first + 6 * n + stream.Uniform(-0.3, 0.3);
            if (plan.CrossEdge(y, out _) < 9 || !stream.Chance(occupancy)) continue;
            var d = side * (plan.EdgeOf(side) - 1.15 + stream.Uniform(-0.12, 0.12));
            var frame = plan.Path.FrameAt(y, d, 0, turn + stream.Uniform(-0.03, 0.03));
            CarModel.Build(unlit, frame, CarModel.DrawBody(context, stream), stream);
        }
    }

    private void Pedestrians(int side, SceneRandom random)
    {
        var count = (int)(random.In(traffic.PedestriansPer100Metres) * 0.8 + random.Uniform());
        double near = plan.EdgeOf(side) + plan.VergeWidth(side) + 0.4, far = plan.FrontOf(side) - 0.4;
        for (var n = 0; n < count; n++)
        {
            var stream = random.Split(n);

            // People gather: every second one walks beside the one before.
            var y = stream.Uniform(3, 83);
            var d = side * stream.Uniform(near, far);
            if (n % 2 == 1 && stream.Chance(0.5))
            {
                var friend = random.Split(n - 1);
                y = friend.Uniform(3, 83) + stream.Uniform(-0.3, 0.3);
                d = side * Math.Clamp(friend.Uniform(near, far) + 0.7, near, far + 0.4);
            }

            Walker(y, d, stream.Chance(0.5) ? 1 : -1, plan.CrossEdge(y, out _) < 0 ? 0 : plan.KerbHeight, stream);
        }
    }

    private void Walker(double y, double d, int direction, double height, SceneRandom random)
    {
        var stands = random.Chance(0.2);
        var speed = stands ? 0 : random.Uniform(0.9, 1.6);
        var station = y + direction * speed * context.Time;
        var turn = (direction > 0 ? 0 : Math.PI) + (stands ? random.Uniform(-2, 2) : random.Uniform(-0.15, 0.15));
        var frame = plan.Path.FrameAt(station, d, height, turn);
        PersonModel.Walk(context, frame, random.Uniform(0, 6.3) + 7.5 * speed * context.Time / 1.3, stands ? 0.15 : 1, random);
    }

    /// <summary>People on a zebra or waiting at it.</summary>
    private void Crossing(Junction junction, SceneRandom random)
    {
        if (!random.Chance(traffic.CrossingProbability)) return;
        for (var n = random.Integer(1, 5); n > 0; n--)
        {
            var stream = random.Split(n);
            var direction = stream.Sign();
            var reach = plan.EdgeOf(1) + 2;
            var d = stream.Uniform(-reach, reach) + direction * 1.3 * context.Time;
            var y = junction.Station - junction.HalfWidth - stream.Uniform(1.4, 3.8);
            var raised = plan.Edge(y, d) > 0 ? plan.KerbHeight : 0;
            var frame = plan.Path.FrameAt(y, d, raised, direction * 0.5 * Math.PI);
            PersonModel.Walk(context, frame, stream.Uniform(0, 6.3) + 7.5 * context.Time, 1, stream);
        }
    }

    /// <summary>Cars that stand in the crossing street.</summary>
    private void Waiting(Junction junction, SceneRandom random)
    {
        foreach (var side in (ReadOnlySpan<int>)[1, -1])
        {
            if (!random.Chance(0.4)) continue;
            var stream = random.Split(side);
            var lane = side * plan.Forward * 0.5 * junction.HalfWidth;
            var x = plan.Path.Centre(junction.Station) + side * (plan.EdgeOf(side) + 8.5);
            CarModel.Build(context, Frame.Heading(new(x, junction.Station + lane, 0), -side, 0), CarModel.DrawBody(context, stream), stream);
        }
    }
}
