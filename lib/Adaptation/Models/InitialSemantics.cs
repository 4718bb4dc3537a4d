namespace Research.Adaptation.Models;

/// <summary>Where a <see cref="MultiTaskDeepLab"/> predicts classes before the tasks exchange features: its only difference between CorDA's two experiments.</summary>
public enum InitialSemantics
{
    /// <summary>A 1x1 convolution on the semantic task's own features: the network for SYNTHIA.</summary>
    TaskFeatures,

    /// <summary>A dilated classifier on the trunk's last features: the network for GTA5.</summary>
    TrunkFeatures,
}
