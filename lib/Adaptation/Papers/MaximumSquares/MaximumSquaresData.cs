using Research.Adaptation.Data;
using Research.Scenes;

namespace Research.Adaptation.Papers;

/// <summary>The data of a maximum squares table at a profile, and the sizes its pictures are trained at.</summary>
internal sealed record MaximumSquaresData(DomainPair Pair, (int Width, int Height) SourceSize, (int Width, int Height) TargetSize)
{
    /// <summary>Target size of the row with multi-level guidance, where the released commands enlarge it; null for <see cref="TargetSize"/>.</summary>
    public (int Width, int Height)? GuidedTargetSize { get; init; }

    // One world for all runs: a run's seed changes weights and order, never the pictures.
    internal const long WorldSeed = 2019;
    internal const int EvaluationStart = 1_000_000;

    /// <summary>GTA5 to Cityscapes, or the game look to the real-camera look of the scenes.</summary>
    public static MaximumSquaresData Gta5ToCityscapes(Profile profile, DataPlaces places)
    {
        var scale = MaximumSquaresScale.Of(profile);
        if (profile == Profile.Paper)
        {
            var cityscapes = Root("cityscapes", places);
            return new(new DomainPair(
                Open("gta5", "train", Root("gta5", places)),
                Open("cityscapes", "train", cityscapes).WithoutLabels(),
                Open("cityscapes", "val", cityscapes)), scale.SourceSize, scale.TargetSize) { GuidedTargetSize = (1280, 640) };
        }
        var (training, evaluation) = Counts(profile);
        return new(new DomainPair(
            Scenes(SceneDomains.Game, 0, training, scale.SourceSize, LabelSpaces.Cityscapes19, places),
            Scenes(SceneDomains.Street, 0, training, scale.TargetSize, LabelSpaces.Cityscapes19, places).WithoutLabels(),
            Scenes(SceneDomains.Street, EvaluationStart, evaluation, scale.TargetSize, LabelSpaces.Cityscapes19, places)), scale.SourceSize, scale.TargetSize);
    }

    /// <summary>Both looks of the scenes, in CamVid's 11 classes, to CamVid's photographs.</summary>
    public static MaximumSquaresData ScenesToCamVid(Profile profile, DataPlaces places)
    {
        var root = Root("camvid", places);
        var size = profile switch
        {
            Profile.Smoke => (Width: 80, Height: 60),
            Profile.Mini => (Width: 160, Height: 120),
            _ => (Width: 480, Height: 360),
        };
        var training = profile == Profile.Paper ? 2000 : Counts(profile).Training;
        var source = Scenes(SceneDomains.Game, 0, training / 2, size, LabelSpaces.CamVid11, places)
            .Concat(Scenes(SceneDomains.Street, 0, training / 2, size, LabelSpaces.CamVid11, places));
        ILabelledDataset target = new CamVidDataset(root, "train"), evaluation = new CamVidDataset(root, "val");
        if (profile == Profile.Smoke)
            (target, evaluation) = (target.Spread(16), evaluation.Spread(8));
        return new(new DomainPair(source, target.WithoutLabels(), evaluation), size, size);
    }

    private static (int Training, int Evaluation) Counts(Profile profile) => profile == Profile.Smoke ? (16, 8) : (300, 80);

    internal static ILabelledDataset Scenes(
        SceneDomain domain, int first, int count, (int Width, int Height) size, LabelSpace space, DataPlaces places) =>
        new SceneDataset(domain, WorldSeed, first, count, new SceneSize(size.Width, size.Height), space, places.SceneCache);

    internal static ManifestDataset Open(string name, string split, string root) => new(DatasetManifests.Find(name), split, root);

    internal static string Root(string name, DataPlaces places) =>
        DatasetFolder.Find(name, places.DataRoot ?? Environment.GetEnvironmentVariable(DatasetFolder.Variable), out var reason)
        ?? throw new DatasetException($"this recipe needs the dataset '{name}': {reason}. `research data list` says how to obtain it");
}
