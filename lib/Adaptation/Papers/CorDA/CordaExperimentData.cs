using Research.Adaptation.Data;
using Research.Adaptation.Depth;
using Research.Adaptation.Models;
using Research.Scenes;

namespace Research.Adaptation.Papers;

/// <summary>The data of a CorDA table at a profile: two domains, their depth, sizes, and which variant of the network belongs to it.</summary>
internal sealed record CordaExperimentData(
    DomainPair Pair, DepthChoice SourceDepth, Func<DepthSupervision, DepthChoice> TargetDepth, (int Width, int Height) SourceSize, (int Width, int Height) TargetSize)
{
    /// <summary>The variant of the network.</summary>
    public InitialSemantics Variant { get; init; } = InitialSemantics.TrunkFeatures;

    /// <summary>The crop; null for the profile's.</summary>
    public (int Width, int Height)? Crop { get; init; }

    // One world for all runs, the one of the other notebooks: rendered scenes are shared. A run's seed changes weights and order, never the pictures.
    private const long WorldSeed = 2019;
    private const int EvaluationStart = 1_000_000;

    /// <summary>GTA5 to Cityscapes, or the game look to the real-camera look of the scenes.</summary>
    public static CordaExperimentData Gta5ToCityscapes(Profile profile, DataPlaces places)
    {
        if (profile != Profile.Paper) return Scenes(SceneDomains.Game, LabelSpaces.Cityscapes19, profile, places);
        var root = Root("gta5", places);
        var gta = Open("gta5", "train", root);
        return Cityscapes(gta, DepthChoice.Of(new NormalisedDisparity(gta, Path.Combine(root, "disparity"))), LabelSpaces.Cityscapes19, places);
    }

    /// <summary>SYNTHIA to Cityscapes, or the plain virtual city of the scenes to their real-camera look; 16 classes.</summary>
    public static CordaExperimentData SynthiaToCityscapes(Profile profile, DataPlaces places)
    {
        if (profile != Profile.Paper)
            return Scenes(SceneDomains.SynthiaLike, LabelSpaces.Synthia16, profile, places, sources: Counts(profile).Training / 2) with { Variant = InitialSemantics.TaskFeatures };
        var synthia = Open("synthia-rand-cityscapes", "all", Root("synthia-rand-cityscapes", places));
        return Cityscapes(synthia, DepthChoice.Of(new RecordedDepth(synthia)), LabelSpaces.Synthia16, places) with { Variant = InitialSemantics.TaskFeatures };
    }

    /// <summary>Both looks of the scenes, in CamVid's 11 classes, to CamVid's photographs, whose depth a network predicts that learned it on street scenes.</summary>
    public static CordaExperimentData ScenesToCamVid(Profile profile, DataPlaces places)
    {
        var size = profile switch
        {
            Profile.Smoke => (Width: 80, Height: 60),
            Profile.Mini => (Width: 160, Height: 120),
            _ => (Width: 480, Height: 360),
        };
        var count = (profile == Profile.Paper ? 2000 : Counts(profile).Training) / 2;
        SceneDomain[] looks = [SceneDomains.Game, SceneDomains.Street];
        var sources = looks.Select(d => Pictures(d, 0, count, size, LabelSpaces.CamVid11, places)).ToArray();
        var depths = looks.Select(d => new SceneDepth(d, WorldSeed, 0, count, new SceneSize(size.Width, size.Height), places.SceneCache)).ToArray();
        var root = Root("camvid", places);
        ILabelledDataset target = new CamVidDataset(root, "train"), evaluation = new CamVidDataset(root, "val");
        if (profile == Profile.Smoke) (target, evaluation) = (target.Spread(16), evaluation.Spread(8));
        var pair = new DomainPair(sources[0].Concat(sources[1]), target.WithoutLabels(), evaluation);
        return new(pair, DepthChoice.Of(new JoinedDepth(depths)), supervision => Predicted(supervision, pair.Target), size, size)
        {
            Variant = InitialSemantics.TaskFeatures,
            Crop = profile == Profile.Paper ? (320, 320) : (size.Height, size.Height),
        };
    }

    private static CordaExperimentData Scenes(SceneDomain source, LabelSpace space, Profile profile, DataPlaces places, int? sources = null)
    {
        var scale = CordaScale.Of(profile);
        var (training, evaluation) = Counts(profile);
        var street = CordaDepth.Scenes(SceneDomains.Street, evaluation: false, profile, places);
        return new(
            new DomainPair(
                Pictures(source, 0, sources ?? training, scale.SourceSize, space, places),
                Pictures(SceneDomains.Street, 0, training, scale.TargetSize, space, places).WithoutLabels(),
                Pictures(SceneDomains.Street, EvaluationStart, evaluation, scale.TargetSize, space, places)),
            DepthChoice.Of(new SceneDepth(source, WorldSeed, 0, sources ?? training, new SceneSize(scale.SourceSize.Width, scale.SourceSize.Height), places.SceneCache)),
            supervision => Choice(supervision, street, profile), scale.SourceSize, scale.TargetSize);
    }

    private static CordaExperimentData Cityscapes(ManifestDataset source, DepthChoice sourceDepth, LabelSpace space, DataPlaces places)
    {
        var root = Root("cityscapes", places);
        var (train, scale) = (Open("cityscapes", "train", root), CordaScale.Paper);
        return new(
            new DomainPair(source.InLabelSpace(space), train.WithoutLabels(), Open("cityscapes", "val", root).InLabelSpace(space)),
            sourceDepth, supervision => Recorded(supervision, train), scale.SourceSize, scale.TargetSize);
    }

    private static DepthChoice Recorded(DepthSupervision supervision, ManifestDataset dataset) => supervision == DepthSupervision.Truth
        ? DepthChoice.Of(new RecordedDepth(dataset))
        : throw new DatasetException($"{supervision}: at the paper's size the target's depth is what comes with {dataset.Name}; other sources of depth are compared on embedded scenes (profiles Mini and Smoke)");

    private static DepthChoice Choice(DepthSupervision supervision, IStereoDataset scenes, Profile profile) => new(
        CordaDepth.Describe(supervision, scenes, profile), context => CordaDepth.Open(supervision, scenes, context.Needs, profile, context.Device));

    private static DepthChoice Predicted(DepthSupervision supervision, IUnlabelledDataset pictures) => new(
        $"{supervision} of {pictures.Fingerprint}", context => CordaDepth.Open(supervision, pictures, context.Needs, context.Device));

    private static (int Training, int Evaluation) Counts(Profile profile) => profile == Profile.Smoke ? (16, 8) : (300, 80);

    private static SceneDataset Pictures(SceneDomain domain, int first, int count, (int Width, int Height) size, LabelSpace space, DataPlaces places) =>
        new(domain, WorldSeed, first, count, new SceneSize(size.Width, size.Height), space, places.SceneCache);

    private static ManifestDataset Open(string name, string split, string root) => new(DatasetManifests.Find(name), split, root);

    private static string Root(string name, DataPlaces places) =>
        DatasetFolder.Find(name, places.DataRoot ?? Environment.GetEnvironmentVariable(DatasetFolder.Variable), out var reason)
        ?? throw new DatasetException($"this recipe needs the dataset '{name}': {reason}. `research data list` says how to obtain it");
}
