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

    /// <summary>GTA5 to Cityscapes, or the game look to the real-camera look of the scenes.</summary>
    public static CordaExperimentData Gta5ToCityscapes(Profile profile, DataPlaces places)
    {
        if (profile != Profile.Paper) return Scenes(SceneDomains.Game, LabelSpaces.Cityscapes19, profile, places);
        var gta = PaperPictures.Open("gta5", "train", places);
        return Cityscapes(gta, DepthChoice.Of(new NormalisedDisparity(gta, Path.Combine(PaperPictures.Root("gta5", places), "disparity"))), LabelSpaces.Cityscapes19, places);
    }

    /// <summary>SYNTHIA to Cityscapes, or the plain virtual city of the scenes to their real-camera look; 16 classes.</summary>
    public static CordaExperimentData SynthiaToCityscapes(Profile profile, DataPlaces places)
    {
        if (profile != Profile.Paper)
            return Scenes(SceneDomains.SynthiaLike, LabelSpaces.Synthia16, profile, places, sources: PaperPictures.Counts(profile).Training / 2) with { Variant = InitialSemantics.TaskFeatures };
        var synthia = PaperPictures.Open("synthia-rand-cityscapes", "all", places);
        return Cityscapes(synthia, DepthChoice.Of(new RecordedDepth(synthia)), LabelSpaces.Synthia16, places) with { Variant = InitialSemantics.TaskFeatures };
    }

    /// <summary>Both looks of the scenes, in CamVid's 11 classes, to CamVid's photographs, whose depth a network predicts that learned it on street scenes.</summary>
    public static CordaExperimentData ScenesToCamVid(Profile profile, DataPlaces places)
    {
        var (pair, size) = PaperPictures.ScenesToCamVid(profile, places);
        return new(pair, DepthChoice.Of(PaperPictures.DepthToCamVid(profile, size, places)), supervision => Predicted(supervision, pair.Target), size, size)
        {
            Variant = InitialSemantics.TaskFeatures,
            Crop = profile == Profile.Paper ? (320, 320) : (size.Height, size.Height),
        };
    }

    private static CordaExperimentData Scenes(SceneDomain source, LabelSpace space, Profile profile, DataPlaces places, int? sources = null)
    {
        var scale = CordaScale.Of(profile);
        var (training, evaluation) = PaperPictures.Counts(profile);
        var street = CordaDepth.Scenes(SceneDomains.Street, evaluation: false, profile, places);
        return new(
            new DomainPair(
                PaperPictures.Scenes(source, 0, sources ?? training, scale.SourceSize, space, places),
                PaperPictures.Scenes(SceneDomains.Street, 0, training, scale.TargetSize, space, places).WithoutLabels(),
                PaperPictures.Scenes(SceneDomains.Street, PaperPictures.EvaluationStart, evaluation, scale.TargetSize, space, places)),
            DepthChoice.Of(PaperPictures.Depth(source, 0, sources ?? training, scale.SourceSize, places)),
            supervision => Choice(supervision, street, profile), scale.SourceSize, scale.TargetSize);
    }

    private static CordaExperimentData Cityscapes(ManifestDataset source, DepthChoice sourceDepth, LabelSpace space, DataPlaces places)
    {
        var (train, scale) = (PaperPictures.Open("cityscapes", "train", places), CordaScale.Paper);
        return new(
            new DomainPair(source.InLabelSpace(space), train.WithoutLabels(), PaperPictures.Open("cityscapes", "val", places).InLabelSpace(space)),
            sourceDepth, supervision => Recorded(supervision, train), scale.SourceSize, scale.TargetSize);
    }

    private static DepthChoice Recorded(DepthSupervision supervision, ManifestDataset dataset) => supervision == DepthSupervision.Truth
        ? DepthChoice.Of(new RecordedDepth(dataset))
        : throw new DatasetException($"{supervision}: at the paper's size the target's depth is what comes with {dataset.Name}; other sources of depth are compared on embedded scenes (profiles Mini and Smoke)");

    private static DepthChoice Choice(DepthSupervision supervision, IStereoDataset scenes, Profile profile) => new(
        CordaDepth.Describe(supervision, scenes, profile), context => CordaDepth.Open(supervision, scenes, context.Needs, profile, context.Device));

    private static DepthChoice Predicted(DepthSupervision supervision, IUnlabelledDataset pictures) => new(
        $"{supervision} of {pictures.Fingerprint}", context => CordaDepth.Open(supervision, pictures, context.Needs, context.Device));
}
