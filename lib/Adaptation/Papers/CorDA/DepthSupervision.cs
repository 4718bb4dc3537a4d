namespace Research.Adaptation.Papers;

/// <summary>Where the depth of target pictures comes from.</summary>
public enum DepthSupervision
{
    /// <summary>The renderer's truth.</summary>
    Truth,

    /// <summary>A network that learned from stereo pairs, without truth.</summary>
    SelfSupervisedStereo,

    /// <summary>A network that learned from video, without truth and without known motion; its unit is brought to metres by one number.</summary>
    SelfSupervisedVideo,

    /// <summary>Semi-global stereo matching.</summary>
    StereoMatching,
}
