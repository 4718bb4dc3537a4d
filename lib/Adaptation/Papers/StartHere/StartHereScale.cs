using Research.Adaptation.Data;
using Research.Adaptation.Evaluation;
using Research.Adaptation.Models;
using Research.Adaptation.Training;
using Research.Scenes;

namespace Research.Adaptation.Papers;

/// <summary>What a profile changes for the runs of the first notebook.</summary>
/// <param name="Rendered">Size of the scenes; that of the other notebooks, which then share them.</param>
/// <param name="Size">Size of the network's pictures.</param>
/// <param name="Training">Scenes to train on, per domain.</param>
/// <param name="Evaluation">Scenes to measure on, per domain.</param>
/// <param name="Width">Channels of the network's first stage.</param>
/// <param name="Steps">Steps of four pictures.</param>
internal sealed record StartHereScale(SceneSize Rendered, (int Width, int Height) Size, int Training, int Evaluation, int Width, int Steps)
{
    private static readonly StartHereScale Smoke = new(new SceneSize(64, 32), (64, 32), 6, 3, 8, 6);
    private static readonly StartHereScale Mini = new(new SceneSize(192, 96), (128, 64), 160, 40, 16, 240);
    private static readonly StartHereScale Paper = new(new SceneSize(512, 256), (512, 256), 2000, 200, 64, 10_000);

    public static StartHereScale Of(Profile profile) => profile switch
    {
        Profile.Smoke => Smoke,
        Profile.Mini => Mini,
        Profile.Paper => Paper,
        _ => throw new ArgumentException($"profile: expected Smoke, Mini or Paper, got {profile}"),
    };

    /// <summary>The run of a domain.</summary>
    public DomainDropExperiment Build(SceneDomain domain, DataPlaces places)
    {
        var plain = ImagePreparation.Plain(Size.Width, Size.Height) with { Normalisation = Normalisation.PlainRgb };
        var source = Scenes(domain, 0, Training, places);
        return new DomainDropExperiment(SceneDomains.All.Where(d => d.Name != domain.Name)
            .ToDictionary(d => d.Name, d => (ILabelledDataset)Scenes(d, PaperPictures.EvaluationStart, Evaluation, places)))
        {
            Data = new DomainPair(source, source.WithoutLabels(), Scenes(domain, PaperPictures.EvaluationStart, Evaluation, places)),
            Network = NetworkChoice.Of(new DeepLabV2Options
            {
                Classes = StreetClasses.Count,
                Trunk = new() { Blocks = [1, 1, 1, 1], Width = Width },
                HeadDilations = [1, 2, 4, 6],
                HeadLearningRateFactor = 0.2,
                Initialisation = Initialisation.Kaiming,
            }),
            Method = MethodChoice.SourceOnly,
            Training = new() { Steps = Steps, Schedule = new PolySchedule(2e-2, Steps + Steps / 4), CheckpointEvery = Math.Max(1, Steps / 2) },
            SourcePreparation = plain with { Flip = true },
            TargetPreparation = plain,
            BatchSize = 4,
            Evaluation = new EvaluationOptions { Preparation = plain, BatchSize = 8 },
            Stage = "source",
        };
    }

    private SceneDataset Scenes(SceneDomain domain, int first, int count, DataPlaces places) =>
        new(domain, PaperPictures.WorldSeed, first, count, Rendered, LabelSpaces.Cityscapes19, places.SceneCache);
}
