using System.Numerics;
using TorchSharp.Interop;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>Conversions and small helpers on tensors and shapes.</summary>
public static partial class TensorExtensionMethods
{
    public static Modules.Parameter AsParameter(this Tensor tensor) => new(tensor);

    public static ReadOnlySpan<int> IntShape(this Tensor tensor) => tensor.shape.Select(n => checked((int)n)).ToArray();

    public static int ElementSize(this ScalarType type) => type switch
    {
        ScalarType.Byte or ScalarType.Int8 or ScalarType.Bool or ScalarType.QInt8 or ScalarType.QUInt8 => 1,
        ScalarType.Int16 or ScalarType.Float16 or ScalarType.BFloat16 => 2,
        ScalarType.Int32 or ScalarType.Float32 or ScalarType.QInt32 => 4,
        ScalarType.Int64 or ScalarType.Float64 or ScalarType.ComplexFloat32 => 8,
        ScalarType.ComplexFloat64 => 16,
        _ => throw new NotSupportedException($"the size of an element of type {type} is not known"),
    };

    public static bool IsFloatingPoint(this ScalarType type) =>
        type is ScalarType.Float16 or ScalarType.BFloat16 or ScalarType.Float32 or ScalarType.Float64;

    public static bool IsComplex(this ScalarType type) => type is ScalarType.ComplexFloat32 or ScalarType.ComplexFloat64;

    public static bool IsIntegral(this ScalarType type) =>
        type is ScalarType.Byte or ScalarType.Int8 or ScalarType.Int16 or ScalarType.Int32 or ScalarType.Int64 or ScalarType.Bool;

    public static long TotalSize(this IEnumerable<long> shape) => shape.Aggregate(1L, (product, n) => checked(product * n));

    public static Tensor ToTensor<T>(this T[] rawArray, long[] dimensions, bool doCopy = false, bool requires_grad = false) where T : unmanaged
    {
        using var shared = doCopy ? from_array(rawArray) : as_tensor((Array)rawArray);
        return shared.reshape(dimensions).requires_grad_(requires_grad);
    }

    public static Tensor ToTensor<T>(this T scalar, Device? device = null, bool requires_grad = false) where T : struct
    {
        if (requires_grad && (scalar is sbyte or byte or short or int or long or bool))
            throw new ArgumentException($"only floating-point and complex numbers can require a gradient, not {typeof(T).Name}", nameof(requires_grad));
        var one = Array.CreateInstance(typeof(T), 1);
        one.SetValue(scalar, 0);
        using var flat = from_array(one, device);
        return flat.squeeze().requires_grad_(requires_grad);
    }

    /// <summary>The number as a tensor without dimensions.</summary>
    public static Tensor ToTensor(this Scalar scalar, Device? device = null, bool requires_grad = false) =>
        Aten.scalar_tensor.Call(scalar, scalar.Type, Arg.None, device, Arg.None).requires_grad_(requires_grad);

    public static float ToSingle(this Tensor value) => (float)value.ToScalar().AsDouble;
    public static double ToDouble(this Tensor value) => value.ToScalar().AsDouble;
    public static Half ToHalf(this Tensor value) => (Half)value.ToScalar().AsDouble;
    public static BFloat16 ToBFloat16(this Tensor value) => (BFloat16)value.ToScalar().AsDouble;
    public static sbyte ToSByte(this Tensor value) => (sbyte)value.ToScalar().AsInt64;
    public static byte ToByte(this Tensor value) => (byte)value.ToScalar().AsInt64;
    public static short ToInt16(this Tensor value) => (short)value.ToScalar().AsInt64;
    public static int ToInt32(this Tensor value) => (int)value.ToScalar().AsInt64;
    public static long ToInt64(this Tensor value) => value.ToScalar().AsInt64;
    public static bool ToBoolean(this Tensor value) => value.ToScalar().AsBool;
    public static (float Real, float Imaginary) ToComplexFloat32(this Tensor value) => value.ToScalar().ToComplexFloat32();
    public static Complex ToComplexFloat64(this Tensor value) => value.ToScalar().AsComplex;
    public static (float Real, float Imaginary) ToComplex32(this Tensor value) => value.ToComplexFloat32();
    public static Complex ToComplex64(this Tensor value) => value.ToComplexFloat64();

    public static float ToSingle(this Scalar value) => (float)value.AsDouble;
    public static double ToDouble(this Scalar value) => value.AsDouble;
    public static Half ToHalf(this Scalar value) => (Half)value.AsDouble;
    public static BFloat16 ToBFloat16(this Scalar value) => (BFloat16)value.AsDouble;
    public static sbyte ToSByte(this Scalar value) => (sbyte)value.AsInt64;
    public static byte ToByte(this Scalar value) => (byte)value.AsInt64;
    public static short ToInt16(this Scalar value) => (short)value.AsInt64;
    public static int ToInt32(this Scalar value) => (int)value.AsInt64;
    public static long ToInt64(this Scalar value) => value.AsInt64;
    public static bool ToBoolean(this Scalar value) => value.AsBool;
    public static (float Real, float Imaginary) ToComplexFloat32(this Scalar value) => ((float)value.AsComplex.Real, (float)value.AsComplex.Imaginary);
    public static Complex ToComplexFloat64(this Scalar value) => value.AsComplex;
}
