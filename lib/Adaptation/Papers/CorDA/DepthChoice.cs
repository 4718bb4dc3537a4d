using Research.Adaptation.Depth;

namespace Research.Adaptation.Papers;

/// <summary>Where the depth of an experiment's pictures comes from, not opened yet.</summary>
/// <param name="Fingerprint">What determines the maps, besides the runs they need; enters the run's hash.</param>
/// <param name="Open">Opens the maps, by the pictures' index; whoever opens them disposes them where they can be disposed.</param>
public sealed record DepthChoice(string Fingerprint, Func<ExperimentContext, IDepthSource> Open)
{
    /// <summary>Depth that needs no earlier run.</summary>
    public static DepthChoice Of(IDepthSource depth) => new(depth.Fingerprint, _ => depth);
}
