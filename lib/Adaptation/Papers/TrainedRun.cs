using Research.Adaptation.Training;

namespace Research.Adaptation.Papers;

/// <summary>What training gave: seconds of training, and what the network measures.</summary>
internal sealed record TrainedRun(double Seconds, RunOutcome Outcome);
