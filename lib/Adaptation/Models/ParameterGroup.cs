using TorchSharp.Modules;

namespace Research.Adaptation.Models;

/// <summary>Parameters that share a learning rate, and what else the optimiser treats differently for them.</summary>
/// <param name="Name">The group's name, "trunk" or "heads" for instance.</param>
/// <param name="Parameters">The trainable parameters with their full names; frozen ones are left out.</param>
/// <param name="LearningRateFactor">What the run's learning rate is multiplied by for this group.</param>
public sealed record ParameterGroup(
    string Name, IReadOnlyList<(string Name, Parameter Parameter)> Parameters, double LearningRateFactor)
{
    /// <summary>Weight decay of this group, 0 or more; null for the run's.</summary>
    public double? WeightDecay { get; init; }

    /// <summary>Momentum (with Adam its beta1) of this group, 0 up to 1; null for the run's.</summary>
    public double? Momentum { get; init; }
}
