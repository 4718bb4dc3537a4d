using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules
{
    /// <summary>A leaky ReLU that learns its slope.</summary>
    public sealed class PReLU : Module<Tensor, Tensor>
    {
        private Parameter _weight;

        internal PReLU(long num_parameters, double init, Device? device, ScalarType? dtype) : base(nameof(PReLU))
        {
            this.num_parameters = num_parameters;
            _weight = Kept.Parameter(full(num_parameters, init, dtype, device));
            register_parameter(nameof(weight), _weight);
        }

        public long num_parameters { get; }

        public Parameter weight
        {
            get => _weight;
            set
            {
                _weight = value;
                ConditionallyRegisterParameter(nameof(weight), value);
            }
        }

        public override Tensor forward(Tensor tensor) => functional.prelu(tensor, _weight);

        protected override void RegisterComponents()
        {
        }
    }
}
