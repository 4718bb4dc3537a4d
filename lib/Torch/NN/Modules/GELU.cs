using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules
{
    /// <summary>x times the normal distribution's cumulative function of x.</summary>
    public sealed class GELU : ParameterLessModule<Tensor, Tensor>
    {
        /// <summary>Exact, or through tanh.</summary>
        public enum Approximate
        {
            none,
            tanh,
        }

        private readonly Approximate _approximate;

        internal GELU(Approximate approximate, bool inplace) : base(nameof(GELU))
        {
            _approximate = approximate;
            this.inplace = inplace;
        }

        public bool inplace { get; set; }

        public override Tensor forward(Tensor tensor) => functional.gelu(tensor, _approximate, inplace);
    }
}
