using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Research.Adaptation.Models;

/// <summary>One dataset's head: two 3x3 convolutions, then a 1x1 convolution to its classes.</summary>
internal sealed class MultiHeadHead : nn.Module
{
    private readonly DeepLabV3PlusDecoder decoder;
    private readonly BatchDropout dropout;
    private readonly Conv2d classifier;

    public MultiHeadHead(int inputs, int classes, DeepLabV3PlusOptions options) : base(nameof(MultiHeadHead))
    {
        decoder = new DeepLabV3PlusDecoder(inputs, options);
        dropout = new BatchDropout(options.ClassifierDropout);
        classifier = nn.Conv2d(options.DecoderChannels, classes, kernel_size: 1, bias: true);
        register_module("decoder", decoder);
        register_module("dropout", dropout);
        register_module("classifier", classifier);
    }

    /// <summary>Features [N, inputs, h, w] to the features [N, DecoderChannels, h, w] that the classifier reads.</summary>
    public Tensor Features(Tensor input) => decoder.call(input);

    /// <summary>Features [N, DecoderChannels, h, w] to logits [N, K, h, w].</summary>
    public Tensor Classify(Tensor features)
    {
        using var scope = NewDisposeScope();
        return classifier.call(dropout.call(features)).MoveToOuterDisposeScope();
    }
}
