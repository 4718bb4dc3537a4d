using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules
{
    /// <summary>A convolution over 3 spatial dimensions.</summary>
    public sealed class Conv3d : Convolution
    {
        internal Conv3d(
            long in_channels, long out_channels, long[] kernel_size, long[] stride, long[]? padding, Padding? padding_type, long[] dilation,
            PaddingModes padding_mode, long groups, bool bias, Device? device, ScalarType? dtype)
            : base(nameof(Conv3d), in_channels, out_channels, kernel_size, stride, padding, padding_type, dilation, false, new long[3], groups, bias, padding_mode, device, dtype)
        {
        }

        public override Tensor forward(Tensor input)
        {
            if (!ValidateShape(input, 3))
                throw new ArgumentException($"Conv3d expects [N, {in_channels}, ...] or [{in_channels}, ...] with 3 spatial dimensions, got [{string.Join(", ", input.shape)}]");
            if (PadsItself)
            {
                using var padded = Padded(input);
                return functional.conv3d(padded, _weight, _bias, stride, new long[3], dilation, groups);
            }
            return padding_type is { } type
                ? functional.conv3d_padding(input, _weight, _bias, stride, type, dilation, groups)
                : functional.conv3d(input, _weight, _bias, stride, padding, dilation, groups);
        }
    }
}
