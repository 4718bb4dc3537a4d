using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules
{
    /// <summary>Normalisation with running statistics per channel.</summary>
    public abstract class NormBase : Module<Tensor, Tensor>
    {
        private Parameter? _bias;
        private Parameter? _weight;
        private Tensor? _running_mean;
        private Tensor? _running_var;
        private Tensor? _num_batches_tracked;

        public NormBase(
            long num_features, double eps, double? momentum, bool affine, bool track_running_stats, Device? device, ScalarType? dtype,
            string name) : base(name)
        {
            this.num_features = num_features;
            this.eps = eps;
            this.momentum = momentum;
            this.affine = affine;
            this.track_running_stats = track_running_stats;
            if (affine)
            {
                weight = Kept.Parameter(ones((long[])[num_features], dtype, device));
                bias = Kept.Parameter(zeros((long[])[num_features], dtype, device));
            }
            if (!track_running_stats) return;
            running_mean = Kept.Buffer(zeros((long[])[num_features], dtype, device));
            running_var = Kept.Buffer(ones((long[])[num_features], dtype, device));
            num_batches_tracked = Kept.Buffer(zeros(Array.Empty<long>(), ScalarType.Int64, device));
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

        public Parameter? weight
        {
            get => _weight;
            set
            {
                _weight = value;
                ConditionallyRegisterParameter(nameof(weight), value);
            }
        }

        public Tensor? running_mean
        {
            get => _running_mean;
            set
            {
                _running_mean = value;
                ConditionallyRegisterBuffer(nameof(running_mean), value);
            }
        }

        public Tensor? running_var
        {
            get => _running_var;
            set
            {
                _running_var = value;
                ConditionallyRegisterBuffer(nameof(running_var), value);
            }
        }

        public Tensor? num_batches_tracked
        {
            get => _num_batches_tracked;
            set
            {
                _num_batches_tracked = value;
                ConditionallyRegisterBuffer(nameof(num_batches_tracked), value);
            }
        }

        public long num_features { get; }
        public double eps { get; set; }
        public double? momentum { get; set; }
        public bool affine { get; }
        public bool track_running_stats { get; }

        public void reset_running_stats()
        {
            if (!track_running_stats) return;
            _running_mean?.zero_();
            _running_var?.fill_(1);
            _num_batches_tracked?.zero_();
        }

        public void reset_parameters()
        {
            reset_running_stats();
            if (!affine) return;
            if (_weight is not null) init.ones_(_weight);
            if (_bias is not null) init.zeros_(_bias);
        }

        protected abstract void ValidateInputDimensions(Tensor input);

        protected override void RegisterComponents()
        {
        }

        /// <summary>Refuses an input whose number of dimensions is not among those given.</summary>
        private protected void Require(Tensor input, params ReadOnlySpan<long> dimensions)
        {
            if (!dimensions.Contains(input.ndim))
                throw new ArgumentException(
                    $"{GetName()} expects {string.Join(" or ", dimensions.ToArray())} dimensions, got [{string.Join(", ", input.shape)}]");
        }
    }
}
