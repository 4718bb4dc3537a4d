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
                Open("cityscapes", "val", cityscapes)), scale.SourceSize, scale.TargetSize) { GuidedTargetSize = Guided };
        }
        var (training, evaluation) = Counts(profile);
        return new(new DomainPair(
            Scenes(SceneDomains.Game, 0, training, scale.SourceSize, LabelSpaces.Cityscapes19, places),
            Scenes(SceneDomains.Street, 0, training, scale.TargetSize, LabelSpaces.Cityscapes19, places).WithoutLabels(),
            Scenes(SceneDomains.Street, EvaluationStart, evaluation, scale.TargetSize, LabelSpaces.Cityscapes19, places))
        {
            // Rendered only where a run chooses its weights by them.
            SourceValidation = Scenes(SceneDomains.Game, EvaluationStart, evaluation, scale.SourceSize, LabelSpaces.Cityscapes19, places),
        }, scale.SourceSize, scale.TargetSize);
    }

    /// <summary>SYNTHIA to Cityscapes, or a second synthetic look to the real-camera look of the scenes, in 16 classes.</summary>
    public static MaximumSquaresData SynthiaToCityscapes(Profile profile, DataPlaces places)
    {
        var scale = MaximumSquaresScale.OfFurther(profile);
        var space = LabelSpaces.Synthia16;
        if (profile == Profile.Paper)
        {
            var cityscapes = Root("cityscapes", places);
            return new(new DomainPair(
                Open("synthia-rand-cityscapes", "train", Root("synthia-rand-cityscapes", places)).InLabelSpace(space),
                Open("cityscapes", "train", cityscapes).WithoutLabels(),
                Open("cityscapes", "val", cityscapes).InLabelSpace(space)), (1280, 760), scale.TargetSize) { GuidedTargetSize = Guided };
        }
        var (training, evaluation) = Counts(profile);
        var rendered = MaximumSquaresScale.Of(profile).SourceSize;
        return new(new DomainPair(
            Scenes(SceneDomains.SynthiaLike, 0, Math.Min(training, 200), rendered, space, places),
            Scenes(SceneDomains.Street, 0, training, rendered, space, places).WithoutLabels(),
            Scenes(SceneDomains.Street, EvaluationStart, evaluation, rendered, space, places)), scale.SourceSize, scale.TargetSize);
    }

    /// <summary>Cityscapes to one of NTHU's cities, or the street scenes to a city variant of them, in 13 classes.</summary>
    /// <param name="city">rome, rio, tokyo or taipei; null for the source city itself, as target and as evaluation.</param>
    /// <param name="profile">At which size.</param>
    /// <param name="places">Where data is found.</param>
    public static MaximumSquaresData CrossCity(string? city, Profile profile, DataPlaces places)
    {
        var scale = MaximumSquaresScale.OfFurther(profile);
        var space = LabelSpaces.CrossCity13;
        var (training, _) = Counts(profile);
        if (profile == Profile.Paper)
        {
            var cityscapes = Root("cityscapes", places);
            var streets = Open("cityscapes", "train", cityscapes).InLabelSpace(space);
            return new(new DomainPair(streets,
                city is null ? streets.WithoutLabels() : new ManifestPictures(DatasetManifests.Find("nthu-" + city), "train", Root("nthu-" + city, places)),
                city is null ? Open("cityscapes", "val", cityscapes).InLabelSpace(space) : CityTest(city, profile, places)), scale.TargetSize, scale.TargetSize);
        }
        var rendered = MaximumSquaresScale.Of(profile).SourceSize;
        var source = Scenes(SceneDomains.Street, 0, training, rendered, space, places);
        return new(new DomainPair(source,
            city is null ? source.WithoutLabels() : Scenes(SceneDomains.Find("city-" + city), 0, Math.Min(training, 100), rendered, space, places).WithoutLabels(),
            city is null ? Scenes(SceneDomains.Street, EvaluationStart, Math.Min(training, 80), rendered, space, places) : CityTest(city, profile, places)),
            scale.SourceSize, scale.TargetSize);
    }

    /// <summary>Labelled test pictures of a city: 100 of NTHU's, or scenes.</summary>
    public static ILabelledDataset CityTest(string city, Profile profile, DataPlaces places) => profile == Profile.Paper
        ? Open("nthu-" + city, "test", Root("nthu-" + city, places)).InLabelSpace(LabelSpaces.CrossCity13)
        : Scenes(SceneDomains.Find("city-" + city), EvaluationStart, profile == Profile.Smoke ? 4 : 50,
            MaximumSquaresScale.Of(profile).SourceSize, LabelSpaces.CrossCity13, places);

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
