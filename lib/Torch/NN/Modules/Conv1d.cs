using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules
{
    /// <summary>A convolution over 1 spatial dimension.</summary>
    public sealed class Conv1d : Convolution
    {
        internal Conv1d(
            long in_channels, long out_channels, long[] kernel_size, long[] stride, long[]? padding, Padding? padding_type, long[] dilation,
            PaddingModes padding_mode, long groups, bool bias, Device? device, ScalarType? dtype)
            : base(nameof(Conv1d), in_channels, out_channels, kernel_size, stride, padding, padding_type, dilation, false, new long[1], groups, bias, padding_mode, device, dtype)
        {
        }

        public override Tensor forward(Tensor input)
        {
            if (!ValidateShape(input, 1))
                throw new ArgumentException($"Conv1d expects [N, {in_channels}, ...] or [{in_channels}, ...] with 1 spatial dimensions, got [{string.Join(", ", input.shape)}]");
            if (PadsItself)
            {
                using var padded = Padded(input);
                return functional.conv1d(padded, _weight, _bias, stride, new long[1], dilation, groups);
            }
            return padding_type is { } type
                ? functional.conv1d_padding(input, _weight, _bias, stride, type, dilation, groups)
                : functional.conv1d(input, _weight, _bias, stride, padding, dilation, groups);
        }
    }
}
