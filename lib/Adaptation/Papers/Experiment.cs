using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Research.Adaptation.Models;
using Research.Adaptation.Training;
using Research.Adaptation.Weights;

namespace Research.Adaptation.Papers;

/// <summary>A recipe at one profile: everything a run needs except the seed, and except the runs it starts from or needs.</summary>
/// <remarks>
/// Papers derive from <see cref="Experiment{TBatch}"/>, or use <see cref="DomainExperiment"/> where a method has source and target pictures.
/// Every public property that can be set, nested records included, is a setting that users change by name.
/// </remarks>
public abstract record Experiment
{
    private static readonly JsonSerializerOptions Json = new() { Converters = { new JsonStringEnumConverter() } };

    /// <summary>How long and how fast.</summary>
    public required TrainingOptions Training { get; init; }

    /// <summary>Name of the random streams of order and augmentation. Rows of one table that share it see the same pictures in the same order.</summary>
    public required string Stage { get; init; }

    /// <summary>The pretrained weights that the network starts from, where the recipe starts from no other run; null for drawn weights.</summary>
    /// <remarks>They enter the run's hash, and so does their absence.</remarks>
    public PretrainedWeights? Pretrained { get; init; }

    /// <summary>
    /// All else that determines the result: fingerprints of the data, options of network, method, preparation and evaluation. Enters
    /// the run's hash and its record. Training, stage, seed and earlier runs are added by the runner.
    /// </summary>
    public abstract JsonObject Describe();

    /// <summary>Throws where a setting is out of range, before anything is trained.</summary>
    /// <exception cref="ArgumentException">Names the field, the value and the range.</exception>
    public virtual void Validate() => Training.Validate();

    /// <summary>The network with drawn weights, on the context's device; the caller disposes it.</summary>
    /// <remarks>Draw weights on the processor, then move the network: a seed then means the same network on every device.</remarks>
    public abstract ITrainableModel CreateModel(ExperimentContext context);

    /// <summary>Options as they enter <see cref="Describe"/>: public properties of the record, enumerations by name.</summary>
    protected static JsonNode? Node(object? options) =>
        options is null ? null : JsonSerializer.SerializeToNode(options, options.GetType(), Json);

    /// <summary>Trains the network and measures it.</summary>
    internal abstract TrainedRun Train(ITrainableModel model, TrainingSession session, ExperimentContext context);

    /// <summary>Takes a few steps that no run keeps, and times them.</summary>
    internal abstract StepCost Measure(ITrainableModel model, int steps, TimeProvider time, ExperimentContext context);

    /// <summary>The description with what every experiment has.</summary>
    internal JsonObject DescribeWhole()
    {
        var details = Describe();
        foreach (var (name, value) in Training.Describe(Node)) details[name] = value?.DeepClone();
        details["stage"] = Stage;
        if (Pretrained is { } weights) details["pretrained"] = new JsonObject { ["name"] = weights.Name, ["sha256"] = weights.Fingerprint };
        return details;
    }
}
