using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules
{
    /// <summary>x A' + b with weight [out, in].</summary>
    public sealed class Linear : Module<Tensor, Tensor>
    {
        private Parameter? _bias;
        private Parameter _weight;

        internal Linear(Parameter weight, Parameter? bias) : base(nameof(Linear))
        {
            (in_features, out_features) = (weight.size(1), weight.size(0));
            this.weight = _weight = weight;
            this.bias = bias;
        }

        internal Linear(long inputSize, long outputSize, bool hasBias, Device? device, ScalarType? dtype) : base(nameof(Linear))
        {
            in_features = inputSize;
            out_features = outputSize;
            weight = _weight = Kept.Parameter(empty((long[])[outputSize, inputSize], dtype, device));
            bias = hasBias ? Kept.Parameter(empty((long[])[outputSize], dtype, device)) : null;
            init.kaiming_uniform_(_weight, Math.Sqrt(5));
            if (_bias is null) return;
            var bound = inputSize > 0 ? 1 / Math.Sqrt(inputSize) : 0;
            init.uniform_(_bias, -bound, bound);
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

        public long in_features { get; set; }
        public long out_features { get; set; }

        public override Tensor forward(Tensor tensor) => functional.linear(tensor, _weight, _bias);

        protected override void RegisterComponents()
        {
        }
    }
}
