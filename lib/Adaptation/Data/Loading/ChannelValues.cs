namespace Research.Adaptation.Data;

/// <summary>One number per channel, in the order in which the tensor holds the channels.</summary>
/// <param name="First">For channel 0.</param>
/// <param name="Second">For channel 1.</param>
/// <param name="Third">For channel 2.</param>
public readonly record struct ChannelValues(double First, double Second, double Third)
{
    /// <summary>The number of channel 0, 1 or 2.</summary>
    public double this[int channel] => channel switch
    {
        0 => First,
        1 => Second,
        2 => Third,
        _ => throw new ArgumentOutOfRangeException(nameof(channel), $"expected a channel 0 .. 2, got {channel}"),
    };
}
