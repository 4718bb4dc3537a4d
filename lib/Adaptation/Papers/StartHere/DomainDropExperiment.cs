using System.Text.Json.Nodes;
using Research.Adaptation.Data;
using Research.Adaptation.Evaluation;
using Research.Adaptation.Methods;
using Research.Adaptation.Models;
using Research.Adaptation.Training;

namespace Research.Adaptation.Papers;

/// <summary>Training in one domain, evaluation in it and in others.</summary>
public sealed record DomainDropExperiment : DomainExperiment
{
    private readonly IReadOnlyDictionary<string, ILabelledDataset> others;

    /// <summary>An experiment.</summary>
    /// <param name="others">Labelled pictures of the other domains, by the names that their reports get.</param>
    public DomainDropExperiment(IReadOnlyDictionary<string, ILabelledDataset> others) => this.others = others;

    /// <inheritdoc/>
    public override JsonObject Describe()
    {
        var details = base.Describe();
        details["otherDomains"] = new JsonObject(others.OrderBy(o => o.Key, StringComparer.Ordinal)
            .Select(o => KeyValuePair.Create(o.Key, (JsonNode?)JsonValue.Create(o.Value.Fingerprint))));
        return details;
    }

    /// <inheritdoc/>
    /// <remarks>The main report is that of the network's own domain; every other domain has one under its name.</remarks>
    public override RunOutcome Evaluate(ITrainableModel model, ITrainingMethod<DomainBatch> method, ExperimentContext context) =>
        base.Evaluate(model, method, context) with
        {
            More = others.ToDictionary(o => o.Key, o => EvaluationRecord.Of(
                Evaluator.Evaluate((ISegmentationModel)model, o.Value, Evaluation, context.Cache, cancellation: context.Cancellation), o.Value.Name)),
        };
}
