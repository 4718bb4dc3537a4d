using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Layers, losses, containers and what belongs to them.</summary>
    public static partial class nn
    {
        public static MaxPool1d MaxPool1d(long kernel_size, long? stride = null, long? padding = null, long? dilation = null, bool ceil_mode = false) =>
            MaxPool1d((long[])[kernel_size], Wide(1, stride), Wide(1, padding), Wide(1, dilation), ceil_mode);

        public static MaxPool1d MaxPool1d(long[] kernel_size, long[]? stride = null, long[]? padding = null, long[]? dilation = null, bool ceil_mode = false) =>
            new(kernel_size, stride ?? kernel_size, padding ?? new long[1], dilation ?? Wide(1, 1)!, ceil_mode);

        public static MaxPool2d MaxPool2d(long kernel_size, long? stride = null, long? padding = null, long? dilation = null, bool ceil_mode = false) =>
            MaxPool2d(Wide(2, kernel_size)!, Wide(2, stride), Wide(2, padding), Wide(2, dilation), ceil_mode);

        public static MaxPool2d MaxPool2d((long, long) kernel_size, (long, long)? stride = null, (long, long)? padding = null, (long, long)? dilation = null, bool ceil_mode = false) =>
            MaxPool2d(Wide(kernel_size)!, Wide(stride), Wide(padding), Wide(dilation), ceil_mode);

        public static MaxPool2d MaxPool2d(long[] kernel_size, long[]? stride = null, long[]? padding = null, long[]? dilation = null, bool ceil_mode = false) =>
            new(kernel_size, stride ?? kernel_size, padding ?? new long[2], dilation ?? Wide(2, 1)!, ceil_mode);

        public static MaxPool3d MaxPool3d(long kernel_size, long? stride = null, long? padding = null, long? dilation = null, bool ceil_mode = false) =>
            MaxPool3d(Wide(3, kernel_size)!, Wide(3, stride), Wide(3, padding), Wide(3, dilation), ceil_mode);

        public static MaxPool3d MaxPool3d((long, long, long) kernel_size, (long, long, long)? stride = null, (long, long, long)? padding = null, (long, long, long)? dilation = null, bool ceil_mode = false) =>
            MaxPool3d(Wide(kernel_size)!, Wide(stride), Wide(padding), Wide(dilation), ceil_mode);

        public static MaxPool3d MaxPool3d(long[] kernel_size, long[]? stride = null, long[]? padding = null, long[]? dilation = null, bool ceil_mode = false) =>
            new(kernel_size, stride ?? kernel_size, padding ?? new long[3], dilation ?? Wide(3, 1)!, ceil_mode);

        public static AvgPool1d AvgPool1d(long[] kernel_size, long[]? stride = null, long[]? padding = null, bool ceil_mode = false, bool count_include_pad = true) =>
            new(kernel_size, stride ?? kernel_size, padding ?? new long[1], ceil_mode, count_include_pad);

        public static AvgPool1d AvgPool1d(long kernel_size, long? stride = null, long? padding = null, bool ceil_mode = false, bool count_include_pad = true) =>
            AvgPool1d(Wide(1, kernel_size)!, Wide(1, stride), Wide(1, padding), ceil_mode, count_include_pad);

        public static AdaptiveAvgPool1d AdaptiveAvgPool1d(long output_size) => new([output_size]);

        public static AdaptiveMaxPool1d AdaptiveMaxPool1d(long output_size) => new([output_size]);

        public static AvgPool2d AvgPool2d(long[] kernel_size, long[]? stride = null, long[]? padding = null, bool ceil_mode = false, bool count_include_pad = true, long? divisor_override = null) =>
            new(kernel_size, stride ?? kernel_size, padding ?? new long[2], ceil_mode, count_include_pad, divisor_override);

        public static AvgPool2d AvgPool2d(long kernel_size, long? stride = null, long? padding = null, bool ceil_mode = false, bool count_include_pad = true, long? divisor_override = null) =>
            AvgPool2d(Wide(2, kernel_size)!, Wide(2, stride), Wide(2, padding), ceil_mode, count_include_pad, divisor_override);

        public static AvgPool2d AvgPool2d((long, long) kernel_size, (long, long)? stride = null, (long, long)? padding = null, bool ceil_mode = false, bool count_include_pad = true, long? divisor_override = null) =>
            AvgPool2d(Wide(kernel_size)!, Wide(stride), Wide(padding), ceil_mode, count_include_pad, divisor_override);

        public static AdaptiveAvgPool2d AdaptiveAvgPool2d(long[] output_size) => new(output_size);

        public static AdaptiveAvgPool2d AdaptiveAvgPool2d((long, long) output_size) => new(Wide(output_size)!);

        public static AdaptiveAvgPool2d AdaptiveAvgPool2d(long output_size) => new(Wide(2, output_size)!);

        public static AdaptiveMaxPool2d AdaptiveMaxPool2d(long[] output_size) => new(output_size);

        public static AdaptiveMaxPool2d AdaptiveMaxPool2d((long, long) output_size) => new(Wide(output_size)!);

        public static AdaptiveMaxPool2d AdaptiveMaxPool2d(long output_size) => new(Wide(2, output_size)!);

        public static AvgPool3d AvgPool3d(long[] kernel_size, long[]? stride = null, long[]? padding = null, bool ceil_mode = false, bool count_include_pad = true, long? divisor_override = null) =>
            new(kernel_size, stride ?? kernel_size, padding ?? new long[3], ceil_mode, count_include_pad, divisor_override);

        public static AvgPool3d AvgPool3d(long kernel_size, long? stride = null, long? padding = null, bool ceil_mode = false, bool count_include_pad = true, long? divisor_override = null) =>
            AvgPool3d(Wide(3, kernel_size)!, Wide(3, stride), Wide(3, padding), ceil_mode, count_include_pad, divisor_override);

        public static AvgPool3d AvgPool3d((long, long, long) kernel_size, (long, long, long)? stride = null, (long, long, long)? padding = null, bool ceil_mode = false, bool count_include_pad = true, long? divisor_override = null) =>
            AvgPool3d(Wide(kernel_size)!, Wide(stride), Wide(padding), ceil_mode, count_include_pad, divisor_override);

        public static AdaptiveAvgPool3d AdaptiveAvgPool3d(long[] output_size) => new(output_size);

        public static AdaptiveAvgPool3d AdaptiveAvgPool3d((long, long, long) output_size) => new(Wide(output_size)!);

        public static AdaptiveAvgPool3d AdaptiveAvgPool3d(long output_size) => new(Wide(3, output_size)!);

        public static AdaptiveMaxPool3d AdaptiveMaxPool3d(long[] output_size) => new(output_size);

        public static AdaptiveMaxPool3d AdaptiveMaxPool3d((long, long, long) output_size) => new(Wide(output_size)!);

        public static AdaptiveMaxPool3d AdaptiveMaxPool3d(long output_size) => new(Wide(3, output_size)!);

        private static long[]? Wide(int count, long? value) => value is { } v ? [.. Enumerable.Repeat(v, count)] : null;
        private static long[]? Wide((long, long)? value) => value is { } v ? [v.Item1, v.Item2] : null;
        private static long[]? Wide((long, long, long)? value) => value is { } v ? [v.Item1, v.Item2, v.Item3] : null;
    }
}
