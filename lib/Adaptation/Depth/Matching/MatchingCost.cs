namespace Research.Adaptation.Depth;

/// <summary>What a stereo matcher compares.</summary>
public enum MatchingCost
{
    /// <summary>Census transform: how many of the 24 neighbours change from darker to not darker; blind to gain and offset.</summary>
    Census,

    /// <summary>Absolute difference of grey values, at most 63; for pictures of one exposure.</summary>
    AbsoluteDifference,
}
