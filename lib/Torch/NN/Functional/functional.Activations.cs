using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            public static Tensor relu(Tensor x, bool inplace = false) => inplace ? Changed(Aten.relu_, x) : x.relu();
            public static Tensor relu6(Tensor x, bool inplace = false) => inplace ? Changed(Aten.relu6_, x) : x.relu6();
            public static Tensor leaky_relu(Tensor input, double negative_slope = 0.01, bool inplace = false) =>
                inplace ? Changed(Aten.leaky_relu_, input, negative_slope) : input.leaky_relu(negative_slope);
            public static Tensor elu(Tensor x, double alpha, bool inplace = false) =>
                inplace ? Changed(Aten.elu_, x, alpha) : Aten.elu.Call(x, alpha);
            public static Tensor celu(Tensor x, double alpha, bool inplace = false) =>
                inplace ? Changed(Aten.celu_, x, alpha) : Aten.celu.Call(x, alpha);
            public static Tensor selu(Tensor x, bool inplace = false) => inplace ? Changed(Aten.selu_, x) : Aten.selu.Call(x);
            public static Tensor gelu(Tensor x) => Aten.gelu.Call(x);
            public static Tensor gelu(Tensor x, bool inplace) => inplace ? Changed(Aten.gelu_, x) : Aten.gelu.Call(x);
            public static Tensor gelu(Tensor x, Modules.GELU.Approximate approximate, bool inplace = false) =>
                inplace ? Changed(Aten.gelu_, x, approximate.ToString()) : Aten.gelu.Call(x, approximate.ToString());
            public static Tensor silu(Tensor x, bool inplace = false) => inplace ? Changed(Aten.silu_, x) : x.silu();
            public static Tensor mish(Tensor x, bool inplace = false) => inplace ? Changed(Aten.mish_, x) : x.mish();
            public static Tensor hardsigmoid(Tensor input, bool inplace = false) =>
                inplace ? Changed(Aten.hardsigmoid_, input) : input.hardsigmoid();
            public static Tensor hardswish(Tensor input, bool inplace = false) =>
                inplace ? Changed(Aten.hardswish_, input) : input.hardswish();
            public static Tensor hardtanh(Tensor x, double min_val = -1.0, double max_val = 1.0, bool inplace = false) =>
                inplace ? Changed(Aten.hardtanh_, x, min_val, max_val) : Aten.hardtanh.Call(x, min_val, max_val);
            public static Tensor hardshrink(Tensor x, double lambda = 0.5) => Aten.hardshrink.Call(x, lambda);
            public static Tensor softshrink(Tensor x, double lambda = 0.5) => Aten.softshrink.Call(x, lambda);
            public static Tensor tanhshrink(Tensor x) => x.tanhshrink();
            public static Tensor softsign(Tensor x, bool inplace = false) => x.softsign();
            public static Tensor logsigmoid(Tensor x) => Aten.log_sigmoid.Call(x);
            public static Tensor glu(Tensor input, long dim = -1) => Aten.glu.Call(input, dim);
            public static Tensor prelu(Tensor input, Tensor weight) => Aten.prelu.Call(input, weight);
            public static Tensor rrelu(Tensor x, double lower, double upper, bool training = false, bool inplace = false) =>
                inplace ? Changed(Aten.rrelu_, x, lower, upper, training) : Aten.rrelu.Call(x, lower, upper, training);
            public static Tensor sigmoid(Tensor x) => x.sigmoid();
            public static Tensor sigmoid(Tensor x, bool inplace) => inplace ? Changed(Aten.sigmoid_, x) : x.sigmoid();
            public static Tensor tanh(Tensor x, bool inplace = false) => inplace ? Changed(Aten.tanh_, x) : x.tanh();
            public static Tensor softmax(Tensor input, long dim, ScalarType? dtype = null) => input.softmax(dim, dtype);
            public static Tensor softmin(Tensor x, long dim, ScalarType? dtype = null) => (-x).softmax(dim, dtype);
            public static Tensor softmax2d(Tensor x) => x.softmax(-3);
            public static Tensor log_softmax(Tensor x, long dim) => x.log_softmax(dim);
            public static Tensor softplus(Tensor x, double beta = 1, double threshold = 20) =>
                Aten.softplus.Call(x, beta, threshold);
            public static Tensor threshold(Tensor x, double threshold, double value, bool inplace = false) =>
                inplace ? Changed(Aten.threshold_, x, threshold, value) : x.threshold(threshold, value);
            public static Tensor normalize(Tensor input, double p = 2, long dim = 1, double eps = 1E-12) =>
                Normalized(input, p, dim, eps);

            private static Tensor Normalized(Tensor input, double p, long dim, double eps)
            {
                using var norm = Aten.norm__ScalarOpt_dim.Call(input, p, new[] { dim }, true);
                using var floor = norm.clamp_min(eps);
                return input / floor;
            }

            /// <summary>An operator in place; the result is a wrapper of its own, which the caller owns.</summary>
            private static Tensor Changed(Operator op, params ReadOnlySpan<Arg> args) => op.Call(args);
        }
    }
}
