using Research.Adaptation.Data;
using Research.Scenes;

namespace Research.Adaptation.Papers;

/// <summary>The data of a dual soft-paste table at a profile, and the sizes that pictures are resized to before cropping.</summary>
internal sealed record DualSoftPasteData(DomainPair Pair, (int Width, int Height) SourceSize, (int Width, int Height) TargetSize)
{
    /// <summary>GTA5 to Cityscapes, or the game look to the real-camera look of the scenes.</summary>
    public static DualSoftPasteData Gta5ToCityscapes(Profile profile, DataPlaces places) => profile == Profile.Paper
        ? new(ToCityscapes(PaperPictures.Open("gta5", "all", places), places), (1280, 720), (1024, 512))
        : GameToStreet(profile, LabelSpaces.Cityscapes19, places);

    /// <summary>SYNTHIA to Cityscapes in 16 classes, or the scenes in those 16 classes.</summary>
    public static DualSoftPasteData SynthiaToCityscapes(Profile profile, DataPlaces places) => profile == Profile.Paper
        ? new(ToCityscapes(PaperPictures.Open("synthia-rand-cityscapes", "all", places).InLabelSpace(LabelSpaces.Synthia16), places), (1280, 760), (2048, 1024))
        : GameToStreet(profile, LabelSpaces.Synthia16, places);

    /// <summary>Both looks of the scenes, in CamVid's 11 classes, to CamVid's photographs.</summary>
    public static DualSoftPasteData ScenesToCamVid(Profile profile, DataPlaces places)
    {
        var (pair, size) = PaperPictures.ScenesToCamVid(profile, places);
        return new(pair, size, size);
    }

    private static DualSoftPasteData GameToStreet(Profile profile, LabelSpace space, DataPlaces places)
    {
        var size = profile == Profile.Smoke ? (Width: 96, Height: 48) : (Width: 192, Height: 96);
        var (training, evaluation) = PaperPictures.Counts(profile);
        return new(new DomainPair(
            PaperPictures.Scenes(SceneDomains.Game, 0, training, size, space, places),
            PaperPictures.Scenes(SceneDomains.Street, 0, training, size, space, places).WithoutLabels(),
            PaperPictures.Scenes(SceneDomains.Street, PaperPictures.EvaluationStart, evaluation, size, space, places)), size, size);
    }

    private static DomainPair ToCityscapes(ILabelledDataset source, DataPlaces places) => new(
        source, PaperPictures.Open("cityscapes", "train", places).WithoutLabels(), PaperPictures.Open("cityscapes", "val", places).InLabelSpace(source.LabelSpace));
}
