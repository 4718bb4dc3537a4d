namespace TorchSharp.Interop;

/// <summary>Kinds of operator arguments and results; native/shim.h has the same list.</summary>
internal enum NativeTag
{
    None, Tensor, Int, Double, Bool, IntList, DoubleList, BoolList, TensorList, OptionalTensorList,
    String, Device, Generator, Complex, ScalarList
}
