using static TorchSharp.torch;

namespace Research.Adaptation.Data;

/// <summary>Prepared pictures with labels. The batch owns its tensors: dispose it, no dispose scope does.</summary>
public sealed class LabelledBatch : IDisposable
{
    /// <summary>Takes over two tensors.</summary>
    /// <param name="images">float32 [N, 3, H, W], normalised.</param>
    /// <param name="labels">int64 [N, H, W], 0 .. C - 1 or 255 = ignored.</param>
    /// <param name="names">N sample names.</param>
    public LabelledBatch(Tensor images, Tensor labels, IReadOnlyList<string> names)
    {
        Images = images.DetachFromDisposeScope();
        Labels = labels.DetachFromDisposeScope();
        Names = names;
    }

    /// <summary>Normalised pictures, float32 [N, 3, H, W].</summary>
    public Tensor Images { get; }

    /// <summary>Labels, int64 [N, H, W], 255 = ignored.</summary>
    public Tensor Labels { get; }

    /// <summary>Names of the N samples.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Frees both tensors.</summary>
    public void Dispose()
    {
        Images.Dispose();
        Labels.Dispose();
    }
}
