namespace TorchSharp;

public static partial class torch
{
    public static Tensor tensor((float Real, float Imaginary) scalar, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        FromScalar(new System.Numerics.Complex(scalar.Real, scalar.Imaginary), ScalarType.ComplexFloat32, dtype, device, requires_grad);
    public static Tensor tensor(float real, float imaginary, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        tensor((real, imaginary), dtype, device, requires_grad);
    public static Tensor tensor((float Real, float Imaginary)[] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        FromSpan<(float Real, float Imaginary)>(rawArray, [rawArray.Length], ScalarType.ComplexFloat32, dtype, device, requires_grad, names);
    public static Tensor tensor(IList<(float Real, float Imaginary)> rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        FromSpan<(float Real, float Imaginary)>(Copy(rawArray), [rawArray.Count], ScalarType.ComplexFloat32, dtype, device, requires_grad, names);
    public static Tensor tensor((float Real, float Imaginary)[] rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        FromSpan<(float Real, float Imaginary)>(rawArray, dimensions, ScalarType.ComplexFloat32, dtype, device, requires_grad, names);
    public static Tensor tensor(IList<(float Real, float Imaginary)> rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        FromSpan<(float Real, float Imaginary)>(Copy(rawArray), dimensions, ScalarType.ComplexFloat32, dtype, device, requires_grad, names);
    public static Tensor tensor(IList<(float Real, float Imaginary)> rawArray, long rows, long columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        FromSpan<(float Real, float Imaginary)>(Copy(rawArray), [rows, columns], ScalarType.ComplexFloat32, dtype, device, requires_grad, names);
    public static Tensor tensor(IList<(float Real, float Imaginary)> rawArray, long dim0, long dim1, long dim2, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        FromSpan<(float Real, float Imaginary)>(Copy(rawArray), [dim0, dim1, dim2], ScalarType.ComplexFloat32, dtype, device, requires_grad, names);
    public static Tensor tensor(IList<(float Real, float Imaginary)> rawArray, long dim0, long dim1, long dim2, long dim3, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        FromSpan<(float Real, float Imaginary)>(Copy(rawArray), [dim0, dim1, dim2, dim3], ScalarType.ComplexFloat32, dtype, device, requires_grad, names);
    public static Tensor tensor((float Real, float Imaginary)[,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        FromSpan<(float Real, float Imaginary)>(Flat<(float Real, float Imaginary)>(rawArray), Shape(rawArray), ScalarType.ComplexFloat32, dtype, device, requires_grad, names);
    public static Tensor tensor((float Real, float Imaginary)[,,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        FromSpan<(float Real, float Imaginary)>(Flat<(float Real, float Imaginary)>(rawArray), Shape(rawArray), ScalarType.ComplexFloat32, dtype, device, requires_grad, names);
    public static Tensor tensor((float Real, float Imaginary)[,,,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        FromSpan<(float Real, float Imaginary)>(Flat<(float Real, float Imaginary)>(rawArray), Shape(rawArray), ScalarType.ComplexFloat32, dtype, device, requires_grad, names);
    public static Tensor tensor(Memory<(float Real, float Imaginary)> rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        FromSpan<(float Real, float Imaginary)>(rawArray.Span, dimensions, ScalarType.ComplexFloat32, dtype, device, requires_grad, names);

    public static Tensor as_tensor(IList<(float Real, float Imaginary)> rawArray, ScalarType? dtype = null, Device? device = null) =>
        rawArray is (float Real, float Imaginary)[] array ? as_tensor(array, dtype, device) : tensor(rawArray, dtype, device);
    public static Tensor as_tensor((float Real, float Imaginary)[] rawArray, ScalarType? dtype = null, Device? device = null) =>
        Over(rawArray, dtype ?? ScalarType.ComplexFloat32, ScalarType.ComplexFloat32, device);
}
