using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules
{
    /// <summary>A transposed convolution over 1 spatial dimension.</summary>
    public sealed class ConvTranspose1d : ConvolutionTranspose
    {
        internal ConvTranspose1d(
            long in_channels, long out_channels, long[] kernel_size, long[] stride, long[] padding, long[] output_padding, long[] dilation,
            PaddingModes padding_mode, long groups, bool bias, Device? device, ScalarType? dtype)
            : base(nameof(ConvTranspose1d), in_channels, out_channels, kernel_size, stride, padding, null, dilation, true, output_padding, groups, bias, padding_mode, device, dtype)
        {
        }

        public override Tensor forward(Tensor input, long[]? output_size)
        {
            if (!ValidateShape(input, 1))
                throw new ArgumentException($"ConvTranspose1d expects [N, {in_channels}, ...] or [{in_channels}, ...] with 1 spatial dimensions, got [{string.Join(", ", input.shape)}]");
            var extra = _output_padding(input, output_size, kernel_size, stride, padding!, dilation, 1);
            return functional.conv_transpose1d(input, _weight, _bias, stride, padding, extra, dilation, groups);
        }
    }
}
