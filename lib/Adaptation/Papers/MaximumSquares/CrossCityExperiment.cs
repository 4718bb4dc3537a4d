using System.Text.Json.Nodes;
using Research.Adaptation.Data;
using Research.Adaptation.Evaluation;
using Research.Adaptation.Methods;
using Research.Adaptation.Models;
using Research.Adaptation.Training;

namespace Research.Adaptation.Papers;

/// <summary>Training on the source city, measured on every other one: the Source row of four tables is one run.</summary>
internal sealed record CrossCityExperiment : DomainExperiment
{
    /// <summary>An experiment that also measures on other cities.</summary>
    /// <param name="experiment">Everything but the cities.</param>
    /// <param name="cities">Labelled test pictures by the city's name.</param>
    [System.Diagnostics.CodeAnalysis.SetsRequiredMembers]
    public CrossCityExperiment(DomainExperiment experiment, IReadOnlyDictionary<string, ILabelledDataset> cities) : base(experiment) => Cities = cities;

    /// <summary>Labelled test pictures by the city's name.</summary>
    public IReadOnlyDictionary<string, ILabelledDataset> Cities { get; }

    /// <inheritdoc/>
    public override JsonObject Describe()
    {
        var details = base.Describe();
        details["cities"] = new JsonObject(Cities.Select(c => KeyValuePair.Create(c.Key, (JsonNode?)c.Value.Fingerprint)));
        return details;
    }

    /// <inheritdoc/>
    /// <remarks>The source city's own test pictures, and each other city under its name.</remarks>
    public override RunOutcome Evaluate(ITrainableModel model, ITrainingMethod<DomainBatch> method, ExperimentContext context) => base.Evaluate(model, method, context) with
    {
        More = Cities.ToDictionary(c => c.Key, c => EvaluationRecord.Of(
            Evaluator.Evaluate((ISegmentationModel)model, c.Value, Evaluation, context.Cache, cancellation: context.Cancellation), c.Value.Name)),
    };
}
