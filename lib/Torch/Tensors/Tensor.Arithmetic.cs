using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor add(Tensor target) => Aten.add__Tensor.Call(this, target);
        public Tensor add(Tensor target, Scalar alpha) => Aten.add__Tensor.Call(this, target, alpha);
        public Tensor add(Scalar scalar) => Aten.add__Scalar.Call(this, scalar);
        public Tensor add(Scalar scalar, Scalar alpha) => Aten.add__Scalar.Call(this, scalar, alpha);
        public Tensor add_(Tensor target)
        {
            Aten.add___Tensor.Run(this, target);
            return this;
        }
        public Tensor add_(Tensor target, Scalar alpha)
        {
            Aten.add___Tensor.Run(this, target, alpha);
            return this;
        }
        public Tensor add_(Scalar scalar)
        {
            Aten.add___Scalar.Run(this, scalar);
            return this;
        }
        public Tensor add_(Scalar scalar, Scalar alpha)
        {
            Aten.add___Scalar.Run(this, scalar, alpha);
            return this;
        }
        public Tensor sub(Tensor target) => Aten.sub__Tensor.Call(this, target);
        public Tensor sub(Tensor target, Scalar alpha) => Aten.sub__Tensor.Call(this, target, alpha);
        public Tensor sub(Scalar target) => Aten.sub__Scalar.Call(this, target);
        public Tensor sub_(Tensor target)
        {
            Aten.sub___Tensor.Run(this, target);
            return this;
        }
        public Tensor sub_(Scalar target)
        {
            Aten.sub___Scalar.Run(this, target);
            return this;
        }
        public Tensor subtract(Tensor target) => sub(target);
        public Tensor subtract(Scalar target) => sub(target);
        public Tensor subtract_(Tensor target) => sub_(target);
        public Tensor subtract_(Scalar target) => sub_(target);
        public Tensor mul(Tensor target) => Aten.mul__Tensor.Call(this, target);
        public Tensor mul(Scalar target) => Aten.mul__Scalar.Call(this, target);
        public Tensor mul_(Tensor target)
        {
            Aten.mul___Tensor.Run(this, target);
            return this;
        }
        public Tensor mul_(Scalar target)
        {
            Aten.mul___Scalar.Run(this, target);
            return this;
        }
        public Tensor multiply(Tensor target) => mul(target);
        public Tensor multiply(Scalar target) => mul(target);
        public Tensor div(Tensor target, RoundingMode rounding_mode = RoundingMode.None) =>
            Aten.div__Tensor_mode.Call(this, target, Rounding(rounding_mode));
        public Tensor div(Scalar target, RoundingMode rounding_mode = RoundingMode.None) =>
            Aten.div__Scalar_mode.Call(this, target, Rounding(rounding_mode));
        public Tensor div_(Tensor target, RoundingMode rounding_mode = RoundingMode.None)
        {
            Aten.div___Tensor_mode.Run(this, target, Rounding(rounding_mode));
            return this;
        }
        public Tensor div_(Scalar target, RoundingMode rounding_mode = RoundingMode.None)
        {
            Aten.div___Scalar_mode.Run(this, target, Rounding(rounding_mode));
            return this;
        }
        public Tensor divide(Tensor target, RoundingMode rounding_mode = RoundingMode.None) => div(target, rounding_mode);
        public Tensor divide(Scalar target, RoundingMode rounding_mode = RoundingMode.None) => div(target, rounding_mode);
        public Tensor true_divide(Tensor other) => Aten.true_divide__Tensor.Call(this, other);
        public Tensor true_divide(Scalar other) => Aten.true_divide__Scalar.Call(this, other);
        public Tensor true_divide_(Tensor other)
        {
            Aten.true_divide___Tensor.Run(this, other);
            return this;
        }
        public Tensor true_divide_(Scalar other)
        {
            Aten.true_divide___Scalar.Run(this, other);
            return this;
        }
        public Tensor floor_divide(Tensor other) => Aten.floor_divide.Call(this, other);
        public Tensor floor_divide(Scalar other) => Aten.floor_divide__Scalar.Call(this, other);
        public Tensor floor_divide_(Tensor other)
        {
            Aten.floor_divide___Tensor.Run(this, other);
            return this;
        }
        public Tensor floor_divide_(Scalar other)
        {
            Aten.floor_divide___Scalar.Run(this, other);
            return this;
        }
        public Tensor remainder(Tensor target) => Aten.remainder__Tensor.Call(this, target);
        public Tensor remainder(Scalar scalar) => Aten.remainder__Scalar.Call(this, scalar);
        public Tensor remainder_(Tensor target)
        {
            Aten.remainder___Tensor.Run(this, target);
            return this;
        }
        public Tensor remainder_(Scalar scalar)
        {
            Aten.remainder___Scalar.Run(this, scalar);
            return this;
        }
        public Tensor fmod(Tensor target) => Aten.fmod__Tensor.Call(this, target);
        public Tensor fmod(Scalar scalar) => Aten.fmod__Scalar.Call(this, scalar);
        public Tensor fmod_(Tensor target)
        {
            Aten.fmod___Tensor.Run(this, target);
            return this;
        }
        public Tensor fmod_(Scalar scalar)
        {
            Aten.fmod___Scalar.Run(this, scalar);
            return this;
        }
        public Tensor pow(Tensor exponent) => Aten.pow__Tensor_Tensor.Call(this, exponent);
        public Tensor pow(Scalar exponent) => Aten.pow__Tensor_Scalar.Call(this, exponent);
        public Tensor pow_(Tensor exponent)
        {
            Aten.pow___Tensor.Run(this, exponent);
            return this;
        }
        public Tensor pow_(Scalar exponent)
        {
            Aten.pow___Scalar.Run(this, exponent);
            return this;
        }
        public Tensor float_power(Tensor target) => Aten.float_power__Tensor_Tensor.Call(this, target);
        public Tensor lerp(Tensor end, Tensor weight) => Aten.lerp__Tensor.Call(this, end, weight);
        public Tensor lerp_(Tensor end, Tensor weight)
        {
            Aten.lerp___Tensor.Run(this, end, weight);
            return this;
        }
        public Tensor addcmul(Tensor tensor1, Tensor tensor2, Scalar value) => Aten.addcmul.Call(this, tensor1, tensor2, value);
        public Tensor addcmul_(Tensor tensor1, Tensor tensor2, Scalar value)
        {
            Aten.addcmul_.Run(this, tensor1, tensor2, value);
            return this;
        }
        public Tensor addcdiv(Tensor tensor1, Tensor tensor2, Scalar value) => Aten.addcdiv.Call(this, tensor1, tensor2, value);
        public Tensor addcdiv(Tensor tensor1, Tensor tensor2) => Aten.addcdiv.Call(this, tensor1, tensor2);
        public Tensor addcdiv_(Tensor tensor1, Tensor tensor2, Scalar value)
        {
            Aten.addcdiv_.Run(this, tensor1, tensor2, value);
            return this;
        }
        public Tensor addcdiv_(Tensor tensor1, Tensor tensor2)
        {
            Aten.addcdiv_.Run(this, tensor1, tensor2);
            return this;
        }
        public Tensor addmm(Tensor mat1, Tensor mat2, float beta = 1f, float alpha = 1f) =>
            Aten.addmm.Call(this, mat1, mat2, beta, alpha);
        public Tensor addmm_(Tensor mat1, Tensor mat2, float beta = 1f, float alpha = 1f)
        {
            Aten.addmm_.Run(this, mat1, mat2, beta, alpha);
            return this;
        }
        public Tensor addmv(Tensor mat, Tensor vec, float beta = 1f, float alpha = 1f) =>
            Aten.addmv.Call(this, mat, vec, beta, alpha);
        public Tensor addmv_(Tensor mat, Tensor vec, float beta = 1f, float alpha = 1f)
        {
            Aten.addmv_.Run(this, mat, vec, beta, alpha);
            return this;
        }
        public Tensor addbmm(Tensor batch1, Tensor batch2, float beta = 1f, float alpha = 1f) =>
            Aten.addbmm.Call(this, batch1, batch2, beta, alpha);
        public Tensor addbmm_(Tensor batch1, Tensor batch2, float beta = 1f, float alpha = 1f)
        {
            Aten.addbmm_.Run(this, batch1, batch2, beta, alpha);
            return this;
        }
        public Tensor baddbmm(Tensor batch1, Tensor batch2, float beta = 1f, float alpha = 1f) =>
            Aten.baddbmm.Call(this, batch1, batch2, beta, alpha);
        public Tensor addr(Tensor vec1, Tensor vec2, float beta = 1f, float alpha = 1f) =>
            Aten.addr.Call(this, vec1, vec2, beta, alpha);
        public Tensor addr_(Tensor vec1, Tensor vec2, float beta = 1f, float alpha = 1f)
        {
            Aten.addr_.Run(this, vec1, vec2, beta, alpha);
            return this;
        }
        public Tensor matmul(Tensor target) => Aten.matmul.Call(this, target);
        public Tensor mm(Tensor target) => Aten.mm.Call(this, target);
        public Tensor bmm(Tensor batch2) => Aten.bmm.Call(this, batch2);
        public Tensor mv(Tensor target) => Aten.mv.Call(this, target);
        public Tensor dot(Tensor target) => Aten.dot.Call(this, target);
        public Tensor vdot(Tensor target) => Aten.vdot.Call(this, target);
        public Tensor inner(Tensor vec2) => Aten.inner.Call(this, vec2);
        public Tensor outer(Tensor vec2) => Aten.outer.Call(this, vec2);
        public Tensor ger(Tensor vec2) => Aten.ger.Call(this, vec2);
        public Tensor kron(Tensor other) => Aten.kron.Call(this, other);
        public Tensor matrix_power(int n) => Aten.matrix_power.Call(this, n);
        public Tensor cross(Scalar other, long dim) => Aten.linalg_cross.Call(this, full_like(other), dim);
        public Tensor cross(Tensor other, long? dim = null) => Aten.cross.Call(this, other, dim);
        public Tensor hypot(Tensor other) => Aten.hypot.Call(this, other);
        public Tensor atan2(Tensor other) => Aten.atan2.Call(this, other);
        public Tensor atan2_(Tensor other)
        {
            Aten.atan2_.Run(this, other);
            return this;
        }
        public Tensor xlogy(Tensor y) => Aten.xlogy__Tensor.Call(this, y);
        public Tensor xlogy(Scalar y) => Aten.xlogy__Scalar_Other.Call(this, y);
        public Tensor xlogy_(Tensor y)
        {
            Aten.xlogy___Tensor.Run(this, y);
            return this;
        }
        public Tensor logaddexp(Tensor other) => Aten.logaddexp.Call(this, other);
        public Tensor logaddexp2(Tensor other) => Aten.logaddexp2.Call(this, other);
        public Tensor gcd(Tensor other) => Aten.gcd.Call(this, other);
        public Tensor gcd_(Tensor other)
        {
            Aten.gcd_.Run(this, other);
            return this;
        }
        public Tensor lcm(Tensor other) => Aten.lcm.Call(this, other);
        public Tensor lcm_(Tensor other)
        {
            Aten.lcm_.Run(this, other);
            return this;
        }
        public Tensor ldexp(Tensor other) => Aten.ldexp__Tensor.Call(this, other);
        public Tensor ldexp_(Tensor other)
        {
            Aten.ldexp_.Run(this, other);
            return this;
        }
        public Tensor heaviside(Tensor other) => Aten.heaviside.Call(this, other);
        public Tensor copysign(Tensor other) => Aten.copysign__Tensor.Call(this, other);
        public Tensor nextafter(Tensor other) => Aten.nextafter.Call(this, other);
        public Tensor polygamma(long p) => Aten.polygamma.Call(p, this);
        public Tensor cdist(Tensor x2, double p = 2.0, compute_mode compute_mode = compute_mode.use_mm_for_euclid_dist_if_necessary) =>
            Aten.cdist.Call(this, x2, p, (long)compute_mode);

        private static string? Rounding(RoundingMode mode) => mode == RoundingMode.None ? null : mode.ToString();
    }
}
