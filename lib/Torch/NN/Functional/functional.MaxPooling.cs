using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            public static Tensor max_pool1d(Tensor input, long[] kernel_size, long[]? strides = null, long[]? padding = null, long[]? dilation = null, bool ceil_mode = false) =>
                Aten.max_pool1d.Call(input, kernel_size, strides ?? [], padding ?? Zeros(1), dilation ?? Ones(1), ceil_mode);

            public static Tensor max_pool1d(Tensor input, long kernel_size, long? stride = null, long? padding = null, long? dilation = null, bool ceil_mode = false) =>
                max_pool1d(input, All(1, kernel_size), stride is { } s ? All(1, s) : null, padding is { } p ? All(1, p) : null, dilation is { } l ? All(1, l) : null, ceil_mode);

            public static (Tensor output, Tensor indices) max_pool1d_with_indices(Tensor input, long[] kernel_size, long[]? strides = null, long[]? padding = null, long[]? dilation = null, bool ceil_mode = false) =>
                Aten.max_pool1d_with_indices.Call2(input, kernel_size, strides ?? [], padding ?? Zeros(1), dilation ?? Ones(1), ceil_mode);

            public static Tensor max_pool2d(Tensor input, long[] kernel_size, long[]? strides = null, long[]? padding = null, long[]? dilation = null, bool ceil_mode = false) =>
                Aten.max_pool2d.Call(input, kernel_size, strides ?? [], padding ?? Zeros(2), dilation ?? Ones(2), ceil_mode);

            public static Tensor max_pool2d(Tensor input, long kernel_size, long? stride = null, long? padding = null, long? dilation = null, bool ceil_mode = false) =>
                max_pool2d(input, All(2, kernel_size), stride is { } s ? All(2, s) : null, padding is { } p ? All(2, p) : null, dilation is { } l ? All(2, l) : null, ceil_mode);

            public static Tensor max_pool2d(Tensor input, (long, long) kernel_size, (long, long)? stride = null, (long, long)? padding = null, (long, long)? dilation = null, bool ceil_mode = false) =>
                max_pool2d(input, (long[])[kernel_size.Item1, kernel_size.Item2], stride is { } ss ? (long[])[ss.Item1, ss.Item2] : null, padding is { } pp ? (long[])[pp.Item1, pp.Item2] : null, dilation is { } dd ? (long[])[dd.Item1, dd.Item2] : null, ceil_mode);

            public static (Tensor output, Tensor indices) max_pool2d_with_indices(Tensor input, long[] kernel_size, long[]? strides = null, long[]? padding = null, long[]? dilation = null, bool ceil_mode = false) =>
                Aten.max_pool2d_with_indices.Call2(input, kernel_size, strides ?? [], padding ?? Zeros(2), dilation ?? Ones(2), ceil_mode);

            public static Tensor max_pool3d(Tensor input, long[] kernel_size, long[]? strides = null, long[]? padding = null, long[]? dilation = null, bool ceil_mode = false) =>
                Aten.max_pool3d.Call(input, kernel_size, strides ?? [], padding ?? Zeros(3), dilation ?? Ones(3), ceil_mode);

            public static Tensor max_pool3d(Tensor input, long kernel_size, long? stride = null, long? padding = null, long? dilation = null, bool ceil_mode = false) =>
                max_pool3d(input, All(3, kernel_size), stride is { } s ? All(3, s) : null, padding is { } p ? All(3, p) : null, dilation is { } l ? All(3, l) : null, ceil_mode);

            public static Tensor max_pool3d(Tensor input, (long, long, long) kernel_size, (long, long, long)? stride = null, (long, long, long)? padding = null, (long, long, long)? dilation = null, bool ceil_mode = false) =>
                max_pool3d(input, (long[])[kernel_size.Item1, kernel_size.Item2, kernel_size.Item3], stride is { } ss ? (long[])[ss.Item1, ss.Item2, ss.Item3] : null, padding is { } pp ? (long[])[pp.Item1, pp.Item2, pp.Item3] : null, dilation is { } dd ? (long[])[dd.Item1, dd.Item2, dd.Item3] : null, ceil_mode);

            public static (Tensor output, Tensor indices) max_pool3d_with_indices(Tensor input, long[] kernel_size, long[]? strides = null, long[]? padding = null, long[]? dilation = null, bool ceil_mode = false) =>
                Aten.max_pool3d_with_indices.Call2(input, kernel_size, strides ?? [], padding ?? Zeros(3), dilation ?? Ones(3), ceil_mode);

            private static long[] All(int count, long value) => [.. Enumerable.Repeat(value, count)];
        }
    }
}
