using TorchSharp;
using static TorchSharp.torch;

namespace Research.Adaptation.Models;

/// <summary>A multi-head network as a network with the classes of one head.</summary>
internal sealed class MultiHeadView(MultiHeadNetwork network, int head) : ISegmentationModel
{
    public nn.Module Module => network;

    public int ClassCount => network.Options.Heads[head].Classes;

    public Device Device => network.Device;

    public IReadOnlyList<ParameterGroup> ParameterGroups => network.ParameterGroups;

    public SegmentationOutput Forward(Tensor images, Heads heads = Heads.Both) => new(network.Logits(images, head), Low: null);

    public SegmentationTrace Trace(Tensor images)
    {
        var output = Forward(images);
        return new SegmentationTrace(output, [("logits", output.High.alias())]);
    }

    // A view owns nothing.
    public void Dispose()
    {
    }
}
