using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            public static Tensor avg_pool1d(Tensor input, long[] kernel_size, long[]? stride = null, long[]? padding = null, bool ceil_mode = false, bool count_include_pad = true) =>
                Aten.avg_pool1d.Call(input, kernel_size, stride ?? [], padding ?? Zeros(1), ceil_mode, count_include_pad);

            public static Tensor avg_pool1d(Tensor input, long kernel_size, long? stride = null, long padding = 0, bool ceil_mode = false, bool count_include_pad = true) =>
                avg_pool1d(input, All(1, kernel_size), stride is { } s ? All(1, s) : null, All(1, padding), ceil_mode, count_include_pad);

            public static Tensor adaptive_avg_pool1d(Tensor input, long[] output_size) => Aten.adaptive_avg_pool1d.Call(input, output_size);

            public static Tensor adaptive_avg_pool1d(Tensor input, long output_size) => Aten.adaptive_avg_pool1d.Call(input, All(1, output_size));

            public static Tensor adaptive_max_pool1d(Tensor input, long[] output_size) => First(Aten.adaptive_max_pool1d.Call2(input, output_size));

            public static Tensor adaptive_max_pool1d(Tensor input, long output_size) => First(Aten.adaptive_max_pool1d.Call2(input, All(1, output_size)));

            public static (Tensor output, Tensor indices) adaptive_max_pool1d_with_indices(Tensor input, long[] output_size) => Aten.adaptive_max_pool1d.Call2(input, output_size);

            public static Tensor avg_pool2d(Tensor input, long[] kernel_size, long[]? stride = null, long[]? padding = null, bool ceil_mode = false, bool count_include_pad = true, long? divisor_override = null) =>
                Aten.avg_pool2d.Call(input, kernel_size, stride ?? [], padding ?? Zeros(2), ceil_mode, count_include_pad, divisor_override);

            public static Tensor avg_pool2d(Tensor input, long kernel_size, long? stride = null, long padding = 0, bool ceil_mode = false, bool count_include_pad = true, long? divisor_override = null) =>
                avg_pool2d(input, All(2, kernel_size), stride is { } s ? All(2, s) : null, All(2, padding), ceil_mode, count_include_pad, divisor_override);

            public static Tensor avg_pool2d(Tensor input, (long, long) kernel_size, (long, long)? stride = null, (long, long)? padding = null, bool ceil_mode = false, bool count_include_pad = true, long? divisor_override = null) =>
                avg_pool2d(input, (long[])[kernel_size.Item1, kernel_size.Item2], stride is { } ss ? (long[])[ss.Item1, ss.Item2] : null, padding is { } pp ? (long[])[pp.Item1, pp.Item2] : null, ceil_mode, count_include_pad, divisor_override);

            public static Tensor adaptive_avg_pool2d(Tensor input, long[] output_size) => Aten.adaptive_avg_pool2d.Call(input, output_size);

            public static Tensor adaptive_avg_pool2d(Tensor input, long output_size) => Aten.adaptive_avg_pool2d.Call(input, All(2, output_size));

            public static Tensor adaptive_avg_pool2d(Tensor input, (long, long) output_size) => Aten.adaptive_avg_pool2d.Call(input, (long[])[output_size.Item1, output_size.Item2]);

            public static Tensor adaptive_max_pool2d(Tensor input, long[] output_size) => First(Aten.adaptive_max_pool2d.Call2(input, output_size));

            public static Tensor adaptive_max_pool2d(Tensor input, long output_size) => First(Aten.adaptive_max_pool2d.Call2(input, All(2, output_size)));

            public static (Tensor output, Tensor indices) adaptive_max_pool2d_with_indices(Tensor input, long[] output_size) => Aten.adaptive_max_pool2d.Call2(input, output_size);

            public static Tensor avg_pool3d(Tensor input, long[] kernel_size, long[]? stride = null, long[]? padding = null, bool ceil_mode = false, bool count_include_pad = true, long? divisor_override = null) =>
                Aten.avg_pool3d.Call(input, kernel_size, stride ?? [], padding ?? Zeros(3), ceil_mode, count_include_pad, divisor_override);

            public static Tensor avg_pool3d(Tensor input, long kernel_size, long? stride = null, long padding = 0, bool ceil_mode = false, bool count_include_pad = true, long? divisor_override = null) =>
                avg_pool3d(input, All(3, kernel_size), stride is { } s ? All(3, s) : null, All(3, padding), ceil_mode, count_include_pad, divisor_override);

            public static Tensor avg_pool3d(Tensor input, (long, long, long) kernel_size, (long, long, long)? stride = null, (long, long, long)? padding = null, bool ceil_mode = false, bool count_include_pad = true, long? divisor_override = null) =>
                avg_pool3d(input, (long[])[kernel_size.Item1, kernel_size.Item2, kernel_size.Item3], stride is { } ss ? (long[])[ss.Item1, ss.Item2, ss.Item3] : null, padding is { } pp ? (long[])[pp.Item1, pp.Item2, pp.Item3] : null, ceil_mode, count_include_pad, divisor_override);

            public static Tensor adaptive_avg_pool3d(Tensor input, long[] output_size) => Aten.adaptive_avg_pool3d.Call(input, output_size);

            public static Tensor adaptive_avg_pool3d(Tensor input, long output_size) => Aten.adaptive_avg_pool3d.Call(input, All(3, output_size));

            public static Tensor adaptive_avg_pool3d(Tensor input, (long, long, long) output_size) => Aten.adaptive_avg_pool3d.Call(input, (long[])[output_size.Item1, output_size.Item2, output_size.Item3]);

            public static Tensor adaptive_max_pool3d(Tensor input, long[] output_size) => First(Aten.adaptive_max_pool3d.Call2(input, output_size));

            public static Tensor adaptive_max_pool3d(Tensor input, long output_size) => First(Aten.adaptive_max_pool3d.Call2(input, All(3, output_size)));

            public static (Tensor output, Tensor indices) adaptive_max_pool3d_with_indices(Tensor input, long[] output_size) => Aten.adaptive_max_pool3d.Call2(input, output_size);

            private static Tensor First((Tensor, Tensor) pair)
            {
                pair.Item2.Dispose();
                return pair.Item1;
            }
        }
    }
}
