using Research.Adaptation.Data;
using Research.Scenes;

namespace Research.Adaptation.Papers;

/// <summary>The data of a dual soft-paste table at a profile, and the sizes that pictures are resized to before cropping.</summary>
internal sealed record DualSoftPasteData(DomainPair Pair, (int Width, int Height) SourceSize, (int Width, int Height) TargetSize)
{
    // The world of the other pages, so that rendered scenes are shared: a run's seed changes weights and order, never the pictures.
    private const long WorldSeed = 2019;
    private const int EvaluationStart = 1_000_000;

    /// <summary>GTA5 to Cityscapes, or the game look to the real-camera look of the scenes.</summary>
    public static DualSoftPasteData Gta5ToCityscapes(Profile profile, DataPlaces places) => profile == Profile.Paper
        ? new(ToCityscapes(Open("gta5", "all", places), places), (1280, 720), (1024, 512))
        : GameToStreet(profile, LabelSpaces.Cityscapes19, places);

    /// <summary>SYNTHIA to Cityscapes in 16 classes, or the scenes in those 16 classes.</summary>
    public static DualSoftPasteData SynthiaToCityscapes(Profile profile, DataPlaces places) => profile == Profile.Paper
        ? new(ToCityscapes(Open("synthia-rand-cityscapes", "all", places).InLabelSpace(LabelSpaces.Synthia16), places), (1280, 760), (2048, 1024))
        : GameToStreet(profile, LabelSpaces.Synthia16, places);

    /// <summary>Both looks of the scenes, in CamVid's 11 classes, to CamVid's photographs.</summary>
    public static DualSoftPasteData ScenesToCamVid(Profile profile, DataPlaces places)
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

    private static DualSoftPasteData GameToStreet(Profile profile, LabelSpace space, DataPlaces places)
    {
        var size = profile == Profile.Smoke ? (Width: 96, Height: 48) : (Width: 192, Height: 96);
        var (training, evaluation) = Counts(profile);
        return new(new DomainPair(
            Scenes(SceneDomains.Game, 0, training, size, space, places),
            Scenes(SceneDomains.Street, 0, training, size, space, places).WithoutLabels(),
            Scenes(SceneDomains.Street, EvaluationStart, evaluation, size, space, places)), size, size);
    }

    private static DomainPair ToCityscapes(ILabelledDataset source, DataPlaces places) => new(
        source, Open("cityscapes", "train", places).WithoutLabels(), Open("cityscapes", "val", places).InLabelSpace(source.LabelSpace));

    private static (int Training, int Evaluation) Counts(Profile profile) => profile == Profile.Smoke ? (16, 8) : (300, 80);

    private static ILabelledDataset Scenes(SceneDomain domain, int first, int count, (int Width, int Height) size, LabelSpace space, DataPlaces places) =>
        new SceneDataset(domain, WorldSeed, first, count, new SceneSize(size.Width, size.Height), space, places.SceneCache);

    private static ILabelledDataset Open(string name, string split, DataPlaces places) =>
        new ManifestDataset(DatasetManifests.Find(name), split, Root(name, places));

    private static string Root(string name, DataPlaces places) =>
        DatasetFolder.Find(name, places.DataRoot ?? Environment.GetEnvironmentVariable(DatasetFolder.Variable), out var reason)
        ?? throw new DatasetException($"this recipe needs the dataset '{name}': {reason}. `research data list` says how to obtain it");
}
