using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules
{
    /// <summary>Normalises over the last dimensions.</summary>
    public sealed class LayerNorm : Module<Tensor, Tensor>
    {
        private readonly long[] _normalized_shape;

        internal LayerNorm(long[] normalized_shape, double eps, bool elementwise_affine, bool bias, Device? device, ScalarType? dtype) : base(nameof(LayerNorm))
        {
            _normalized_shape = normalized_shape;
            this.eps = eps;
            if (!elementwise_affine) return;
            weight = Kept.Parameter(ones(normalized_shape, dtype, device));
            register_parameter(nameof(weight), weight);
            if (!bias) return;
            this.bias = Kept.Parameter(zeros(normalized_shape, dtype, device));
            register_parameter(nameof(bias), this.bias);
        }

        public Parameter? weight { get; }
        public Parameter? bias { get; }
        public double eps { get; set; }

        public override Tensor forward(Tensor tensor) => functional.layer_norm(tensor, _normalized_shape, weight, bias, eps);

        protected override void RegisterComponents()
        {
        }
    }
}
