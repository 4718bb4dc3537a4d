using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>What the transposed convolutions share; weight [in, out / groups, ...].</summary>
    public abstract class ConvolutionTranspose : Convolution
    {
        protected ConvolutionTranspose(
            string name, long in_channels, long out_channels, long[] kernel_size, long[] stride, long[]? padding, Padding? padding_type,
            long[] dilation, bool transposed, long[] output_padding, long groups, bool bias, PaddingModes padding_mode,
            Device? device = null, ScalarType? dtype = null)
            : base(name, in_channels, out_channels, kernel_size, stride, padding, padding_type, dilation, transposed, output_padding, groups, bias, padding_mode, device, dtype)
        {
            if (padding_mode != PaddingModes.Zeros) throw new ArgumentException($"a transposed convolution pads with zeros only, not with {padding_mode}");
        }

        public override Tensor forward(Tensor input) => forward(input, null);

        public abstract Tensor forward(Tensor input, long[]? output_size);

        /// <summary>The rows to add at one end so that the output has the wanted size.</summary>
        protected long[] _output_padding(
            Tensor input, long[]? output_size, long[] kernel_size, long[] stride, long[] padding, long[] dilation, long num_spatial_dims)
        {
            if (output_size is null) return output_padding;
            var count = (int)num_spatial_dims;
            var wanted = output_size.Length == count ? output_size : output_size[^count..];
            var shape = input.shape[^count..];
            var result = new long[count];
            for (var i = 0; i < count; i++)
            {
                var least = (shape[i] - 1) * stride[i] - 2 * padding[i] + dilation[i] * (kernel_size[i] - 1) + 1;
                var most = least + stride[i] - 1;
                if (wanted[i] < least || wanted[i] > most)
                    throw new ArgumentException($"an output of {wanted[i]} was asked for in dimension {i}; {least} to {most} are possible");
                result[i] = wanted[i] - least;
            }
            return result;
        }
    }
}
