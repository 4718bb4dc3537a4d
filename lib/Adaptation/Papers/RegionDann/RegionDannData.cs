using Research.Adaptation.Data;
using Research.Scenes;

namespace Research.Adaptation.Papers;

/// <summary>The data of a region-wise table at a profile.</summary>
/// <param name="Pair">Labelled source, unlabelled target, evaluation.</param>
/// <param name="LabelledTarget">The target's training pictures with their labels, for the row that is trained on them and for nothing else.</param>
/// <param name="Size">Size at which all of them are trained and evaluated.</param>
internal sealed record RegionDannData(DomainPair Pair, ILabelledDataset LabelledTarget, (int Width, int Height) Size)
{
    /// <summary>Training pictures of each domain in the paper; which of GTAV's and of Cityscapes' 2,975 is not stated.</summary>
    private const int PublishedPictures = 2964;

    /// <summary>The target's labels in the source's place.</summary>
    public RegionDannData Supervised => this with { Pair = Pair with { Source = LabelledTarget } };

    /// <summary>GTAV to Cityscapes, or the game look to the real-camera look of the scenes.</summary>
    public static RegionDannData Gta5ToCityscapes(Profile profile, DataPlaces places)
    {
        var size = RegionDannScale.Of(profile).Size;
        if (profile == Profile.Paper)
        {
            var target = PaperPictures.Open("cityscapes", "train", places).Spread(PublishedPictures);
            return new(new DomainPair(
                PaperPictures.Open("gta5", "train", places).Spread(PublishedPictures),
                target.WithoutLabels(), PaperPictures.Open("cityscapes", "val", places)), target, size);
        }
        // The maximum squares tables' scenes: rendered once for both papers.
        var pair = MaximumSquaresData.Gta5ToCityscapes(profile, places);
        var labelled = PaperPictures.Scenes(SceneDomains.Street, 0, pair.Pair.Target.Count, pair.TargetSize, LabelSpaces.Cityscapes19, places);
        return new(pair.Pair, labelled, size);
    }

    /// <summary>Both looks of the scenes, in CamVid's 11 classes, to CamVid's photographs.</summary>
    public static RegionDannData ScenesToCamVid(Profile profile, DataPlaces places)
    {
        var (pair, size) = PaperPictures.ScenesToCamVid(profile, places);
        ILabelledDataset labelled = new CamVidDataset(PaperPictures.Root("camvid", places), "train");
        if (profile == Profile.Smoke) labelled = labelled.Spread(pair.Target.Count);
        return new(pair, labelled, size);
    }
}
