using static TorchSharp.torch;

namespace TorchSharp.Extras;

/// <summary>A tensor as a .pth file describes it: a view into a storage that several tensors may share.</summary>
public sealed class PthTensor
{
    internal PthTensor(PthStorage storage, long offset, long[] shape, long[] strides, bool requiresGrad)
    {
        Storage = storage;
        Offset = offset;
        Shape = shape;
        Strides = strides;
        RequiresGrad = requiresGrad;
    }

    /// <summary>Element type.</summary>
    public ScalarType Type => Storage.Type;

    /// <summary>Sizes; empty for a scalar.</summary>
    public IReadOnlyList<long> Shape { get; }

    /// <summary>Elements from one index to the next, per dimension.</summary>
    public IReadOnlyList<long> Strides { get; }

    /// <summary>First element, counted from the storage's own.</summary>
    public long Offset { get; }

    /// <summary>Whether it was saved as one that wants a gradient; reading never sets that.</summary>
    public bool RequiresGrad { get; }

    /// <summary>Name of the storage in the file: tensors with the same one share their elements.</summary>
    public string StorageName => Storage.Key;

    /// <summary>Number of elements.</summary>
    public long Count => Shape.Aggregate(1L, (product, size) => checked(product * size));

    internal PthStorage Storage { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{Type} [{string.Join(", ", Shape)}]";
}
