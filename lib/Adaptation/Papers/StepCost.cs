namespace Research.Adaptation.Papers;

/// <summary>What a training step costs.</summary>
/// <param name="Seconds">Median time of a step, its batch included.</param>
/// <param name="PeakMegabytes">How far the process's resident memory rose above where it was before; null where the system does not say.</param>
/// <param name="Parameters">Trainable numbers of the network and of what the method adds to it.</param>
public sealed record StepCost(double Seconds, double? PeakMegabytes, long Parameters);
