using Research.Adaptation.Data;
using Research.Adaptation.Evaluation;
using Research.Adaptation.Methods;
using Research.Adaptation.Papers;
using Research.Adaptation.Training;

namespace Research.Adaptation.Tests.Papers;

/// <summary>Two recipes over the block world: a source-only run, and one that starts from it.</summary>
internal static class BlockRecipes
{
    public static Recipe Source { get; } = Create("source", null, MethodChoice.SourceOnly, steps: 12);

    public static Recipe Adapted { get; } = Create("adapted", Source, MethodChoice.Of(new MaximumSquaresOptions { TargetWeight = 0.1 }), steps: 6);

    public static Recipe Create(string name, Recipe? from, MethodChoice method, long steps, Func<TrainingOptions, TrainingOptions>? training = null) => new()
    {
        Key = "blocks." + name,
        Paper = MaximumSquaresPaper.Paper,
        Row = name,
        Description = "A test.",
        StartsFrom = from,
        Build = (_, _) => new DomainExperiment
        {
            Data = new DomainPair(new BlockWorld("clear", 12), new BlockWorld("hazy", 9).WithoutLabels(), new BlockWorld("hazy test", 5))
            {
                SourceValidation = new BlockWorld("clear validation", 3),
            },
            Network = NetworkChoice.Of(TinyTraining.Network),
            Method = method,
            Training = (training ?? (o => o))(TinyTraining.Options(steps, checkpointEvery: 4)),
            SourcePreparation = TinyTraining.Preparation,
            TargetPreparation = TinyTraining.Preparation,
            Evaluation = new EvaluationOptions { Preparation = TinyTraining.Preparation.WithoutAugmentation(), BatchSize = 2 },
            Stage = from is null ? "source" : "adaptation",
        },
    };
}
