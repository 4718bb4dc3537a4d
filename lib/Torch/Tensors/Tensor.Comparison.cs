using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor isnan() => Aten.isnan.Call(this);
        public Tensor isinf() => Aten.isinf.Call(this);
        public Tensor isfinite() => Aten.isfinite.Call(this);
        public Tensor isposinf() => Aten.isposinf.Call(this);
        public Tensor isneginf() => Aten.isneginf.Call(this);
        public Tensor isreal() => Aten.isreal.Call(this);
        public Tensor signbit() => Aten.signbit.Call(this);
        public Tensor logical_and(Tensor other) => Aten.logical_and.Call(this, other);
        public Tensor logical_and_(Tensor other)
        {
            Aten.logical_and_.Run(this, other);
            return this;
        }
        public Tensor logical_or(Tensor other) => Aten.logical_or.Call(this, other);
        public Tensor logical_or_(Tensor other)
        {
            Aten.logical_or_.Run(this, other);
            return this;
        }
        public Tensor logical_xor(Tensor other) => Aten.logical_xor.Call(this, other);
        public Tensor logical_xor_(Tensor other)
        {
            Aten.logical_xor_.Run(this, other);
            return this;
        }
        public Tensor logical_not() => Aten.logical_not.Call(this);
        public Tensor logical_not_()
        {
            Aten.logical_not_.Run(this);
            return this;
        }
        public Tensor bitwise_and(Tensor other) => Aten.bitwise_and__Tensor.Call(this, other);
        public Tensor bitwise_and_(Tensor other)
        {
            Aten.bitwise_and___Tensor.Run(this, other);
            return this;
        }
        public Tensor bitwise_or(Tensor other) => Aten.bitwise_or__Tensor.Call(this, other);
        public Tensor bitwise_or_(Tensor other)
        {
            Aten.bitwise_or___Tensor.Run(this, other);
            return this;
        }
        public Tensor bitwise_xor(Tensor other) => Aten.bitwise_xor__Tensor.Call(this, other);
        public Tensor bitwise_xor_(Tensor other)
        {
            Aten.bitwise_xor___Tensor.Run(this, other);
            return this;
        }
        public Tensor bitwise_not() => Aten.bitwise_not.Call(this);
        public Tensor bitwise_not_()
        {
            Aten.bitwise_not_.Run(this);
            return this;
        }
        public Tensor bitwise_left_shift(Tensor other) => Aten.bitwise_left_shift__Tensor.Call(this, other);
        public Tensor bitwise_left_shift_(Tensor other)
        {
            Aten.bitwise_left_shift___Tensor.Run(this, other);
            return this;
        }
        public Tensor bitwise_right_shift(Tensor other) => Aten.bitwise_right_shift__Tensor.Call(this, other);
        public Tensor bitwise_right_shift_(Tensor other)
        {
            Aten.bitwise_right_shift___Tensor.Run(this, other);
            return this;
        }
        public Tensor isclose(Tensor other, double rtol = 1E-05, double atol = 1E-08, bool nanEqual = false) =>
            Aten.isclose.Call(this, other, rtol, atol, nanEqual);
        public Tensor isin(Tensor test_elements, bool assumeUnique = false, bool invert = false) =>
            Aten.isin__Tensor_Tensor.Call(this, test_elements, assumeUnique, invert);
        public bool allclose(Tensor target, double rtol = 1E-05, double atol = 1E-08, bool equal_nan = false) =>
            Aten.allclose.CallBool(this, target, rtol, atol, equal_nan);
        public Tensor equal(Tensor target) => Aten.eq__Tensor.Call(this, target);
    }
}
