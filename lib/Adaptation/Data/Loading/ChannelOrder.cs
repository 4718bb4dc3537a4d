namespace Research.Adaptation.Data;

/// <summary>Order of the three colour channels in a tensor.</summary>
public enum ChannelOrder
{
    /// <summary>Red, green, blue.</summary>
    Rgb,

    /// <summary>Blue, green, red, as Caffe's networks expect.</summary>
    Bgr,
}
