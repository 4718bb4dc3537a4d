using System.Globalization;
using System.Numerics;
using TorchSharp.Interop;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>
/// A number given to an operator. Integers are Int64, floating-point numbers Float64, as libtorch has it. Holds no native
/// memory; <see cref="Dispose"/> is there because TorchSharp's has it.
/// </summary>
public sealed class Scalar : IDisposable
{
    private static readonly Scalar[] Small = [.. Enumerable.Range(-8, 265).Select(n => new Scalar(ScalarType.Int64, n, 0, 0))];
    private readonly long _int;
    private readonly double _real;
    private readonly double _imaginary;

    private Scalar(ScalarType type, long value, double real, double imaginary)
    {
        Type = type;
        _int = value;
        _real = real;
        _imaginary = imaginary;
    }

    public ScalarType Type { get; }

    public static implicit operator Scalar(byte value) => Small[value + 8];
    public static implicit operator Scalar(sbyte value) => (long)value;
    public static implicit operator Scalar(short value) => (long)value;
    public static implicit operator Scalar(int value) => (long)value;
    public static implicit operator Scalar(long value) =>
        value is >= -8 and <= 256 ? Small[value + 8] : new Scalar(ScalarType.Int64, value, 0, 0);
    public static implicit operator Scalar(Half value) => (double)value;
    public static implicit operator Scalar(BFloat16 value) => (double)value.ToSingle();
    public static implicit operator Scalar(float value) => (double)value;
    public static implicit operator Scalar(double value) => new(ScalarType.Float64, 0, value, 0);
    public static implicit operator Scalar(bool value) => new(ScalarType.Bool, value ? 1 : 0, 0, 0);
    public static implicit operator Scalar((float, float) value) => new(ScalarType.ComplexFloat64, 0, value.Item1, value.Item2);
    public static implicit operator Scalar(Complex value) => new(ScalarType.ComplexFloat64, 0, value.Real, value.Imaginary);

    public void Dispose()
    {
    }

    public override string ToString() => Type switch
    {
        ScalarType.Int64 => _int.ToString(CultureInfo.InvariantCulture),
        ScalarType.Bool => _int != 0 ? "True" : "False",
        ScalarType.Float64 => _real.ToString(CultureInfo.InvariantCulture),
        _ => new Complex(_real, _imaginary).ToString(CultureInfo.InvariantCulture),
    };

    internal bool IsIntegral => Type is ScalarType.Int64 or ScalarType.Bool;
    internal bool IsComplex => Type == ScalarType.ComplexFloat64;
    internal long AsInt64 => IsIntegral ? _int : (long)_real;
    internal double AsDouble => IsIntegral ? _int : _real;
    internal Complex AsComplex => IsIntegral ? _int : new Complex(_real, _imaginary);
    internal bool AsBool => IsIntegral ? _int != 0 : _real != 0 || _imaginary != 0;

    internal Arg ToArg() => Type switch
    {
        ScalarType.Int64 => _int,
        ScalarType.Bool => _int != 0,
        ScalarType.Float64 => _real,
        _ => Arg.Complex([_real, _imaginary]),
    };
}
