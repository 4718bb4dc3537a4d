using System.Runtime.InteropServices;

namespace TorchSharp;

public static partial class torch
{
    public static Tensor from_array(Array rawArray, Device? device = null) => from_array(rawArray, null, device);

    /// <summary>Copies an array of any rank; <see cref="as_tensor(Array, ScalarType?, Device?)"/> shares it.</summary>
    public static Tensor from_array(Array rawArray, ScalarType? dtype, Device? device = null, bool requires_grad = false, string[]? names = null)
    {
        NoNames(names);
        var native = TypeOf(rawArray);
        using var shared = Over(rawArray, native, native, null);
        return Finish(shared.to(dtype ?? native, Placed(device) ?? CPU, copy: true), requires_grad);
    }

    public static Tensor frombuffer(Array rawArray, ScalarType dtype, long count = -1, long offset = 0, bool requires_grad = false)
    {
        var native = TypeOf(rawArray);
        if (rawArray.Rank != 1) throw new ArgumentException("frombuffer takes an array of one dimension", nameof(rawArray));
        var bytes = rawArray.LongLength * native.ElementSize();
        var room = bytes - offset * dtype.ElementSize();
        if (offset < 0 || room < 0) throw new ArgumentOutOfRangeException(nameof(offset), offset, $"the array holds {bytes} bytes");
        if (count < 0) count = room / dtype.ElementSize();
        if (count * dtype.ElementSize() > room) throw new ArgumentOutOfRangeException(nameof(count), count, $"the array holds {bytes} bytes");
        return Finish(Over(rawArray, dtype, dtype, null, count, offset * dtype.ElementSize()), requires_grad);
    }

    public static Tensor as_tensor(Tensor data, ScalarType? dtype = null, Device? device = null) => data.to(dtype ?? data.dtype, device ?? data.device);

    public static Tensor as_tensor(Array data, ScalarType? dtype = null, Device? device = null)
    {
        var native = TypeOf(data);
        return Over(data, dtype ?? native, native, device);
    }

    private static ScalarType TypeOf(Array array)
    {
        ArgumentNullException.ThrowIfNull(array);
        return TypeOf(array.GetType().GetElementType()!)
            ?? throw new NotSupportedException($"an array of {array.GetType().GetElementType()} does not map to a tensor type");
    }

    /// <summary>The tensor type whose elements have this form, or null.</summary>
    internal static ScalarType? TypeOf(Type type) => type switch
    {
        _ when type == typeof(bool) => ScalarType.Bool,
        _ when type == typeof(byte) => ScalarType.Byte,
        _ when type == typeof(sbyte) => ScalarType.Int8,
        _ when type == typeof(short) => ScalarType.Int16,
        _ when type == typeof(int) => ScalarType.Int32,
        _ when type == typeof(long) => ScalarType.Int64,
        _ when type == typeof(Half) => ScalarType.Float16,
        _ when type == typeof(BFloat16) => ScalarType.BFloat16,
        _ when type == typeof(float) => ScalarType.Float32,
        _ when type == typeof(double) => ScalarType.Float64,
        _ when type == typeof((float, float)) => ScalarType.ComplexFloat32,
        _ when type == typeof(System.Numerics.Complex) => ScalarType.ComplexFloat64,
        _ => null,
    };
}
