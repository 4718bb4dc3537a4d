using Research.Scenes.Geometry;
using Research.Scenes.Layout;
using Research.Scenes.Models;
using Research.Scenes.Surfaces;

namespace Research.Scenes.Rendering;

/// <summary>One street at one moment: geometry, ground, light and camera. Immutable, shared by all threads.</summary>
internal sealed class World
{
    private readonly double yaw;
    private readonly double pitch;
    private readonly double roll;
    private readonly double height;
    private readonly double lateral;
    private readonly double fieldOfView;
    private readonly double speed;

    public World(SceneDomain domain, long seed, int index, double time)
    {
        var random = SceneRandom.For(domain.Name, seed, index);
        Plan = new StreetPlan(domain.Layout, domain.Furniture.TrafficLightProbability, random.Split("plan"));
        Light = new LightState(domain.Weathers, random.Split("light"));
        Time = time;
        SensorRandom = random.Split("sensor").Split(0);
        RainRandom = random.Split("rain").Split(Moment);
        var camera = random.Split("camera");
        var rig = domain.Camera;
        yaw = PortableMath.Radians(camera.In(rig.Yaw));
        pitch = PortableMath.Radians(camera.In(rig.Pitch));
        roll = PortableMath.Radians(camera.In(rig.Roll));
        height = camera.In(rig.Height);
        fieldOfView = camera.In(rig.HorizontalFieldOfView);
        speed = camera.In(rig.Speed);
        var lane = camera.Integer(0, Plan.Lanes - 1);
        lateral = Plan.LaneCentre(lane, 1) + camera.In(rig.Offset);

        var geometry = new GeometryBuilder();
        var context = new BuildContext(domain, Plan, geometry, Light.Lamps, time);
        new FrontageBuilder(context).Build(random.Split("frontage"));
        new RoadsideBuilder(context).Build(random.Split("roadside"));
        new TrafficBuilder(context, lane, speed).Build(random.Split("traffic"));
        Parts = geometry.Parts;
        InstanceFrames = geometry.InstanceFrames;
        Tree = geometry.ToTree();
        PrimitiveCount = geometry.Count;
        var pose = Pose();
        LampLight = new LampLight(context.LampHeads, Light.Lamps, V(pose.Position), V(pose.Forward));
        Ground = new GroundSurface(Plan, DrawGround(domain, random.Split("ground")));
    }

    public StreetPlan Plan { get; }

    public LightState Light { get; }

    public BoundingTree Tree { get; }

    public IReadOnlyList<Part> Parts { get; }

    public IReadOnlyList<Frame> InstanceFrames { get; }

    public GroundSurface Ground { get; }

    public LampLight LampLight { get; }

    public double Time { get; }

    public int PrimitiveCount { get; }

    /// <summary>Settings of the camera; the same for a whole drive and for both cameras.</summary>
    public SceneRandom SensorRandom { get; }

    /// <summary>Drops of this moment.</summary>
    public SceneRandom RainRandom { get; }

    /// <summary>Time in milliseconds: tells the noise of one frame from another's.</summary>
    public long Moment => (long)Math.Round(Time * 1000);

    /// <summary>Speed of the ego vehicle, m/s.</summary>
    public double EgoSpeed => speed;

    public CameraIntrinsics IntrinsicsFor(SceneSize size) => CameraIntrinsics.FromFieldOfView(size, fieldOfView);

    /// <summary>The left camera's pose: in the ego lane, at the station reached by now.</summary>
    public CameraPose Pose()
    {
        var body = Plan.Path.FrameAt(speed * Time, lateral, height, yaw);
        double cp = PortableMath.Cos(pitch), sp = PortableMath.Sin(pitch), cr = PortableMath.Cos(roll), sr = PortableMath.Sin(roll);
        var forward = body.Y * cp - Vec3.Up * sp;
        var down = -(Vec3.Up * cp + body.Y * sp);
        var right = body.X * cr + down * sr;
        down = down * cr - body.X * sr;
        return new(P(body.Origin), P(right), P(down), P(forward));

        static Point3 P(Vec3 v) => new(v.X, v.Y, v.Z);
    }

    private static Vec3 V(Point3 p) => new(p.X, p.Y, p.Z);

    private GroundLook DrawGround(SceneDomain domain, SceneRandom random)
    {
        var look = domain.Materials;
        var sidewalk = random.Draw(look.Sidewalk);
        var paint = new Rgb(Rgb.FromDisplay(random.In(look.MarkingBrightness)));
        return new GroundLook
        {
            Asphalt = random.Draw(look.Asphalt),
            Sidewalk = sidewalk,
            Kerb = Rgb.Lerp(sidewalk, new Rgb(0.4), 0.5),
            Grass = random.Draw(domain.Greenery.Grass),
            Soil = random.Draw(domain.Greenery.Soil),
            Marking = paint,
            CentreLine = paint * new Rgb(1, 0.62, 0.08),
            Shift = random.Uniform(0, 4000),
            Slab = random.In(look.SlabSize),
            Texture = look.Texture,
            Grime = look.Grime,
            Patches = look.Patches,
            Wear = random.In(look.MarkingWear),
            Wetness = Light.Wetness,
        };
    }
}
