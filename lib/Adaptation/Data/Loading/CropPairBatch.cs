using static TorchSharp.torch;

namespace Research.Adaptation.Data;

/// <summary>Two overlapping crops of each of several unlabelled pictures. The batch owns its tensors: dispose it, no dispose scope does.</summary>
public sealed class CropPairBatch : IDisposable
{
    /// <summary>Takes over two tensors.</summary>
    /// <param name="first">float32 [N, 3, S, S], normalised, mirrored where its pair says so.</param>
    /// <param name="second">float32 [N, 3, S, S], likewise.</param>
    /// <param name="pairs">Where the crops lie, N of them.</param>
    /// <param name="names">N sample names.</param>
    public CropPairBatch(Tensor first, Tensor second, IReadOnlyList<CropPair> pairs, IReadOnlyList<string> names)
    {
        if (!first.shape.SequenceEqual(second.shape) || first.ndim != 4 || first.shape[0] != pairs.Count)
            throw new ArgumentException($"expected two tensors [{pairs.Count}, 3, S, S], got [{string.Join(", ", first.shape)}] and [{string.Join(", ", second.shape)}]");
        First = first.DetachFromDisposeScope();
        Second = second.DetachFromDisposeScope();
        Pairs = pairs;
        Names = names;
    }

    /// <summary>Crop 1 of each picture, float32 [N, 3, S, S].</summary>
    public Tensor First { get; }

    /// <summary>Crop 2 of each picture, float32 [N, 3, S, S].</summary>
    public Tensor Second { get; }

    /// <summary>Where the crops lie and what they share.</summary>
    public IReadOnlyList<CropPair> Pairs { get; }

    /// <summary>Names of the N pictures.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Frees both tensors.</summary>
    public void Dispose()
    {
        First.Dispose();
        Second.Dispose();
    }
}
