using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules
{
    /// <summary>What the convolutions of one, two and three dimensions share; weight [out, in / groups, ...].</summary>
    public abstract class Convolution : Module<Tensor, Tensor>
    {
        protected Parameter? _bias;
        protected Parameter _weight;
        protected long[] _reversed_padding_repeated_twice = [];
        protected long input_channels;

        protected Convolution(
            string name, long in_channels, long out_channels, long[] kernel_size, long[] stride, long[]? padding, Padding? padding_type,
            long[] dilation, bool transposed, long[] output_padding, long groups, bool bias, PaddingModes padding_mode,
            Device? device = null, ScalarType? dtype = null) : base(name)
        {
            if (groups <= 0 || in_channels % groups != 0 || out_channels % groups != 0)
                throw new ArgumentException($"groups ({groups}) must divide in_channels ({in_channels}) and out_channels ({out_channels})");
            this.in_channels = input_channels = in_channels;
            this.out_channels = out_channels;
            this.kernel_size = kernel_size;
            this.stride = stride;
            this.dilation = dilation;
            this.transposed = transposed;
            this.output_padding = output_padding;
            this.groups = groups;
            this.padding_mode = padding_mode;
            if (padding_type is { } type) SetPadding(type);
            else SetPadding(padding ?? new long[kernel_size.Length]);
            long[] shape = transposed ? [in_channels, out_channels / groups, .. kernel_size] : [out_channels, in_channels / groups, .. kernel_size];
            _weight = Kept.Parameter(empty(shape, dtype, device));
            _bias = bias ? Kept.Parameter(empty((long[])[out_channels], dtype, device)) : null;
            register_parameter(nameof(weight), _weight);
            ConditionallyRegisterParameter(nameof(bias), _bias);
            reset_parameters();
        }

        public Parameter? bias
        {
            get => _bias;
            set
            {
                _bias = value;
                ConditionallyRegisterParameter(nameof(bias), value);
            }
        }

        public Parameter weight
        {
            get => _weight;
            set
            {
                _weight = value ?? throw new ArgumentNullException(nameof(weight));
                ConditionallyRegisterParameter(nameof(weight), value);
            }
        }

        public long in_channels { get; }
        public long out_channels { get; }
        public bool transposed { get; }
        public Padding? padding_type { get; private set; }
        public long[]? padding { get; private set; }
        public PaddingModes padding_mode { get; set; }
        public long groups { get; set; }
        public long[] kernel_size { get; set; }
        public long[] stride { get; set; }
        public long[] dilation { get; set; }
        public long[] output_padding { get; set; }

        /// <summary>Uniform within 1 / sqrt(fan in), as PyTorch draws it: weight first, then bias.</summary>
        public void reset_parameters()
        {
            init.kaiming_uniform_(_weight, Math.Sqrt(5));
            if (_bias is null) return;
            var (fanIn, _) = init.CalculateFanInAndFanOut(_weight);
            if (fanIn == 0) return;
            var bound = 1 / Math.Sqrt(fanIn);
            init.uniform_(_bias, -bound, bound);
        }

        public void SetPadding(long[] padding)
        {
            padding_type = null;
            this.padding = padding;
            _reversed_padding_repeated_twice = [.. padding.Reverse().SelectMany(p => new[] { p, p })];
        }

        public void SetPadding(Padding padding)
        {
            if (padding == Padding.Same && stride.Any(s => s != 1)) throw new ArgumentException("Padding.Same needs a stride of 1");
            padding_type = padding;
            this.padding = null;
            // "Same" puts an odd element at the end.
            _reversed_padding_repeated_twice =
            [
                .. Enumerable.Range(0, kernel_size.Length).Reverse().SelectMany(i =>
                {
                    var total = padding == Padding.Same ? dilation[i] * (kernel_size[i] - 1) : 0;
                    return new[] { total / 2, total - total / 2 };
                }),
            ];
        }

        protected bool ValidateShape(Tensor input, long dimensions) =>
            (input.ndim == dimensions + 2 && input.size(1) == input_channels) || (input.ndim == dimensions + 1 && input.size(0) == input_channels);

        private protected bool PadsItself => padding_mode is not (PaddingModes.Zeros or PaddingModes.Constant);

        private protected Tensor Padded(Tensor input) => functional.pad(input, _reversed_padding_repeated_twice, padding_mode);

        protected override void RegisterComponents()
        {
        }
    }
}
