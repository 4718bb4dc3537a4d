using Research.Imaging;
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
        ArgumentNullException.ThrowIfNull(domain);
        ArgumentNullException.ThrowIfNull(size);
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        size.Check();
        var world = new World(domain, seed, index, time: 0);
        return Picture(world, domain, world.Pose(), size, threads);
    }

    private static Scene Picture(World world, SceneDomain domain, CameraPose pose, SceneSize size, int threads)
    {
        var intrinsics = world.IntrinsicsFor(size);
        var picture = new PictureRenderer(world, pose, intrinsics, size, threads);
        picture.Render();
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
            Colour = new CameraSensor(domain.Sensor, size, world.SensorRandom).Develop(picture.Radiance),
            Labels = labels,
            Instances = instances,
            Depth = depth,
            Intrinsics = intrinsics,
            Pose = pose,
        };
    }
}
