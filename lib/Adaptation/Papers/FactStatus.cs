namespace Research.Adaptation.Papers;

/// <summary>How sure a published number is.</summary>
public enum FactStatus
{
    /// <summary>Read from a source the authors or a leaderboard published.</summary>
    Verified,

    /// <summary>From memory, and its parts agree with a verified total.</summary>
    Recalled,

    /// <summary>From memory, with nothing to hold it against.</summary>
    Unverified,
}
