using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules
{
    /// <summary>A convolution over 2 spatial dimensions.</summary>
    public sealed class Conv2d : Convolution
    {
        internal Conv2d(
            long in_channels, long out_channels, long[] kernel_size, long[] stride, long[]? padding, Padding? padding_type, long[] dilation,
            PaddingModes padding_mode, long groups, bool bias, Device? device, ScalarType? dtype)
            : base(nameof(Conv2d), in_channels, out_channels, kernel_size, stride, padding, padding_type, dilation, false, new long[2], groups, bias, padding_mode, device, dtype)
        {
        }

        public override Tensor forward(Tensor input)
        {
            if (!ValidateShape(input, 2))
                throw new ArgumentException($"Conv2d expects [N, {in_channels}, ...] or [{in_channels}, ...] with 2 spatial dimensions, got [{string.Join(", ", input.shape)}]");
            if (PadsItself)
            {
                using var padded = Padded(input);
                return functional.conv2d(padded, _weight, _bias, stride, new long[2], dilation, groups);
            }
            return padding_type is { } type
                ? functional.conv2d_padding(input, _weight, _bias, stride, type, dilation, groups)
                : functional.conv2d(input, _weight, _bias, stride, padding, dilation, groups);
        }
    }
}
