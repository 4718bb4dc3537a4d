using Research.Adaptation.Data;
using Research.Adaptation.Evaluation;
using Research.Scenes;

namespace Research.Adaptation.Papers;

/// <summary>The datasets of the multi-head tables at a profile.</summary>
internal static class MultiHeadData
{
    /// <summary>Cityscapes, Synscapes, BDD100K in 19 classes; or street, render and night-rain scenes.</summary>
    public static IReadOnlyList<MultiDomainSet> Published(Profile profile, DataPlaces places) => profile == Profile.Paper
        ?
        [
            Photographs("cityscapes", 2048, 1024, places),
            Photographs("synscapes", 1440, 720, places),
            Photographs("bdd100k", 1280, 720, places),
        ]
        : Scenes(profile, places, LabelSpaces.Cityscapes19, LabelSpaces.Cityscapes19, LabelSpaces.Cityscapes19);

    /// <summary>The scenes, each domain in a label space of its own: 19, 13 and 11 classes.</summary>
    public static IReadOnlyList<MultiDomainSet> LabelSpacesApart(Profile profile, DataPlaces places) =>
        Scenes(profile, places, LabelSpaces.Cityscapes19, LabelSpaces.CrossCity13, LabelSpaces.CamVid11);

    /// <summary>The scenes, all in the 11 classes that all three label spaces can be told in, on one head.</summary>
    public static IReadOnlyList<MultiDomainSet> Common(Profile profile, DataPlaces places) =>
        [.. Scenes(profile, places, LabelSpaces.CamVid11, LabelSpaces.CamVid11, LabelSpaces.CamVid11).Select(d => d with { Head = "common" })];

    private static IReadOnlyList<MultiDomainSet> Scenes(Profile profile, DataPlaces places, params LabelSpace[] spaces) =>
        [.. MultiHeadTables.Columns.Zip(spaces, (c, space) => Scene(profile, places, c.StandIn, space))];

    private static MultiDomainSet Scene(Profile profile, DataPlaces places, string domain, LabelSpace space)
    {
        // The published profile has no scenes of its own: there they are as many and as large as an evaluation by eye wants.
        var scale = profile == Profile.Paper
            ? MultiHeadScale.Paper with { Pictures = (2000, 200), PictureSize = (1024, 512) }
            : MultiHeadScale.Of(profile);
        var (width, height) = scale.PictureSize;
        ILabelledDataset Part(int first, int count) =>
            PaperPictures.Scenes(SceneDomains.Find(domain), first, count, scale.PictureSize, space, places);
        return new(domain, Part(0, scale.Pictures.Training), Part(PaperPictures.EvaluationStart, scale.Pictures.Evaluation), new()
        {
            Preparation = ImagePreparation.Plain(width, height) with { Normalisation = scale.Preparation.Normalisation },
            BatchSize = profile == Profile.Paper ? 1 : 8,
        });
    }

    private static MultiDomainSet Photographs(string name, int width, int height, DataPlaces places)
    {
        return new(name, PaperPictures.Open(name, "train", places), PaperPictures.Open(name, "val", places), new()
        {
            Preparation = ImagePreparation.Plain(width, height) with { Normalisation = Normalisation.ImageNetRgb },
        });
    }
}
