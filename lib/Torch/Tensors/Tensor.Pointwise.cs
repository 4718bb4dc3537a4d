using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor sqrt() => Aten.sqrt.Call(this);
        public Tensor sqrt_()
        {
            Aten.sqrt_.Run(this);
            return this;
        }
        public Tensor rsqrt() => Aten.rsqrt.Call(this);
        public Tensor rsqrt_()
        {
            Aten.rsqrt_.Run(this);
            return this;
        }
        public Tensor square() => Aten.square.Call(this);
        public Tensor square_()
        {
            Aten.square_.Run(this);
            return this;
        }
        public Tensor exp() => Aten.exp.Call(this);
        public Tensor exp_()
        {
            Aten.exp_.Run(this);
            return this;
        }
        public Tensor exp2() => Aten.exp2.Call(this);
        public Tensor exp2_()
        {
            Aten.exp2_.Run(this);
            return this;
        }
        public Tensor expm1() => Aten.expm1.Call(this);
        public Tensor expm1_()
        {
            Aten.expm1_.Run(this);
            return this;
        }
        public Tensor log() => Aten.log.Call(this);
        public Tensor log_()
        {
            Aten.log_.Run(this);
            return this;
        }
        public Tensor log1p() => Aten.log1p.Call(this);
        public Tensor log1p_()
        {
            Aten.log1p_.Run(this);
            return this;
        }
        public Tensor log2() => Aten.log2.Call(this);
        public Tensor log2_()
        {
            Aten.log2_.Run(this);
            return this;
        }
        public Tensor log10() => Aten.log10.Call(this);
        public Tensor log10_()
        {
            Aten.log10_.Run(this);
            return this;
        }
        public Tensor abs() => Aten.abs.Call(this);
        public Tensor abs_()
        {
            Aten.abs_.Run(this);
            return this;
        }
        public Tensor neg() => Aten.neg.Call(this);
        public Tensor neg_()
        {
            Aten.neg_.Run(this);
            return this;
        }
        public Tensor sign() => Aten.sign.Call(this);
        public Tensor sign_()
        {
            Aten.sign_.Run(this);
            return this;
        }
        public Tensor ceil() => Aten.ceil.Call(this);
        public Tensor ceil_()
        {
            Aten.ceil_.Run(this);
            return this;
        }
        public Tensor floor() => Aten.floor.Call(this);
        public Tensor floor_()
        {
            Aten.floor_.Run(this);
            return this;
        }
        public Tensor trunc() => Aten.trunc.Call(this);
        public Tensor trunc_()
        {
            Aten.trunc_.Run(this);
            return this;
        }
        public Tensor frac() => Aten.frac.Call(this);
        public Tensor frac_()
        {
            Aten.frac_.Run(this);
            return this;
        }
        public Tensor reciprocal() => Aten.reciprocal.Call(this);
        public Tensor reciprocal_()
        {
            Aten.reciprocal_.Run(this);
            return this;
        }
        public Tensor sin() => Aten.sin.Call(this);
        public Tensor sin_()
        {
            Aten.sin_.Run(this);
            return this;
        }
        public Tensor cos() => Aten.cos.Call(this);
        public Tensor cos_()
        {
            Aten.cos_.Run(this);
            return this;
        }
        public Tensor tan() => Aten.tan.Call(this);
        public Tensor tan_()
        {
            Aten.tan_.Run(this);
            return this;
        }
        public Tensor asin() => Aten.asin.Call(this);
        public Tensor asin_()
        {
            Aten.asin_.Run(this);
            return this;
        }
        public Tensor acos() => Aten.acos.Call(this);
        public Tensor acos_()
        {
            Aten.acos_.Run(this);
            return this;
        }
        public Tensor atan() => Aten.atan.Call(this);
        public Tensor atan_()
        {
            Aten.atan_.Run(this);
            return this;
        }
        public Tensor sinh() => Aten.sinh.Call(this);
        public Tensor sinh_()
        {
            Aten.sinh_.Run(this);
            return this;
        }
        public Tensor cosh() => Aten.cosh.Call(this);
        public Tensor cosh_()
        {
            Aten.cosh_.Run(this);
            return this;
        }
        public Tensor tanh() => Aten.tanh.Call(this);
        public Tensor tanh_()
        {
            Aten.tanh_.Run(this);
            return this;
        }
        public Tensor asinh() => Aten.asinh.Call(this);
        public Tensor asinh_()
        {
            Aten.asinh_.Run(this);
            return this;
        }
        public Tensor acosh() => Aten.acosh.Call(this);
        public Tensor acosh_()
        {
            Aten.acosh_.Run(this);
            return this;
        }
        public Tensor atanh() => Aten.atanh.Call(this);
        public Tensor atanh_()
        {
            Aten.atanh_.Run(this);
            return this;
        }
        public Tensor sigmoid() => Aten.sigmoid.Call(this);
        public Tensor sigmoid_()
        {
            Aten.sigmoid_.Run(this);
            return this;
        }
        public Tensor relu() => Aten.relu.Call(this);
        public Tensor relu_()
        {
            Aten.relu_.Run(this);
            return this;
        }
        public Tensor relu6() => Aten.relu6.Call(this);
        public Tensor relu6_()
        {
            Aten.relu6_.Run(this);
            return this;
        }
        public Tensor erf() => Aten.erf.Call(this);
        public Tensor erf_()
        {
            Aten.erf_.Run(this);
            return this;
        }
        public Tensor erfc() => Aten.erfc.Call(this);
        public Tensor erfc_()
        {
            Aten.erfc_.Run(this);
            return this;
        }
        public Tensor erfinv() => Aten.erfinv.Call(this);
        public Tensor erfinv_()
        {
            Aten.erfinv_.Run(this);
            return this;
        }
        public Tensor lgamma() => Aten.lgamma.Call(this);
        public Tensor lgamma_()
        {
            Aten.lgamma_.Run(this);
            return this;
        }
        public Tensor digamma() => Aten.digamma.Call(this);
        public Tensor digamma_()
        {
            Aten.digamma_.Run(this);
            return this;
        }
        public Tensor deg2rad() => Aten.deg2rad.Call(this);
        public Tensor deg2rad_()
        {
            Aten.deg2rad_.Run(this);
            return this;
        }
        public Tensor rad2deg() => Aten.rad2deg.Call(this);
        public Tensor rad2deg_()
        {
            Aten.rad2deg_.Run(this);
            return this;
        }
        public Tensor logit(double? eps = null) => Aten.logit.Call(this, eps);
        public Tensor logit_(double? eps = null)
        {
            Aten.logit_.Run(this, eps);
            return this;
        }
        public Tensor sinc() => Aten.sinc.Call(this);
        public Tensor sinc_()
        {
            Aten.sinc_.Run(this);
            return this;
        }
        public Tensor i0() => Aten.i0.Call(this);
        public Tensor i0_()
        {
            Aten.i0_.Run(this);
            return this;
        }
        public Tensor sgn() => Aten.sgn.Call(this);
        public Tensor sgn_()
        {
            Aten.sgn_.Run(this);
            return this;
        }
        public Tensor selu() => Aten.selu.Call(this);
        public Tensor selu_()
        {
            Aten.selu_.Run(this);
            return this;
        }
        public Tensor absolute() => abs();
        public Tensor absolute_() => abs_();
        public Tensor negative() => neg();
        public Tensor negative_() => neg_();
        public Tensor arcsin() => asin();
        public Tensor arcsin_() => asin_();
        public Tensor arccos() => acos();
        public Tensor arccos_() => acos_();
        public Tensor arctan() => atan();
        public Tensor arctan_() => atan_();
        public Tensor arcsinh() => asinh();
        public Tensor arcsinh_() => asinh_();
        public Tensor arccosh() => acosh();
        public Tensor arccosh_() => acosh_();
        public Tensor arctanh() => atanh();
        public Tensor arctanh_() => atanh_();
        public Tensor fix() => trunc();
        public Tensor fix_() => trunc_();
        public Tensor positive() => dtype != ScalarType.Bool ? Aten.positive.Call(this) : throw new ArgumentException("positive is not there for tensors of Bool");
        public Tensor mish() => Aten.mish.Call(this);
        public Tensor mish_()
        {
            Aten.mish_.Run(this);
            return this;
        }
        public Tensor silu() => Aten.silu.Call(this);
        public Tensor silu_()
        {
            Aten.silu_.Run(this);
            return this;
        }
        public Tensor gelu() => Aten.gelu.Call(this);
        public Tensor log_sigmoid() => Aten.log_sigmoid.Call(this);
        public Tensor hardsigmoid() => Aten.hardsigmoid.Call(this);
        public Tensor hardsigmoid_()
        {
            Aten.hardsigmoid_.Run(this);
            return this;
        }
        public Tensor hardswish() => Aten.hardswish.Call(this);
        public Tensor hardswish_()
        {
            Aten.hardswish_.Run(this);
            return this;
        }
        public Tensor tanhshrink() => sub(tanh());
        public Tensor softsign() => div(abs().add(1));
        public Tensor round(long decimals = 0) => Aten.round__decimals.Call(this, decimals);
        public Tensor round_(long decimals = 0)
        {
            Aten.round___decimals.Run(this, decimals);
            return this;
        }
        public Tensor clamp(Scalar? min = null, Scalar? max = null) => Aten.clamp.Call(this, min, max);
        public Tensor clamp(Tensor? min = null, Tensor? max = null) => Aten.clamp__Tensor.Call(this, min, max);
        public Tensor clamp_(Scalar? min = null, Scalar? max = null)
        {
            Aten.clamp_.Run(this, min, max);
            return this;
        }
        public Tensor clamp_(Tensor? min = null, Tensor? max = null)
        {
            Aten.clamp___Tensor.Run(this, min, max);
            return this;
        }
        public Tensor clamp_min(Scalar min) => Aten.clamp_min.Call(this, min);
        public Tensor clamp_min_(Scalar min)
        {
            Aten.clamp_min_.Run(this, min);
            return this;
        }
        public Tensor clamp_max(Scalar max) => Aten.clamp_max.Call(this, max);
        public Tensor clamp_max_(Scalar max)
        {
            Aten.clamp_max_.Run(this, max);
            return this;
        }
        public Tensor clip(Scalar? min = null, Scalar? max = null) => clamp(min, max);
        public Tensor clip(Tensor? min = null, Tensor? max = null) => clamp(min, max);
        public Tensor clip_(Scalar? min = null, Scalar? max = null) => clamp_(min, max);
        public Tensor leaky_relu(Scalar negative_slope) => Aten.leaky_relu.Call(this, negative_slope);
        public Tensor leaky_relu_(Scalar negative_slope)
        {
            Aten.leaky_relu_.Run(this, negative_slope);
            return this;
        }
        public Tensor elu(double alpha = 1, double scale = 1, double input_scale = 1) =>
            Aten.elu.Call(this, alpha, scale, input_scale);
        public Tensor elu(Scalar alpha, Scalar scale, Scalar input_scale) => Aten.elu.Call(this, alpha, scale, input_scale);
        public Tensor celu() => Aten.celu.Call(this);
        public Tensor celu(Scalar alpha) => Aten.celu.Call(this, alpha);
        public Tensor hardtanh(Scalar min, Scalar max) => Aten.hardtanh.Call(this, min, max);
        public Tensor prelu(Tensor target) => Aten.prelu.Call(this, target);
        public Tensor softplus(double beta = 1, double threshold = 20) => Aten.softplus.Call(this, beta, threshold);
        public Tensor softshrink(Scalar lambda) => Aten.softshrink.Call(this, lambda);
        public Tensor hardshrink(Scalar lambda) => Aten.hardshrink.Call(this, lambda);
        public Tensor threshold(Scalar threshold, Scalar value) => Aten.threshold.Call(this, threshold, value);
        public Tensor threshold_(Scalar threshold, Scalar value)
        {
            Aten.threshold_.Run(this, threshold, value);
            return this;
        }
        public Tensor glu(long dim = -1) => Aten.glu.Call(this, dim);
        public Tensor softmax(long dim, ScalarType? dtype = null) => Aten.softmax__int.Call(this, dim, dtype);
        public Tensor log_softmax(long dim, ScalarType? dtype = null) => Aten.log_softmax__int.Call(this, dim, dtype);
        public Tensor nan_to_num(double nan = 0, double? posinf = null, double? neginf = null) =>
            Aten.nan_to_num.Call(this, nan, posinf, neginf);
        public Tensor angle() => Aten.angle.Call(this);
        public Tensor conj() => Aten.conj.Call(this);
        public Tensor real => Aten.real.Call(this);
        public Tensor imag => Aten.imag.Call(this);
    }
}
