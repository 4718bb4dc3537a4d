namespace Research.Adaptation.Methods;

/// <summary>Over which pictures batch normalisation takes its statistics while two domains train together.</summary>
public enum BatchStatistics
{
    /// <summary>One forward pass per domain: statistics belong to one domain at a time, running ones follow both in turn.</summary>
    Separate,

    /// <summary>One forward pass for both: statistics of the mixture, in training as in the running ones.</summary>
    Joint,
}
