using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            public static Tensor conv1d(Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, long[]? padding = null, long[]? dilation = null, long groups = 1) =>
                Aten.conv1d.Call(input, weight, bias, strides ?? Ones(1), padding ?? Zeros(1), dilation ?? Ones(1), groups);

            public static Tensor conv1d_padding(Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, Padding padding = Padding.Valid, long[]? dilation = null, long groups = 1) =>
                Aten.conv1d__padding.Call(input, weight, bias, strides ?? Ones(1), padding.ToString().ToLowerInvariant(), dilation ?? Ones(1), groups);

            public static Tensor conv_transpose1d(Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, long[]? padding = null, long[]? output_padding = null, long[]? dilation = null, long groups = 1) =>
                Aten.conv_transpose1d.Call(input, weight, bias, strides ?? Ones(1), padding ?? Zeros(1), output_padding ?? Zeros(1), groups, dilation ?? Ones(1));

            public static Tensor conv2d(Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, long[]? padding = null, long[]? dilation = null, long groups = 1) =>
                Aten.conv2d.Call(input, weight, bias, strides ?? Ones(2), padding ?? Zeros(2), dilation ?? Ones(2), groups);

            public static Tensor conv2d_padding(Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, Padding padding = Padding.Valid, long[]? dilation = null, long groups = 1) =>
                Aten.conv2d__padding.Call(input, weight, bias, strides ?? Ones(2), padding.ToString().ToLowerInvariant(), dilation ?? Ones(2), groups);

            public static Tensor conv_transpose2d(Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, long[]? padding = null, long[]? output_padding = null, long[]? dilation = null, long groups = 1) =>
                Aten.conv_transpose2d__input.Call(input, weight, bias, strides ?? Ones(2), padding ?? Zeros(2), output_padding ?? Zeros(2), groups, dilation ?? Ones(2));

            public static Tensor conv3d(Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, long[]? padding = null, long[]? dilation = null, long groups = 1) =>
                Aten.conv3d.Call(input, weight, bias, strides ?? Ones(3), padding ?? Zeros(3), dilation ?? Ones(3), groups);

            public static Tensor conv3d_padding(Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, Padding padding = Padding.Valid, long[]? dilation = null, long groups = 1) =>
                Aten.conv3d__padding.Call(input, weight, bias, strides ?? Ones(3), padding.ToString().ToLowerInvariant(), dilation ?? Ones(3), groups);

            public static Tensor conv_transpose3d(Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, long[]? padding = null, long[]? output_padding = null, long[]? dilation = null, long groups = 1) =>
                Aten.conv_transpose3d__input.Call(input, weight, bias, strides ?? Ones(3), padding ?? Zeros(3), output_padding ?? Zeros(3), groups, dilation ?? Ones(3));

            private static long[] Ones(int count) => [.. Enumerable.Repeat(1L, count)];
            private static long[] Zeros(int count) => new long[count];
        }
    }
}
