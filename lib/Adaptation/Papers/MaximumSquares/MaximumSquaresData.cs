using Research.Adaptation.Data;
using Research.Scenes;

namespace Research.Adaptation.Papers;

/// <summary>The data of a maximum squares table at a profile, and the sizes its pictures are trained at.</summary>
internal sealed record MaximumSquaresData(DomainPair Pair, (int Width, int Height) SourceSize, (int Width, int Height) TargetSize)
{
    /// <summary>Target size of the row with multi-level guidance, where the released commands enlarge it; null for <see cref="TargetSize"/>.</summary>
    public (int Width, int Height)? GuidedTargetSize { get; init; }

    /// <summary>Target size of the released commands with multi-level guidance.</summary>
    internal static readonly (int Width, int Height) Guided = (1280, 640);

    /// <summary>GTA5 to Cityscapes, or the game look to the real-camera look of the scenes.</summary>
    public static MaximumSquaresData Gta5ToCityscapes(Profile profile, DataPlaces places)
    {
        var scale = MaximumSquaresScale.Of(profile);
        if (profile == Profile.Paper)
        {
            return new(new DomainPair(
                PaperPictures.Open("gta5", "train", places),
                PaperPictures.Open("cityscapes", "train", places).WithoutLabels(),
                PaperPictures.Open("cityscapes", "val", places)), scale.SourceSize, scale.TargetSize) { GuidedTargetSize = Guided };
        }
        var (training, evaluation) = PaperPictures.Counts(profile);
        return new(new DomainPair(
            PaperPictures.Scenes(SceneDomains.Game, 0, training, scale.SourceSize, LabelSpaces.Cityscapes19, places),
            PaperPictures.Scenes(SceneDomains.Street, 0, training, scale.TargetSize, LabelSpaces.Cityscapes19, places).WithoutLabels(),
            PaperPictures.Scenes(SceneDomains.Street, PaperPictures.EvaluationStart, evaluation, scale.TargetSize, LabelSpaces.Cityscapes19, places))
        {
            // Rendered only where a run chooses its weights by them.
            SourceValidation = PaperPictures.Scenes(SceneDomains.Game, PaperPictures.EvaluationStart, evaluation, scale.SourceSize, LabelSpaces.Cityscapes19, places),
        }, scale.SourceSize, scale.TargetSize);
    }

    /// <summary>SYNTHIA to Cityscapes, or a second synthetic look to the real-camera look of the scenes, in 16 classes.</summary>
    public static MaximumSquaresData SynthiaToCityscapes(Profile profile, DataPlaces places)
    {
        var scale = MaximumSquaresScale.OfFurther(profile);
        var space = LabelSpaces.Synthia16;
        if (profile == Profile.Paper)
        {
            return new(new DomainPair(
                PaperPictures.Open("synthia-rand-cityscapes", "train", places).InLabelSpace(space),
                PaperPictures.Open("cityscapes", "train", places).WithoutLabels(),
                PaperPictures.Open("cityscapes", "val", places).InLabelSpace(space)), (1280, 760), scale.TargetSize) { GuidedTargetSize = Guided };
        }
        var (training, evaluation) = PaperPictures.Counts(profile);
        var rendered = MaximumSquaresScale.Of(profile).SourceSize;
        return new(new DomainPair(
            PaperPictures.Scenes(SceneDomains.SynthiaLike, 0, Math.Min(training, 200), rendered, space, places),
            PaperPictures.Scenes(SceneDomains.Street, 0, training, rendered, space, places).WithoutLabels(),
            PaperPictures.Scenes(SceneDomains.Street, PaperPictures.EvaluationStart, evaluation, rendered, space, places)), scale.SourceSize, scale.TargetSize);
    }

    /// <summary>Cityscapes to one of NTHU's cities, or the street scenes to a city variant of them, in 13 classes.</summary>
    /// <param name="city">rome, rio, tokyo or taipei; null for the source city itself, as target and as evaluation.</param>
    /// <param name="profile">At which size.</param>
    /// <param name="places">Where data is found.</param>
    public static MaximumSquaresData CrossCity(string? city, Profile profile, DataPlaces places)
    {
        var scale = MaximumSquaresScale.OfFurther(profile);
        var space = LabelSpaces.CrossCity13;
        var (training, _) = PaperPictures.Counts(profile);
        if (profile == Profile.Paper)
        {
            var streets = PaperPictures.Open("cityscapes", "train", places).InLabelSpace(space);
            return new(new DomainPair(streets,
                city is null ? streets.WithoutLabels() : new ManifestPictures(DatasetManifests.Find("nthu-" + city), "train", PaperPictures.Root("nthu-" + city, places)),
                city is null ? PaperPictures.Open("cityscapes", "val", places).InLabelSpace(space) : CityTest(city, profile, places)), scale.TargetSize, scale.TargetSize);
        }
        var rendered = MaximumSquaresScale.Of(profile).SourceSize;
        var source = PaperPictures.Scenes(SceneDomains.Street, 0, training, rendered, space, places);
        return new(new DomainPair(source,
            city is null ? source.WithoutLabels() : PaperPictures.Scenes(SceneDomains.Find("city-" + city), 0, Math.Min(training, 100), rendered, space, places).WithoutLabels(),
            city is null ? PaperPictures.Scenes(SceneDomains.Street, PaperPictures.EvaluationStart, Math.Min(training, 80), rendered, space, places) : CityTest(city, profile, places)),
            scale.SourceSize, scale.TargetSize);
    }

    /// <summary>Labelled test pictures of a city: 100 of NTHU's, or scenes.</summary>
    public static ILabelledDataset CityTest(string city, Profile profile, DataPlaces places) => profile == Profile.Paper
        ? PaperPictures.Open("nthu-" + city, "test", places).InLabelSpace(LabelSpaces.CrossCity13)
        : PaperPictures.Scenes(SceneDomains.Find("city-" + city), PaperPictures.EvaluationStart, profile == Profile.Smoke ? 4 : 50,
            MaximumSquaresScale.Of(profile).SourceSize, LabelSpaces.CrossCity13, places);

    /// <summary>Both looks of the scenes, in CamVid's 11 classes, to CamVid's photographs.</summary>
    public static MaximumSquaresData ScenesToCamVid(Profile profile, DataPlaces places)
    {
        var (pair, size) = PaperPictures.ScenesToCamVid(profile, places);
        return new(pair, size, size);
    }
}
