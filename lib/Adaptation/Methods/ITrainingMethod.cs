using Research.Adaptation.Data;
using Research.Adaptation.Models;
using static TorchSharp.torch;

namespace Research.Adaptation.Methods;

/// <summary>A way to train a network: what a step's losses are.</summary>
/// <typeparam name="TBatch">What a step takes.</typeparam>
/// <remarks>A method that owns modules may be <see cref="IDisposable"/>; runs dispose it at their end.</remarks>
public interface ITrainingMethod<in TBatch>
    where TBatch : TrainingBatch
{
    /// <summary>Short name for progress and results.</summary>
    string Name { get; }

    /// <summary>The loss terms of one step, in the order of the paper's algorithm.</summary>
    /// <remarks>
    /// Terms are produced lazily: when one is yielded its backward pass runs, and only then is the next one computed. The caller
    /// holds a dispose scope around each batch, so nothing made here needs to be disposed; no scope may span a yield.
    /// </remarks>
    IEnumerable<LossTerm> Step(TBatch batch, StepContext step);

    /// <summary>Trainable parameters beyond the network's own (a discriminator, say).</summary>
    IReadOnlyList<ParameterGroup> ParameterGroups => [];

    /// <summary>Modules beyond the network whose state a checkpoint must hold (a mean teacher, a discriminator), by name.</summary>
    IReadOnlyDictionary<string, nn.Module> Modules => new Dictionary<string, nn.Module>();

    /// <summary>Called after the optimiser's step, where a teacher follows its student.</summary>
    void AfterStep(StepContext step)
    {
    }
}
