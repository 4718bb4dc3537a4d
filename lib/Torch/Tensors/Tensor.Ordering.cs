using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor eq(Tensor target) => Aten.eq__Tensor.Call(this, target);
        public Tensor eq(Scalar target) => Aten.eq__Scalar.Call(this, target);
        public Tensor eq_(Tensor target)
        {
            Aten.eq___Tensor.Run(this, target);
            return this;
        }
        public Tensor eq_(Scalar target)
        {
            Aten.eq___Scalar.Run(this, target);
            return this;
        }
        public Tensor ne(Tensor target) => Aten.ne__Tensor.Call(this, target);
        public Tensor ne(Scalar target) => Aten.ne__Scalar.Call(this, target);
        public Tensor ne_(Tensor target)
        {
            Aten.ne___Tensor.Run(this, target);
            return this;
        }
        public Tensor ne_(Scalar target)
        {
            Aten.ne___Scalar.Run(this, target);
            return this;
        }
        public Tensor lt(Tensor target) => Aten.lt__Tensor.Call(this, target);
        public Tensor lt(Scalar target) => Aten.lt__Scalar.Call(this, target);
        public Tensor lt_(Tensor target)
        {
            Aten.lt___Tensor.Run(this, target);
            return this;
        }
        public Tensor lt_(Scalar target)
        {
            Aten.lt___Scalar.Run(this, target);
            return this;
        }
        public Tensor le(Tensor target) => Aten.le__Tensor.Call(this, target);
        public Tensor le(Scalar target) => Aten.le__Scalar.Call(this, target);
        public Tensor le_(Tensor target)
        {
            Aten.le___Tensor.Run(this, target);
            return this;
        }
        public Tensor le_(Scalar target)
        {
            Aten.le___Scalar.Run(this, target);
            return this;
        }
        public Tensor gt(Tensor target) => Aten.gt__Tensor.Call(this, target);
        public Tensor gt(Scalar target) => Aten.gt__Scalar.Call(this, target);
        public Tensor gt_(Tensor target)
        {
            Aten.gt___Tensor.Run(this, target);
            return this;
        }
        public Tensor gt_(Scalar target)
        {
            Aten.gt___Scalar.Run(this, target);
            return this;
        }
        public Tensor ge(Tensor target) => Aten.ge__Tensor.Call(this, target);
        public Tensor ge(Scalar target) => Aten.ge__Scalar.Call(this, target);
        public Tensor ge_(Tensor target)
        {
            Aten.ge___Tensor.Run(this, target);
            return this;
        }
        public Tensor ge_(Scalar target)
        {
            Aten.ge___Scalar.Run(this, target);
            return this;
        }
        public Tensor not_equal(Tensor target) => ne(target);
        public Tensor not_equal_(Tensor target) => ne_(target);
        public Tensor not_equal(Scalar target) => ne(target);
        public Tensor not_equal_(Scalar target) => ne_(target);
        public Tensor less(Tensor target) => lt(target);
        public Tensor less_(Tensor target) => lt_(target);
        public Tensor less(Scalar target) => lt(target);
        public Tensor less_(Scalar target) => lt_(target);
        public Tensor less_equal(Tensor target) => le(target);
        public Tensor less_equal_(Tensor target) => le_(target);
        public Tensor less_equal(Scalar target) => le(target);
        public Tensor less_equal_(Scalar target) => le_(target);
        public Tensor greater(Tensor target) => gt(target);
        public Tensor greater_(Tensor target) => gt_(target);
        public Tensor greater(Scalar target) => gt(target);
        public Tensor greater_(Scalar target) => gt_(target);
        public Tensor greater_equal(Tensor target) => ge(target);
        public Tensor greater_equal_(Tensor target) => ge_(target);
        public Tensor greater_equal(Scalar target) => ge(target);
        public Tensor greater_equal_(Scalar target) => ge_(target);
    }
}
