using TorchSharp;
using static TorchSharp.torch;

namespace Research.Adaptation.Models;

/// <summary>What all datasets share: DeepLabv3+ up to its joined features, or up to its decoder's output.</summary>
internal sealed class MultiHeadBody : nn.Module<Tensor, Tensor>
{
    private readonly DeepLabV3PlusBody features;
    private readonly DeepLabV3PlusDecoder? decoder;

    public MultiHeadBody(MultiHeadOptions options) : base(nameof(MultiHeadBody))
    {
        features = new DeepLabV3PlusBody(options.Body);
        register_module("features", features);
        Channels = features.Channels;
        if (options.Placement != HeadPlacement.OnDecoder) return;
        decoder = new DeepLabV3PlusDecoder(features.Channels, options.Body);
        register_module("decoder", decoder);
        Channels = options.Body.DecoderChannels;
    }

    /// <summary>Channels of what the heads read.</summary>
    public int Channels { get; }

    public override Tensor forward(Tensor images)
    {
        using var scope = NewDisposeScope();
        var joined = features.call(images);
        return (decoder?.call(joined) ?? joined).MoveToOuterDisposeScope();
    }
}
