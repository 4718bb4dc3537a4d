using static TorchSharp.torch;

namespace Research.Adaptation.Data;

/// <summary>Prepared pictures without labels. The batch owns its tensor: dispose it, no dispose scope does.</summary>
public sealed class UnlabelledBatch : IDisposable
{
    /// <summary>Takes over a tensor.</summary>
    /// <param name="images">float32 [N, 3, H, W], normalised.</param>
    /// <param name="names">N sample names.</param>
    public UnlabelledBatch(Tensor images, IReadOnlyList<string> names)
    {
        Images = images.DetachFromDisposeScope();
        Names = names;
    }

    /// <summary>Normalised pictures, float32 [N, 3, H, W].</summary>
    public Tensor Images { get; }

    /// <summary>Names of the N samples.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Frees the tensor.</summary>
    public void Dispose() => Images.Dispose();
}
