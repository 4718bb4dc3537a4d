using static TorchSharp.torch;

namespace TorchSharp.Interop;

/// <summary>
/// One argument of an operator call, written without boxing: a tensor, number, list or name converts implicitly, and the
/// compiler puts a call's arguments on the stack.
/// </summary>
internal readonly struct Arg
{
    internal readonly object? Reference;
    internal readonly long Bits;
    internal readonly NativeTag Tag;

    private Arg(NativeTag tag, object? reference, long bits = 0)
    {
        Tag = tag;
        Reference = reference;
        Bits = bits;
    }

    internal static Arg None => default;

    public static implicit operator Arg(Tensor? value) => value is null ? default : new Arg(NativeTag.Tensor, value);
    public static implicit operator Arg(long value) => new(NativeTag.Int, null, value);
    public static implicit operator Arg(int value) => (long)value;
    public static implicit operator Arg(long? value) => value is { } v ? v : default(Arg);
    public static implicit operator Arg(int? value) => value is { } v ? (long)v : default(Arg);
    public static implicit operator Arg(double value) => new(NativeTag.Double, null, BitConverter.DoubleToInt64Bits(value));
    public static implicit operator Arg(float value) => (double)value;
    public static implicit operator Arg(double? value) => value is { } v ? v : default(Arg);
    public static implicit operator Arg(bool value) => new(NativeTag.Bool, null, value ? 1 : 0);
    public static implicit operator Arg(bool? value) => value is { } v ? v : default(Arg);
    public static implicit operator Arg(ScalarType value) => new(NativeTag.Int, null, (long)value);
    public static implicit operator Arg(ScalarType? value) => value is { } v ? v : default(Arg);
    public static implicit operator Arg(Scalar? value) => value is null ? default : value.ToArg();
    public static implicit operator Arg(long[]? value) => value is null ? default : new Arg(NativeTag.IntList, value);
    public static implicit operator Arg(ReadOnlySpan<long> value) => new(NativeTag.IntList, value.ToArray());
    public static implicit operator Arg((long, long) value) => new(NativeTag.IntList, new[] { value.Item1, value.Item2 });
    public static implicit operator Arg(double[]? value) => value is null ? default : new Arg(NativeTag.DoubleList, value);
    public static implicit operator Arg(bool[] value) => new(NativeTag.BoolList, value);
    public static implicit operator Arg(Tensor[] value) => new(NativeTag.TensorList, value);
    public static implicit operator Arg(Scalar[] value) => new(NativeTag.ScalarList, value);
    public static implicit operator Arg(string? value) => value is null ? default : new Arg(NativeTag.String, value);
    public static implicit operator Arg(Device? value) => value is null ? default : new Arg(NativeTag.Device, value);
    public static implicit operator Arg(Generator? value) => value is null ? default : new Arg(NativeTag.Generator, value);

    /// <summary>libtorch's own numbers: contiguous 0, preserve 1, channels last 2.</summary>
    public static implicit operator Arg(memory_format value) => value switch
    {
        memory_format.preserve_format => 1L,
        memory_format.contiguous_format => 0L,
        _ => 2L,
    };

    internal static Arg Optional(Tensor?[] tensors) => new(NativeTag.OptionalTensorList, tensors);

    internal static Arg Complex(double[] parts) => new(NativeTag.Complex, parts);
}
