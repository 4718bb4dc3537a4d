// Stage 1 of Q. Wang, D. Dai, L. Hoyer, L. Van Gool, O. Fink, ICCV 2021, arXiv 2104.13613: the depth that stage 2 is supervised with.
// Notebook: notebooks/04-corda.ipynb.

using Research.Adaptation.Data;
using Research.Adaptation.Depth;
using Research.Adaptation.Training;
using Research.Scenes;
using TorchSharp;
using static TorchSharp.torch;

namespace Research.Adaptation.Papers;

/// <summary>The recipes of stage 1, and how stage 2 opens what they made.</summary>
public static class CordaDepth
{
    /// <summary>Distance between the cameras, metres: KITTI's rig. Cityscapes has 0.22 m on pictures ten times as wide as the embedded ones.</summary>
    public const double Baseline = 0.54;

    /// <summary>Seconds between two pictures of a drive.</summary>
    public const double FrameInterval = 0.15;

    /// <summary>Name of the depth run in <see cref="Recipe.Needs"/>.</summary>
    public const string Need = "depth";

    /// <summary>Depth from stereo pairs of street scenes.</summary>
    public static Recipe Stereo { get; } = Row("stereo", "Stereo", "Self-supervised depth from stereo pairs: photometric reprojection over a known baseline.", video: false);

    /// <summary>Depth from drives through street scenes.</summary>
    public static Recipe Video { get; } = Row(
        "video", "Video", "Self-supervised depth from video: pose network, minimum reprojection, auto-masking; scored after median scaling.", video: true);

    /// <summary>Both, judged by relative error and threshold accuracy; each run's scores hold the baselines' too.</summary>
    public static RecipeTable Table { get; } = new("depth", "Self-supervised depth on street scenes, against the renderer's truth", null, [Stereo, Video])
    {
        Metrics =
        [
            TableMetric.Score("abs_rel"), TableMetric.Score("sq_rel"), TableMetric.Score("rmse"), TableMetric.Score("rmse_log"),
            TableMetric.Score("delta1", higherIsBetter: true), TableMetric.Score("delta2", higherIsBetter: true), TableMetric.Score("delta3", higherIsBetter: true),
            TableMetric.Score("constant.abs_rel"), TableMetric.Score("prior.abs_rel"), TableMetric.Score("matching.abs_rel"), TableMetric.Score("matching.delta1", higherIsBetter: true),
        ],
    };

    /// <summary>The runs that a supervision needs, for <see cref="Recipe.Needs"/>.</summary>
    /// <param name="supervision">Where depth comes from.</param>
    public static IReadOnlyDictionary<string, Recipe> Needs(DepthSupervision supervision) => supervision switch
    {
        DepthSupervision.SelfSupervisedStereo => new Dictionary<string, Recipe> { [Need] = Stereo },
        DepthSupervision.SelfSupervisedVideo => new Dictionary<string, Recipe> { [Need] = Video },
        _ => new Dictionary<string, Recipe>(),
    };

    /// <summary>What determines the maps of a supervision, besides the hashes of the runs it needs.</summary>
    /// <param name="supervision">Where depth comes from.</param>
    /// <param name="scenes">The pictures.</param>
    /// <param name="profile">Gives the matcher's settings.</param>
    public static string Describe(DepthSupervision supervision, IStereoDataset scenes, Profile profile) => supervision switch
    {
        DepthSupervision.StereoMatching => $"{supervision} {DepthScale.Of(profile).Matching} of {scenes.Fingerprint}",
        _ => $"{supervision} of {scenes.Fingerprint}",
    };

    /// <summary>The maps of a supervision; dispose it where it is <see cref="IDisposable"/>.</summary>
    /// <param name="supervision">Where depth comes from.</param>
    /// <param name="scenes">The pictures; map i belongs to left picture i.</param>
    /// <param name="needs">The finished runs of <see cref="Needs"/>.</param>
    /// <param name="profile">The profile of those runs.</param>
    /// <param name="device">Where the network computes; null for the processor.</param>
    /// <exception cref="ArgumentException">A needed run is not there.</exception>
    /// <exception cref="CheckpointException">Its checkpoint is damaged.</exception>
    public static IDepthSource Open(
        DepthSupervision supervision, IStereoDataset scenes, IReadOnlyDictionary<string, RunResult> needs, Profile profile, Device? device = null)
    {
        if (supervision == DepthSupervision.Truth) return new TrueDepth(scenes);
        if (supervision == DepthSupervision.StereoMatching) return new MatchedDepth(scenes, DepthScale.Of(profile).Matching);
        var run = Run(supervision, needs);
        return new PredictedDepth(scenes, Network(run, device), run.Record.Hash, ScaleOf(supervision, run));
    }

    /// <summary>What the network of a self-supervised run says of any pictures, photographs for instance.</summary>
    /// <param name="supervision">One of the two self-supervised ones.</param>
    /// <param name="pictures">The pictures, at their own size.</param>
    /// <param name="needs">The finished runs of <see cref="Needs"/>.</param>
    /// <param name="device">Where the network computes; null for the processor.</param>
    /// <exception cref="ArgumentException">A needed run is not there, or the supervision is not self-supervised.</exception>
    public static PredictedDepth Open(
        DepthSupervision supervision, IUnlabelledDataset pictures, IReadOnlyDictionary<string, RunResult> needs, Device? device = null)
    {
        var run = Run(supervision, needs);
        return new PredictedDepth(pictures, Network(run, device), run.Record.Hash, ScaleOf(supervision, run));
    }

    /// <summary>The network of a finished run of <see cref="Stereo"/> or <see cref="Video"/>, in evaluation mode; the caller disposes it.</summary>
    /// <param name="run">The run.</param>
    /// <param name="device">Where it computes; null for the processor.</param>
    /// <exception cref="CheckpointException">The checkpoint is damaged.</exception>
    public static DepthNetwork Network(RunResult run, Device? device = null)
    {
        ArgumentNullException.ThrowIfNull(run);
        // The weights drawn here are all replaced by the checkpoint's.
        var scale = DepthScale.Of(Enum.Parse<Profile>(run.Profile, ignoreCase: true));
        var network = new DepthNetwork(run.Recipe == Video.Key ? scale.VideoNetwork : scale.Network, new RandomStream(0));
        Checkpoint.LoadWeights(run.CheckpointPath, network);
        network.to(device ?? CPU);
        network.eval();
        return network;
    }

    /// <summary>The stereo pairs of a look at a profile; their left pictures are those of the segmentation recipes' scenes.</summary>
    /// <param name="domain">The look.</param>
    /// <param name="evaluation">Whether the held-out pictures are meant, rather than those of training.</param>
    /// <param name="profile">Gives number and size.</param>
    /// <param name="places">Where rendered scenes are kept.</param>
    public static IStereoDataset Scenes(SceneDomain domain, bool evaluation, Profile profile, DataPlaces places)
    {
        ArgumentNullException.ThrowIfNull(domain);
        var scale = DepthScale.Of(profile);
        var wide = domain with { Camera = domain.Camera with { Baseline = Baseline } };
        var (first, count) = evaluation ? (PaperPictures.EvaluationStart, scale.Evaluation) : (0, scale.Pairs);
        return new StereoSceneDataset(wide, PaperPictures.WorldSeed, first, count, new SceneSize(scale.Size.Width, scale.Size.Height), places.SceneCache);
    }

    /// <summary>The triples of the video recipe.</summary>
    /// <param name="domain">The look.</param>
    /// <param name="profile">Gives number and size.</param>
    /// <param name="places">Where rendered scenes are kept.</param>
    public static IVideoDataset Drives(SceneDomain domain, Profile profile, DataPlaces places)
    {
        var scale = DepthScale.Of(profile);
        return new VideoSceneDataset(
            domain, PaperPictures.WorldSeed, 0, scale.Drives, scale.Frames, FrameInterval, new SceneSize(scale.Size.Width, scale.Size.Height), places.SceneCache);
    }

    private static RunResult Run(DepthSupervision supervision, IReadOnlyDictionary<string, RunResult> needs)
    {
        if (supervision is not (DepthSupervision.SelfSupervisedStereo or DepthSupervision.SelfSupervisedVideo))
            throw new ArgumentException($"supervision: expected a self-supervised one, got {supervision}");
        return needs.TryGetValue(Need, out var run) ? run
            : throw new ArgumentException($"needs: expected the finished run '{Need}' for {supervision}, got [{string.Join(", ", needs.Keys)}]");
    }

    // Video has no unit of length; the mean factor to the truth on the held-out pictures is the one number taken from it.
    private static double ScaleOf(DepthSupervision supervision, RunResult run) =>
        supervision == DepthSupervision.SelfSupervisedVideo ? run.Scores["scale"] : 1;

    private static Recipe Row(string name, string row, string description, bool video) => new()
    {
        Key = $"{CordaCitation.Paper.Key}.depth.{name}",
        Paper = CordaCitation.Paper,
        Row = row,
        Description = description,
        Build = (profile, places) =>
        {
            var scale = DepthScale.Of(profile);
            return new DepthExperiment
            {
                Pairs = Scenes(SceneDomains.Street, evaluation: false, profile, places),
                Video = video ? Drives(SceneDomains.Street, profile, places) : null,
                Evaluation = Scenes(SceneDomains.Street, evaluation: true, profile, places),
                Network = video ? scale.VideoNetwork : scale.Network,
                Method = scale.Method,
                PoseWidth = scale.PoseWidth,
                PoseScale = scale.PoseScale,
                PoseForward = scale.PoseForward,
                BatchSize = scale.Batch,
                Metrics = new DepthMetrics { MedianScaling = video },
                Matching = scale.Matching,
                Training = video ? scale.Video : scale.Stereo,
                Stage = "depth",
            };
        },
    };
}
