using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    private static Tensor Like(Operator op, Tensor input, ScalarType? dtype, Device? device, bool requires_grad) =>
        Finish(op.Call(input, dtype, Arg.None, device, Arg.None, Arg.None), requires_grad);

    public static Tensor zeros_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null)
    {
        NoNames(names);
        return Like(Aten.zeros_like, input, dtype, device, requires_grad);
    }

    public static Tensor ones_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null)
    {
        NoNames(names);
        return Like(Aten.ones_like, input, dtype, device, requires_grad);
    }

    public static Tensor empty_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null)
    {
        NoNames(names);
        return Like(Aten.empty_like, input, dtype, device, requires_grad);
    }

    public static Tensor full_like(Tensor input, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null)
    {
        NoNames(names);
        return Finish(Aten.full_like.Call(input, value, dtype, Arg.None, device, Arg.None, Arg.None), requires_grad);
    }

    public static Tensor rand_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Like(Aten.rand_like, input, dtype, device, requires_grad);

    public static Tensor randn_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Like(Aten.randn_like, input, dtype, device, requires_grad);

    public static Tensor randint_like(Tensor input, long low, long high, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Finish(Aten.randint_like__low_dtype.Call(input, low, high, dtype, Arg.None, device, Arg.None, Arg.None), requires_grad);
}
