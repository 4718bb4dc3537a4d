using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public static Tensor operator +(Tensor left, Tensor right) => Aten.add__Tensor.Call(left, right);
        public static Tensor operator +(Tensor left, Scalar right) => Aten.add__Scalar.Call(left, right);
        public static Tensor operator +(Tensor left, int right) => Aten.add__Scalar.Call(left, (long)right);
        public static Tensor operator +(Tensor left, long right) => Aten.add__Scalar.Call(left, right);
        public static Tensor operator +(Tensor left, float right) => Aten.add__Scalar.Call(left, (double)right);
        public static Tensor operator +(Tensor left, double right) => Aten.add__Scalar.Call(left, right);
        public static Tensor operator +(Scalar left, Tensor right) => Aten.add__Scalar.Call(right, left);
        public static Tensor operator +(int left, Tensor right) => Aten.add__Scalar.Call(right, (long)left);
        public static Tensor operator +(long left, Tensor right) => Aten.add__Scalar.Call(right, left);
        public static Tensor operator +(float left, Tensor right) => Aten.add__Scalar.Call(right, (double)left);
        public static Tensor operator +(double left, Tensor right) => Aten.add__Scalar.Call(right, left);

        public static Tensor operator -(Tensor left, Tensor right) => Aten.sub__Tensor.Call(left, right);
        public static Tensor operator -(Tensor left, Scalar right) => Aten.sub__Scalar.Call(left, right);
        public static Tensor operator -(Tensor left, int right) => Aten.sub__Scalar.Call(left, (long)right);
        public static Tensor operator -(Tensor left, long right) => Aten.sub__Scalar.Call(left, right);
        public static Tensor operator -(Tensor left, float right) => Aten.sub__Scalar.Call(left, (double)right);
        public static Tensor operator -(Tensor left, double right) => Aten.sub__Scalar.Call(left, right);
        public static Tensor operator -(Scalar left, Tensor right) => Aten.rsub__Scalar.Call(right, left);
        public static Tensor operator -(int left, Tensor right) => Aten.rsub__Scalar.Call(right, (long)left);
        public static Tensor operator -(long left, Tensor right) => Aten.rsub__Scalar.Call(right, left);
        public static Tensor operator -(float left, Tensor right) => Aten.rsub__Scalar.Call(right, (double)left);
        public static Tensor operator -(double left, Tensor right) => Aten.rsub__Scalar.Call(right, left);

        public static Tensor operator *(Tensor left, Tensor right) => Aten.mul__Tensor.Call(left, right);
        public static Tensor operator *(Tensor left, Scalar right) => Aten.mul__Scalar.Call(left, right);
        public static Tensor operator *(Tensor left, int right) => Aten.mul__Scalar.Call(left, (long)right);
        public static Tensor operator *(Tensor left, long right) => Aten.mul__Scalar.Call(left, right);
        public static Tensor operator *(Tensor left, float right) => Aten.mul__Scalar.Call(left, (double)right);
        public static Tensor operator *(Tensor left, double right) => Aten.mul__Scalar.Call(left, right);
        public static Tensor operator *(Scalar left, Tensor right) => Aten.mul__Scalar.Call(right, left);
        public static Tensor operator *(int left, Tensor right) => Aten.mul__Scalar.Call(right, (long)left);
        public static Tensor operator *(long left, Tensor right) => Aten.mul__Scalar.Call(right, left);
        public static Tensor operator *(float left, Tensor right) => Aten.mul__Scalar.Call(right, (double)left);
        public static Tensor operator *(double left, Tensor right) => Aten.mul__Scalar.Call(right, left);

        public static Tensor operator /(Tensor left, Tensor right) => Aten.div__Tensor.Call(left, right);
        public static Tensor operator /(Tensor left, Scalar right) => Aten.div__Scalar.Call(left, right);
        public static Tensor operator /(Tensor left, int right) => Aten.div__Scalar.Call(left, (long)right);
        public static Tensor operator /(Tensor left, long right) => Aten.div__Scalar.Call(left, right);
        public static Tensor operator /(Tensor left, float right) => Aten.div__Scalar.Call(left, (double)right);
        public static Tensor operator /(Tensor left, double right) => Aten.div__Scalar.Call(left, right);
        public static Tensor operator /(Scalar left, Tensor right) => Over(left, right);
        public static Tensor operator /(int left, Tensor right) => Over(left, right);
        public static Tensor operator /(long left, Tensor right) => Over(left, right);
        public static Tensor operator /(float left, Tensor right) => Over(left, right);
        public static Tensor operator /(double left, Tensor right) => Over(left, right);

        public static Tensor operator %(Tensor left, Tensor right) => Aten.remainder__Tensor.Call(left, right);
        public static Tensor operator %(Tensor left, Scalar right) => Aten.remainder__Scalar.Call(left, right);
        public static Tensor operator %(Tensor left, int right) => Aten.remainder__Scalar.Call(left, (long)right);
        public static Tensor operator %(Tensor left, long right) => Aten.remainder__Scalar.Call(left, right);
        public static Tensor operator %(Tensor left, float right) => Aten.remainder__Scalar.Call(left, (double)right);
        public static Tensor operator %(Tensor left, double right) => Aten.remainder__Scalar.Call(left, right);

        public static Tensor operator -(Tensor tensor) => Aten.neg.Call(tensor);
        public static Tensor operator &(Tensor left, Tensor right) => Aten.bitwise_and__Tensor.Call(left, right);
        public static Tensor operator |(Tensor left, Tensor right) => Aten.bitwise_or__Tensor.Call(left, right);
        public static Tensor operator ^(Tensor left, Tensor right) => Aten.bitwise_xor__Tensor.Call(left, right);
        public static Tensor operator ~(Tensor left) => Aten.bitwise_not.Call(left);

        public static Tensor operator ==(Tensor left, Tensor right) => Aten.eq__Tensor.Call(left, right);
        public static Tensor operator ==(Tensor left, Scalar right) => Aten.eq__Scalar.Call(left, right);
        public static Tensor operator ==(Scalar left, Tensor right) => Aten.eq__Scalar.Call(right, left);
        public static Tensor operator !=(Tensor left, Tensor right) => Aten.ne__Tensor.Call(left, right);
        public static Tensor operator !=(Tensor left, Scalar right) => Aten.ne__Scalar.Call(left, right);
        public static Tensor operator !=(Scalar left, Tensor right) => Aten.ne__Scalar.Call(right, left);
        public static Tensor operator <(Tensor left, Tensor right) => Aten.lt__Tensor.Call(left, right);
        public static Tensor operator <(Tensor left, Scalar right) => Aten.lt__Scalar.Call(left, right);
        public static Tensor operator <(Scalar left, Tensor right) => Aten.gt__Scalar.Call(right, left);
        public static Tensor operator <=(Tensor left, Tensor right) => Aten.le__Tensor.Call(left, right);
        public static Tensor operator <=(Tensor left, Scalar right) => Aten.le__Scalar.Call(left, right);
        public static Tensor operator <=(Scalar left, Tensor right) => Aten.ge__Scalar.Call(right, left);
        public static Tensor operator >(Tensor left, Tensor right) => Aten.gt__Tensor.Call(left, right);
        public static Tensor operator >(Tensor left, Scalar right) => Aten.gt__Scalar.Call(left, right);
        public static Tensor operator >(Scalar left, Tensor right) => Aten.lt__Scalar.Call(right, left);
        public static Tensor operator >=(Tensor left, Tensor right) => Aten.ge__Tensor.Call(left, right);
        public static Tensor operator >=(Tensor left, Scalar right) => Aten.ge__Scalar.Call(left, right);
        public static Tensor operator >=(Scalar left, Tensor right) => Aten.le__Scalar.Call(right, left);

        /// <summary>Whether both hold the same values in the same shape (element-wise comparison is <c>==</c>).</summary>
        public bool Equals(Tensor? target) => target is not null && Aten.equal.CallBool(this, target);
        public override bool Equals(object? obj) => obj is Tensor other && Equals(other);
        public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);

        /// <summary>A number divided by a tensor: the number becomes a 0-dimensional tensor, as in PyTorch.</summary>
        private static Tensor Over(Scalar left, Tensor right)
        {
            using var inverse = Aten.reciprocal.Call(right);
            return Aten.mul__Scalar.Call(inverse, left);
        }
    }
}
