using Research.Imaging;
using Research.Scenes.Geometry;
using Research.Scenes.Rendering;
using Research.Scenes.Sensor;

namespace Research.Scenes;

/// <summary>
/// Renders street scenes. Pure and safe to call from any number of threads; the result is equal to the bit for equal
/// (<see cref="SceneGenerator.Version"/>, domain, seed, index, size), whatever the thread count.
/// </summary>
public static class SceneRenderer
{
    /// <summary>Renders scene <paramref name="index"/> of a domain with all its maps.</summary>
    /// <param name="domain">World and looks.</param>
    /// <param name="seed">Seed of the set of scenes.</param>
    /// <param name="index">Number of the scene, 0 or more.</param>
    /// <param name="size">Size of the picture.</param>
    /// <exception cref="ArgumentOutOfRangeException">The index is negative or a side is out of range.</exception>
    public static Scene Render(SceneDomain domain, long seed, int index, SceneSize size) => Render(domain, seed, index, size, threads: 1);

    /// <summary>Renders one scene on several threads; the same bits as on one.</summary>
    /// <param name="domain">World and looks.</param>
    /// <param name="seed">Seed of the set of scenes.</param>
    /// <param name="index">Number of the scene, 0 or more.</param>
    /// <param name="size">Size of the picture.</param>
    /// <param name="threads">Most threads used.</param>
    /// <exception cref="ArgumentOutOfRangeException">The index is negative or a side is out of range.</exception>
    public static Scene Render(SceneDomain domain, long seed, int index, SceneSize size, int threads)
    {
        var world = WorldAt(domain, seed, index, size, time: 0, threads);
        return Picture(world, domain, world.Pose(), size, threads, Camera.Left);
    }

    /// <summary>Renders a scene with both cameras of a stereo rig; the left picture equals that of <see cref="Render(SceneDomain, long, int, SceneSize)"/>.</summary>
    /// <param name="domain">World and looks; <see cref="CameraRig.Baseline"/> is the distance between the cameras.</param>
    /// <param name="seed">Seed of the set of scenes.</param>
    /// <param name="index">Number of the scene, 0 or more.</param>
    /// <param name="size">Size of each picture.</param>
    /// <param name="threads">Most threads used.</param>
    /// <exception cref="ArgumentOutOfRangeException">The index is negative or a side is out of range.</exception>
    public static StereoScene RenderStereo(SceneDomain domain, long seed, int index, SceneSize size, int threads = 1)
    {
        var world = WorldAt(domain, seed, index, size, time: 0, threads);
        var pose = world.Pose();
        return new StereoScene(
            Picture(world, domain, pose, size, threads, Camera.Left),
            Picture(world, domain, pose.MovedRight(domain.Camera.Baseline), size, threads, Camera.Right),
            domain.Camera.Baseline);
    }

    /// <summary>
    /// Renders a moment of the drive that begins at scene <paramref name="index"/>: the ego vehicle, other vehicles and people
    /// move at constant speed along the street. At 0 seconds it equals the single scene; instance numbers stay the same.
    /// </summary>
    /// <param name="domain">World and looks.</param>
    /// <param name="seed">Seed of the set of scenes.</param>
    /// <param name="index">Number of the scene, 0 or more.</param>
    /// <param name="size">Size of the picture.</param>
    /// <param name="seconds">Time since the start, 0 .. 10; later the ego vehicle would leave the street.</param>
    /// <param name="threads">Most threads used.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range.</exception>
    public static Scene RenderMoment(SceneDomain domain, long seed, int index, SceneSize size, double seconds, int threads = 1)
    {
        if (!(seconds >= 0 && seconds <= 10)) throw new ArgumentOutOfRangeException(nameof(seconds), seconds, "The moment of a drive must lie in 0 .. 10 s.");
        var world = WorldAt(domain, seed, index, size, seconds, threads);
        return Picture(world, domain, world.Pose(), size, threads, Camera.Left);
    }

    private static World WorldAt(SceneDomain domain, long seed, int index, SceneSize size, double time, int threads)
    {
        ArgumentNullException.ThrowIfNull(domain);
        ArgumentNullException.ThrowIfNull(size);
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        size.Check();
        return new World(domain, seed, index, time);
    }

    private static Scene Picture(World world, SceneDomain domain, CameraPose pose, SceneSize size, int threads, Camera camera)
    {
        var intrinsics = world.IntrinsicsFor(size);
        var picture = new PictureRenderer(world, pose, intrinsics, size, threads);
        picture.Render();
        if (world.Light.Rain > 0) Rain.Apply(picture.Radiance, size, world.Light.Rain, world.Light.Horizon + new Rgb(0.3 * world.Light.Lamps), world.RainRandom);
        var labels = new LabelMap(size.Width, size.Height);
        var depth = new DepthMap(size.Width, size.Height);
        var instances = new ushort[size.Width * size.Height];
        for (var n = 0; n < instances.Length; n++)
        {
            labels.Labels[n] = picture.Hits[n].Label;
            depth.Metres[n] = (float)picture.Hits[n].T;
            instances[n] = picture.Hits[n].Instance;
        }

        return new Scene
        {
            Colour = new CameraSensor(domain.Sensor, size, world.SensorRandom.Restarted(), 2 * world.Moment + (int)camera).Develop(picture.Radiance),
            Labels = labels,
            Instances = instances,
            Depth = depth,
            Intrinsics = intrinsics,
            Pose = pose,
            InstancePoses = [.. world.InstanceFrames.Select(frame => new InstancePose(P(frame.Origin), P(frame.X), P(frame.Y), P(frame.Z)))],
            Time = world.Time,
        };

        static Point3 P(Vec3 v) => new(v.X, v.Y, v.Z);
    }

    /// <summary>Which camera of the rig; tells their noise apart.</summary>
    private enum Camera
    {
        Left = 0,
        Right = 1,
    }
}
