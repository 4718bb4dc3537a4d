using Research.Adaptation.Data;
using Research.Scenes;

namespace Research.Adaptation.Papers;

/// <summary>The pictures that the papers' tables share: one world of scenes, rendered once for all of them, and the datasets on disk.</summary>
/// <remarks>A run's seed changes weights and order, never the pictures.</remarks>
internal static class PaperPictures
{
    /// <summary>Seed of the world that every table's scenes are taken from.</summary>
    internal const long WorldSeed = 2019;

    /// <summary>Number of the first scene that is evaluated on; those trained on are counted from 0.</summary>
    internal const int EvaluationStart = 1_000_000;

    /// <summary>Scenes trained on in each domain, and scenes evaluated on, in a profile on embedded scenes.</summary>
    public static (int Training, int Evaluation) Counts(Profile profile) => profile == Profile.Smoke ? (16, 8) : (300, 80);

    /// <summary>Scenes of a domain, in a label space.</summary>
    public static SceneDataset Scenes(SceneDomain domain, int first, int count, (int Width, int Height) size, LabelSpace space, DataPlaces places) =>
        new(domain, WorldSeed, first, count, new SceneSize(size.Width, size.Height), space, places.SceneCache);

    /// <summary>The depth of <see cref="Scenes"/>.</summary>
    public static SceneDepth Depth(SceneDomain domain, int first, int count, (int Width, int Height) size, DataPlaces places) =>
        new(domain, WorldSeed, first, count, new SceneSize(size.Width, size.Height), places.SceneCache);

    /// <summary>Both looks of the scenes, in CamVid's 11 classes, to CamVid's photographs; all pictures of one size.</summary>
    public static (DomainPair Pair, (int Width, int Height) Size) ScenesToCamVid(Profile profile, DataPlaces places)
    {
        var root = Root("camvid", places);
        var size = profile switch
        {
            Profile.Smoke => (Width: 80, Height: 60),
            Profile.Mini => (Width: 160, Height: 120),
            _ => (Width: 480, Height: 360),
        };
        var looks = Looks.Select(look => Scenes(look, 0, ScenesOfALook(profile), size, LabelSpaces.CamVid11, places)).ToArray();
        ILabelledDataset target = new CamVidDataset(root, "train"), evaluation = new CamVidDataset(root, "val");
        if (profile == Profile.Smoke)
            (target, evaluation) = (target.Spread(16), evaluation.Spread(8));
        return (new DomainPair(looks[0].Concat(looks[1]), target.WithoutLabels(), evaluation), size);
    }

    /// <summary>The depth of the source of <see cref="ScenesToCamVid"/>.</summary>
    public static JoinedDepth DepthToCamVid(Profile profile, (int Width, int Height) size, DataPlaces places) =>
        new([.. Looks.Select(look => Depth(look, 0, ScenesOfALook(profile), size, places))]);

    /// <summary>A dataset on disk.</summary>
    /// <exception cref="DatasetException">It is not there.</exception>
    public static ManifestDataset Open(string name, string split, DataPlaces places) => new(DatasetManifests.Find(name), split, Root(name, places));

    /// <summary>The folder of a dataset on disk.</summary>
    /// <exception cref="DatasetException">It is not there.</exception>
    public static string Root(string name, DataPlaces places) =>
        DatasetFolder.Find(name, places.DataRoot ?? Environment.GetEnvironmentVariable(DatasetFolder.Variable), out var reason)
        ?? throw new DatasetException($"this recipe needs the dataset '{name}': {reason}. `research data list` says how to obtain it");

    private static SceneDomain[] Looks => [SceneDomains.Game, SceneDomains.Street];

    private static int ScenesOfALook(Profile profile) => (profile == Profile.Paper ? 2000 : Counts(profile).Training) / 2;
}
