using static TorchSharp.torch;

namespace Research.Adaptation.Data;

/// <summary>A source and a target batch with inverse depth of both; still no labels of the target. The batch owns its tensors.</summary>
public sealed class DepthDomainBatch : DomainBatch
{
    /// <summary>Takes over everything.</summary>
    /// <param name="source">Labelled source pictures.</param>
    /// <param name="sourceDepth">Their inverse depth, float32 [N, 1, H, W]; 1 = unknown or infinite.</param>
    /// <param name="target">Target pictures.</param>
    /// <param name="targetDepth">Their inverse depth, float32 [N, 1, H, W].</param>
    public DepthDomainBatch(LabelledBatch source, Tensor sourceDepth, UnlabelledBatch target, Tensor targetDepth)
        : base(source, target)
    {
        SourceDepth = sourceDepth.DetachFromDisposeScope();
        TargetDepth = targetDepth.DetachFromDisposeScope();
    }

    /// <summary>Inverse depth of the source pictures, float32 [N, 1, H, W], 655.36 / (metres + 0.01); 1 = unknown or infinite.</summary>
    public Tensor SourceDepth { get; }

    /// <summary>Inverse depth of the target pictures, in the same form.</summary>
    public Tensor TargetDepth { get; }

    /// <inheritdoc/>
    public override void Dispose()
    {
        base.Dispose();
        SourceDepth.Dispose();
        TargetDepth.Dispose();
    }
}
