using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules
{
    /// <summary>A table of vectors [num_embeddings, embedding_dim], looked up by number.</summary>
    public sealed class Embedding : Module<Tensor, Tensor>
    {
        private Parameter _weight;

        internal Embedding(
            Parameter weight, long? padding_idx, double? max_norm, double norm_type, bool scale_grad_by_freq, bool sparse) : base(nameof(Embedding))
        {
            this.weight = _weight = weight;
            this.padding_idx = padding_idx;
            this.max_norm = max_norm;
            this.norm_type = norm_type;
            this.scale_grad_by_freq = scale_grad_by_freq;
            this.sparse = sparse;
        }

        public long? padding_idx { get; set; }
        public double? max_norm { get; set; }
        public double norm_type { get; set; }
        public bool scale_grad_by_freq { get; set; }
        public bool sparse { get; set; }

        public Parameter weight
        {
            get => _weight;
            set
            {
                _weight = value ?? throw new ArgumentNullException(nameof(weight));
                ConditionallyRegisterParameter(nameof(weight), value);
            }
        }

        public override Tensor forward(Tensor input) =>
            functional.embedding(input, _weight, padding_idx, max_norm, norm_type, scale_grad_by_freq, sparse);

        protected override void RegisterComponents()
        {
        }
    }
}
