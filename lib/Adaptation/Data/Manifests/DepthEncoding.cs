namespace Research.Adaptation.Data;

/// <summary>How distance is stored in a 16-bit picture.</summary>
public enum DepthEncoding
{
    /// <summary>Centimetres; 65535 = infinitely far (SYNTHIA).</summary>
    Centimetres16,

    /// <summary>Cityscapes' disparity: 0 = unknown, otherwise disparity in pixels = (value - 1) / 256.</summary>
    CityscapesDisparity16,
}
