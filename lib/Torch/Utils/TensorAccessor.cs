using System.Collections;
using TorchSharp.Interop;
using static TorchSharp.torch;

namespace TorchSharp.Utils;

/// <summary>Reads and writes a tensor's elements, in the order of their indices.</summary>
public sealed unsafe class TensorAccessor<T> : IDisposable, IEnumerable<T> where T : unmanaged
{
    private readonly Tensor _tensor;
    private readonly bool _owned;
    private readonly T* _data;
    private readonly long[] _shape;
    private readonly long[] _strides;
    private readonly bool _contiguous;

    internal TensorAccessor(Tensor tensor)
    {
        // Memory of another device cannot be read in place; the copy lives as long as this accessor.
        _owned = tensor.device_type != DeviceType.CPU;
        _tensor = _owned ? tensor.cpu().DetachFromDisposeScope() : tensor;
        var info = _tensor.Info;
        _shape = info.Shape();
        _strides = _tensor.stride();
        _contiguous = info.Has(TensorFlags.Contiguous);
        Count = info.Count;
        _data = (T*)Shim.shim_tensor_data(_tensor.Handle);
    }

    public long Count { get; }
    public bool IsReadOnly => false;

    public T this[params long[] indices]
    {
        get => *Address(indices);
        set => *Address(indices) = value;
    }

    public T[] ToArray()
    {
        var result = new T[Count];
        CopyTo(result.AsSpan());
        return result;
    }

    public Array ToNDArray()
    {
        if (_shape.Length == 0) return new[] { *_data };
        var result = Array.CreateInstance(typeof(T), _shape);
        var target = System.Runtime.InteropServices.MemoryMarshal.CreateSpan(
            ref System.Runtime.CompilerServices.Unsafe.As<byte, T>(ref System.Runtime.InteropServices.MemoryMarshal.GetArrayDataReference(result)),
            result.Length);
        CopyTo(target);
        return result;
    }

    public void CopyTo(T[] array, int arrayIndex = 0, long tensorIndex = 0) => CopyTo(array.AsSpan(), arrayIndex, tensorIndex);

    public void CopyTo(Span<T> array, int arrayIndex = 0, long tensorIndex = 0)
    {
        var target = array[arrayIndex..];
        var count = (int)Math.Min(target.Length, Count - tensorIndex);
        if (_contiguous) new ReadOnlySpan<T>(_data + tensorIndex, count).CopyTo(target);
        else for (var i = 0; i < count; i++) target[i] = *Element(tensorIndex + i);
        GC.KeepAlive(_tensor);
    }

    public void CopyFrom(T[] array, int arrayIndex = 0, long tensorIndex = 0) => CopyFrom((ReadOnlySpan<T>)array, arrayIndex, tensorIndex);

    public void CopyFrom(ReadOnlySpan<T> array, int arrayIndex = 0, long tensorIndex = 0)
    {
        var source = array[arrayIndex..];
        var count = (int)Math.Min(source.Length, Count - tensorIndex);
        if (_contiguous) source[..count].CopyTo(new Span<T>(_data + tensorIndex, count));
        else for (var i = 0; i < count; i++) *Element(tensorIndex + i) = source[i];
        GC.KeepAlive(_tensor);
    }

    public static bool operator ==(TensorAccessor<T> left, TensorAccessor<T> right) => left.Equals(right);
    public static bool operator !=(TensorAccessor<T> left, TensorAccessor<T> right) => !left.Equals(right);

    public override bool Equals(object? obj) =>
        obj is TensorAccessor<T> other && Count == other.Count && ToArray().AsSpan().SequenceEqual(other.ToArray());

    public override int GetHashCode() => HashCode.Combine(Count, (IntPtr)_data);

    public void Dispose()
    {
        if (_owned) _tensor.Dispose();
    }

    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)ToArray()).GetEnumerator();
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private T* Address(long[] indices)
    {
        // One index into several dimensions counts the elements; otherwise one index per dimension.
        if (indices.Length == 1 && _shape.Length != 1)
        {
            Check(indices[0], Count);
            return Element(indices[0]);
        }
        if (indices.Length != _shape.Length)
            throw new ArgumentException($"{indices.Length} indices given for a tensor of {_shape.Length} dimensions");
        var address = _data;
        for (var i = 0; i < indices.Length; i++)
        {
            Check(indices[i], _shape[i]);
            address += indices[i] * _strides[i];
        }
        return address;
    }

    private T* Element(long number)
    {
        if (_contiguous) return _data + number;
        var address = _data;
        for (var i = _shape.Length - 1; i >= 0; i--)
        {
            (number, var index) = Math.DivRem(number, _shape[i]);
            address += index * _strides[i];
        }
        return address;
    }

    private static void Check(long index, long bound)
    {
        if ((ulong)index >= (ulong)bound) throw new IndexOutOfRangeException($"index {index} is outside 0..{bound - 1}");
    }
}
