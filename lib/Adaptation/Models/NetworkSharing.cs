namespace Research.Adaptation.Models;

/// <summary>Whether datasets share a part of a network.</summary>
public enum NetworkSharing
{
    /// <summary>One part for all datasets.</summary>
    Shared,

    /// <summary>Each dataset has its own.</summary>
    Separate,
}
