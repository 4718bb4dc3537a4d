namespace Research.Adaptation.Models;

/// <summary>The two common forms of a ResNet with bottleneck blocks; both have the same parameters.</summary>
public enum ResNetForm
{
    /// <summary>DeepLabv2's: a block strides in its first 1x1 convolution, the stem pools in ceil mode, the stem's affine parameters are frozen.</summary>
    DeepLabV2,

    /// <summary>torchvision's: a block strides in its 3x3 convolution, the stem pools in floor mode, everything trains.</summary>
    TorchVision,
}
