using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules
{
    /// <summary>Widens the last 1 dimension: constant padding.</summary>
    public sealed class ConstantPad1d : ParameterLessModule<Tensor, Tensor>
    {
        internal ConstantPad1d(long[] padding, double value) : base(nameof(ConstantPad1d))
        {
            this.padding = padding;
            this.value = value;
        }

        public long[] padding { get; set; }
        public double value { get; set; }

        public override Tensor forward(Tensor input) => functional.pad(input, padding, PaddingModes.Constant, value);
    }
}
