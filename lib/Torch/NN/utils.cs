using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class utils
        {
            /// <summary>Scales all gradients so that their common norm is at most the given one; returns the norm before.</summary>
            public static double clip_grad_norm_(IEnumerable<Parameter> tensors, double max_norm, double norm_type = 2)
            {
                using var scope = NewDisposeScope();
                using var gradless = no_grad();
                var gradients = tensors.Select(parameter => parameter.grad).OfType<Tensor>().Select(gradient => gradient.detach()).ToArray();
                if (gradients.Length == 0) return 0;
                var total = double.IsPositiveInfinity(norm_type)
                    ? gradients.Max(gradient => gradient.abs().max().ToDouble())
                    : stack(gradients.Select(gradient => gradient.norm((float)norm_type))).norm((float)norm_type).ToDouble();
                var factor = max_norm / (total + 1e-6);
                if (factor < 1)
                    foreach (var gradient in gradients) gradient.mul_(factor);
                return total;
            }

            public static void clip_grad_value_(IEnumerable<Parameter> tensors, double clip_value)
            {
                using var scope = NewDisposeScope();
                using var gradless = no_grad();
                foreach (var parameter in tensors) parameter.grad?.detach().clamp_(-clip_value, clip_value);
            }

            public static Tensor parameters_to_vector(IEnumerable<Parameter> tensors)
            {
                using var scope = NewDisposeScope();
                return cat(tensors.Select(parameter => parameter.view(-1)).ToArray()).MoveToOuterDisposeScope();
            }

            public static void vector_to_parameters(Tensor vec, IEnumerable<Parameter> tensors)
            {
                using var scope = NewDisposeScope();
                using var gradless = no_grad();
                var position = 0L;
                foreach (var parameter in tensors)
                {
                    var count = parameter.numel();
                    parameter.copy_(vec.narrow(0, position, count).view_as(parameter));
                    position += count;
                }
            }

            /// <summary>One convolution that does what the convolution and the batch normalisation after it do in evaluation.</summary>
            public static (Parameter weight, Parameter bias) fuse_conv_bn_weights(
                Tensor conv_w, Tensor? conv_b, Tensor bn_rm, Tensor bn_rv, double bn_eps, Tensor? bn_w, Tensor? bn_b, bool transpose = false)
            {
                using var scope = NewDisposeScope();
                using var gradless = no_grad();
                var scale = (bn_w ?? ones_like(bn_rm)) * (bn_rv + bn_eps).rsqrt();
                var shape = Enumerable.Repeat(1L, (int)conv_w.dim()).ToArray();
                shape[transpose ? 1 : 0] = -1;
                var bias = ((conv_b ?? zeros_like(bn_rm)) - bn_rm) * scale + (bn_b ?? zeros_like(bn_rm));
                return scope.MoveToOuter(new Parameter(conv_w * scale.reshape(shape)), new Parameter(bias));
            }

            public static (Parameter weight, Parameter bias) fuse_linear_bn_weights(
                Tensor linear_w, Tensor? linear_b, Tensor bn_rm, Tensor bn_rv, double bn_eps, Tensor bn_w, Tensor bn_b)
            {
                using var scope = NewDisposeScope();
                using var gradless = no_grad();
                var scale = bn_w * (bn_rv + bn_eps).rsqrt();
                var bias = ((linear_b ?? zeros_like(bn_rm)) - bn_rm) * scale + bn_b;
                return scope.MoveToOuter(new Parameter(linear_w * scale.unsqueeze(-1)), new Parameter(bias));
            }

            public static Linear fuse_linear_bn_eval(Linear linear, BatchNorm bn)
            {
                if (linear.training || bn.training) throw new InvalidOperationException("fusion needs both modules in evaluation mode");
                var (weight, bias) = fuse_linear_bn_weights(
                    linear.weight, linear.bias, bn.running_mean!, bn.running_var!, bn.eps, bn.weight!, bn.bias!);
                return nn.Linear(weight, bias);
            }
        }
    }
}
