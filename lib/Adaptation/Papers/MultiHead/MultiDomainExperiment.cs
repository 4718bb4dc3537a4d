using System.Text.Json.Nodes;
using Research.Adaptation.Data;
using Research.Adaptation.Evaluation;
using Research.Adaptation.Methods;
using Research.Adaptation.Models;
using Research.Adaptation.Training;
using TorchSharp;

namespace Research.Adaptation.Papers;

/// <summary>Several datasets, one network with a head for each label space, a share of the labels.</summary>
public sealed record MultiDomainExperiment : Experiment<MultiDomainBatch>
{
    /// <summary>The name of the mean over datasets among a run's scores.</summary>
    public const string MeanScore = "mean_miou";

    /// <summary>The datasets.</summary>
    public required IReadOnlyList<MultiDomainSet> Domains { get; init; }

    /// <summary>Share of the training pictures whose labels are used, above 0, at most 1.</summary>
    public required double Share { get; init; }

    /// <summary>The network.</summary>
    public required MultiHeadOptions Network { get; init; }

    /// <summary>The method.</summary>
    public required MultiHeadTrainingOptions Method { get; init; }

    /// <summary>How pictures become crops.</summary>
    public required CropPreparation Preparation { get; init; }

    /// <summary>Labelled crops of each dataset per step.</summary>
    /// <value>8, as in the code the paper builds on.</value>
    public int LabelledBatch { get; init; } = 8;

    /// <summary>Unlabelled crop pairs of each dataset per step; 0 where none are used.</summary>
    /// <value>8, as in the code the paper builds on.</value>
    public int UnlabelledBatch { get; init; } = 8;

    /// <summary>What training sees: labelled and unlabelled pictures of each dataset.</summary>
    public IReadOnlyList<MultiDomainSource> Sources() => [.. Domains.Select(d =>
    {
        var (labelled, unlabelled) = d.Split(Share);
        return new MultiDomainSource(d.Name, labelled, unlabelled) { Head = d.Head };
    })];

    /// <inheritdoc/>
    public override void Validate()
    {
        base.Validate();
        Network.Validate();
        Method.Validate();
        Preparation.Validate();
        if (!(Share is > 0 and <= 1))
            throw new ArgumentException($"{nameof(Share)}: expected above 0 and at most 1, got {Share}");
        foreach (var domain in Domains)
        {
            domain.Options.Validate();
            var head = Network.Heads.FirstOrDefault(h => h.Name == domain.Head)
                ?? throw new ArgumentException($"{nameof(Domains)}: '{domain.Name}' wants head '{domain.Head}'; there are {string.Join(", ", Network.Heads.Select(h => h.Name))}");
            if (head.Classes != domain.Training.LabelSpace.Count)
                throw new ArgumentException($"{nameof(Network)}: head '{head.Name}' has {head.Classes} classes, '{domain.Name}' has {domain.Training.LabelSpace.Count}");
        }
    }

    /// <inheritdoc/>
    public override JsonObject Describe() => new()
    {
        ["domains"] = new JsonArray([.. Domains.Select(d => new JsonObject
        {
            ["name"] = d.Name,
            ["head"] = d.Head,
            ["training"] = d.Training.Fingerprint,
            ["evaluation"] = d.Evaluation.Fingerprint,
            ["evaluationPreparation"] = Node(d.Options.Preparation),
            ["averageWithFlipped"] = d.Options.AverageWithFlipped,
        })]),
        ["share"] = Share,
        ["network"] = Node(Network),
        ["methodOptions"] = Node(Method),
        ["preparation"] = Node(Preparation),
        ["labelledBatch"] = LabelledBatch,
        ["unlabelledBatch"] = UnlabelledBatch,
    };

    /// <inheritdoc/>
    public override ITrainableModel CreateModel(ExperimentContext context) => new MultiHeadNetwork(Network, context.Weights).to(context.Device);

    /// <inheritdoc/>
    public override IBatchSource<MultiDomainBatch> CreateLoader(ExperimentContext context, ITrainableModel model) =>
        new MultiDomainLoader(Sources(), new MultiDomainLoaderOptions
        {
            Preparation = Preparation,
            LabelledBatch = LabelledBatch,
            UnlabelledBatch = UnlabelledBatch,
            Seed = context.DataSeed(Stage),
            Cache = context.Cache,
            Device = context.Device,
            Shard = context.Shard,
        });

    /// <inheritdoc/>
    public override ITrainingMethod<MultiDomainBatch> CreateMethod(ExperimentContext context, ITrainableModel model) =>
        new MultiHeadTraining((MultiHeadNetwork)model, Method);

    /// <inheritdoc/>
    /// <remarks>Each dataset's evaluation pictures through its own head, by the dataset's name; the mean over datasets as a score.</remarks>
    public override RunOutcome Evaluate(ITrainableModel model, ITrainingMethod<MultiDomainBatch> method, ExperimentContext context)
    {
        var network = (MultiHeadNetwork)model;
        var reports = Domains.Select(d => (d, Report: Evaluator.Evaluate(
            network.Through(network.HeadOf(d.Head)), d.Evaluation, d.Options, context.Cache, cancellation: context.Cancellation))).ToList();
        return new RunOutcome
        {
            More = reports.ToDictionary(r => r.d.Name, r => EvaluationRecord.Of(r.Report, r.d.Evaluation.Name)),
            Scores = new Dictionary<string, double> { [MeanScore] = reports.Average(r => r.Report.MeanIntersectionOverUnion) },
        };
    }

    /// <inheritdoc/>
    public override void SaveSamples(ITrainableModel model, ITrainingMethod<MultiDomainBatch> method, ExperimentContext context, string folder)
    {
        var network = (MultiHeadNetwork)model;
        foreach (var domain in Domains)
            SamplePredictions.Save(network.Through(network.HeadOf(domain.Head)), domain.Evaluation, domain.Options, folder, domain.Name + "-");
    }
}
