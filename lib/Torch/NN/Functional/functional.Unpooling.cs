using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            public static Tensor max_unpool1d(Tensor input, Tensor indices, long kernel_size, long? stride = null, long? padding = null, long[]? output_size = null)
            {
                var size = output_size is { Length: > 0 } given ? given[^1]
                    : (input.size(-1) - 1) * (stride ?? kernel_size) - 2 * (padding ?? 0) + kernel_size;
                using var plane = input.unsqueeze(-2);
                using var places = indices.unsqueeze(-2);
                using var result = Aten.max_unpool2d.Call(plane, places, (1L, size));
                return result.squeeze(-2);
            }

            public static Tensor max_unpool2d(Tensor input, Tensor indices, long[] kernel_size, long[]? stride = null, long[]? padding = null, long[]? output_size = null) =>
                Aten.max_unpool2d.Call(input, indices, Unpooled(input, kernel_size, stride, padding, output_size));

            public static Tensor max_unpool3d(Tensor input, Tensor indices, long[] kernel_size, long[]? stride = null, long[]? padding = null, long[]? output_size = null)
            {
                var size = Unpooled(input, kernel_size, stride, padding, output_size);
                return Aten.max_unpool3d.Call(input, indices, size, stride ?? kernel_size, padding ?? Zeros(3));
            }

            public static Tensor fractional_max_pool2d(Tensor input, (long, long) kernel_size, (long, long) output_size) =>
                First(Aten.fractional_max_pool2d.Call2(input, kernel_size, output_size, rand(input.dim() == 3 ? 1 : input.shape[0], input.size(-3), 2)));

            public static Tensor lp_pool1d(Tensor input, double norm_type, long kernel_size, long? stride = null, bool ceil_mode = false)
            {
                using var scope = NewDisposeScope();
                var sum = avg_pool1d(input.pow(norm_type), kernel_size, stride, 0, ceil_mode);
                return (sum.sign() * relu(sum.abs())).mul(kernel_size).pow(1.0 / norm_type).MoveToOuterDisposeScope();
            }

            public static Tensor lp_pool2d(Tensor input, double norm_type, long[] kernel_size, long[]? stride = null, bool ceil_mode = false)
            {
                using var scope = NewDisposeScope();
                var sum = avg_pool2d(input.pow(norm_type), kernel_size, stride, null, ceil_mode);
                return (sum.sign() * relu(sum.abs())).mul(kernel_size.TotalSize()).pow(1.0 / norm_type).MoveToOuterDisposeScope();
            }

            /// <summary>The size before pooling: what was given (with or without batch and channels), or the smallest that fits.</summary>
            private static long[] Unpooled(Tensor input, long[] kernel_size, long[]? stride, long[]? padding, long[]? output_size)
            {
                var count = kernel_size.Length;
                if (output_size is { Length: > 0 }) return output_size[^count..];
                var shape = input.shape[^count..];
                for (var i = 0; i < count; i++)
                    shape[i] = (shape[i] - 1) * (stride ?? kernel_size)[i] - 2 * (padding?[i] ?? 0) + kernel_size[i];
                return shape;
            }
        }
    }
}
