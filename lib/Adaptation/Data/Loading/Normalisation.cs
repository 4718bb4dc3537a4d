namespace Research.Adaptation.Data;

/// <summary>How 8-bit colours become numbers for a network: (value * <see cref="Scale"/> - mean) / std per channel.</summary>
public sealed record Normalisation
{
    /// <summary>
    /// BGR, 0 .. 255, minus the Caffe ImageNet mean (104.00698793, 116.66876762, 122.67891434), no division: what the
    /// released code of the maximum squares paper and the DeepLab checkpoints it starts from use.
    /// </summary>
    public static Normalisation CaffeBgr { get; } = new()
    {
        Order = ChannelOrder.Bgr,
        Scale = 1,
        Mean = new(104.00698793, 116.66876762, 122.67891434),
        Std = new(1, 1, 1),
    };

    /// <summary>RGB in 0 .. 1, ImageNet mean (0.485, 0.456, 0.406) and standard deviation (0.229, 0.224, 0.225), as torchvision's models expect.</summary>
    public static Normalisation ImageNetRgb { get; } = new()
    {
        Order = ChannelOrder.Rgb,
        Scale = 1.0 / 255,
        Mean = new(0.485, 0.456, 0.406),
        Std = new(0.229, 0.224, 0.225),
    };

    /// <summary>RGB, symmetric around 0 with about unit spread: mean 127.5, std 64. For networks trained from scratch.</summary>
    public static Normalisation PlainRgb { get; } = new()
    {
        Order = ChannelOrder.Rgb,
        Scale = 1,
        Mean = new(127.5, 127.5, 127.5),
        Std = new(64, 64, 64),
    };

    /// <summary>Order of the tensor's channels.</summary>
    public ChannelOrder Order { get; init; } = ChannelOrder.Bgr;

    /// <summary>Factor on the 8-bit value before the mean is taken off: 1 keeps 0 .. 255, 1/255 gives 0 .. 1. Finite, above 0.</summary>
    public double Scale { get; init; } = 1;

    /// <summary>Taken off, per channel of the tensor. Finite.</summary>
    public ChannelValues Mean { get; init; }

    /// <summary>Divided by, per channel of the tensor. Finite, above 0.</summary>
    public ChannelValues Std { get; init; } = new(1, 1, 1);

    /// <summary>Checks the fields' ranges.</summary>
    /// <exception cref="ArgumentException">A field is out of range; the message names it.</exception>
    public void Validate()
    {
        if (!Enum.IsDefined(Order))
            throw new ArgumentException($"{nameof(Normalisation)}.{nameof(Order)}: expected Rgb or Bgr, got {Order}");
        if (!(Scale > 0) || !double.IsFinite(Scale))
            throw new ArgumentException($"{nameof(Normalisation)}.{nameof(Scale)}: expected a finite number above 0, got {Scale}");
        for (int channel = 0; channel < 3; channel++)
        {
            if (!double.IsFinite(Mean[channel]))
                throw new ArgumentException($"{nameof(Normalisation)}.{nameof(Mean)}: expected a finite number for channel {channel}, got {Mean[channel]}");
            if (!(Std[channel] > 0) || !double.IsFinite(Std[channel]))
                throw new ArgumentException($"{nameof(Normalisation)}.{nameof(Std)}: expected a finite number above 0 for channel {channel}, got {Std[channel]}");
        }
    }

    /// <summary>The colour that becomes 0, rounded: what pictures are padded with.</summary>
    internal (byte R, byte G, byte B) MeanColour()
    {
        Span<byte> rgb = stackalloc byte[3];
        for (int channel = 0; channel < 3; channel++)
            rgb[SourceChannel(channel)] = (byte)Math.Clamp(Math.Round(Mean[channel] / Scale), 0, 255);
        return (rgb[0], rgb[1], rgb[2]);
    }

    /// <summary>Position in an RGB pixel of the tensor's channel.</summary>
    internal int SourceChannel(int channel) => Order == ChannelOrder.Rgb ? channel : 2 - channel;

    /// <summary>The normalised value of each of the 256 colour values, for one channel of the tensor.</summary>
    internal float[] Table(int channel)
    {
        var table = new float[256];
        for (int value = 0; value < table.Length; value++)
            table[value] = (float)((value * Scale - Mean[channel]) / Std[channel]);
        return table;
    }
}
