using Research.Adaptation.Training;

namespace Research.Adaptation.Papers;

/// <summary>What training gave: seconds of training, what the network measures, and the step of its weights where they are not the last.</summary>
internal sealed record TrainedRun(double Seconds, RunOutcome Outcome, long? CheckpointStep);
