using Research.Adaptation.Data;
using static TorchSharp.torch;

namespace Research.Adaptation.Depth;

/// <summary>One step of self-supervised depth: target pictures, other views of the same places, cameras. It holds no depth, by type.</summary>
public sealed class DepthBatch : TrainingBatch
{
    /// <summary>Takes over the tensors.</summary>
    /// <param name="target">Target pictures, RGB in 0 .. 1, float32 [N, 3, H, W].</param>
    /// <param name="targetInput">The same with changed colours, for the networks.</param>
    /// <param name="views">Other views of each target.</param>
    /// <param name="intrinsics">fx, fy, cx, cy in pixels, float32 [N, 4].</param>
    /// <param name="names">N sample names.</param>
    public DepthBatch(Tensor target, Tensor targetInput, IReadOnlyList<DepthView> views, Tensor intrinsics, IReadOnlyList<string> names)
    {
        Target = target.DetachFromDisposeScope();
        TargetInput = targetInput.DetachFromDisposeScope();
        Intrinsics = intrinsics.DetachFromDisposeScope();
        foreach (var view in views)
        {
            view.Picture.DetachFromDisposeScope();
            view.Input.DetachFromDisposeScope();
            view.Motion?.DetachFromDisposeScope();
        }
        Views = views;
        Names = names;
    }

    /// <summary>Target pictures that are rebuilt, RGB in 0 .. 1, [N, 3, H, W].</summary>
    public Tensor Target { get; }

    /// <summary>The same pictures with changed brightness, contrast and colour: what the networks see.</summary>
    public Tensor TargetInput { get; }

    /// <summary>The other views.</summary>
    public IReadOnlyList<DepthView> Views { get; }

    /// <summary>fx, fy, cx, cy in pixels, [N, 4].</summary>
    public Tensor Intrinsics { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Names { get; }

    /// <inheritdoc/>
    public override void Dispose()
    {
        Target.Dispose();
        TargetInput.Dispose();
        Intrinsics.Dispose();
        foreach (var view in Views)
        {
            view.Picture.Dispose();
            view.Input.Dispose();
            view.Motion?.Dispose();
        }
    }
}
