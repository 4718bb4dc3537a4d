namespace Research.Adaptation.Models;

/// <summary>Where a multi-head network's shared part ends. The paper says "two 3x3 and one 1x1 convolution" per head, not on what.</summary>
public enum HeadPlacement
{
    /// <summary>On the joined features (304 channels): a head is the whole last part of DeepLabv3+. The natural reading.</summary>
    OnJoinedFeatures,

    /// <summary>On a shared decoder's output (256 channels): DeepLabv3+'s own 3x3 convolutions are shared and the heads add two more.</summary>
    OnDecoder,
}
