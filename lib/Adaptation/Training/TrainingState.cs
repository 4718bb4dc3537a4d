using TorchSharp.Extras;
using static TorchSharp.torch;

namespace Research.Adaptation.Training;

/// <summary>The living parts of a run that a checkpoint holds.</summary>
/// <param name="Run">Hash of the run.</param>
/// <param name="Model">The network.</param>
/// <param name="Optimiser">The optimiser.</param>
/// <param name="MethodModules">Modules the method keeps beside the network, by name.</param>
public sealed record TrainingState(
    string Run, nn.Module Model, Optimiser Optimiser, IReadOnlyDictionary<string, nn.Module> MethodModules)
{
    /// <summary>Scales the loss in half precision; null elsewhere.</summary>
    public GradientScaler? Scaler { get; init; }
}
