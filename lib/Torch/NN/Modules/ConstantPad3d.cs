using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules
{
    /// <summary>Widens the last 3 dimensions: constant padding.</summary>
    public sealed class ConstantPad3d : ParameterLessModule<Tensor, Tensor>
    {
        internal ConstantPad3d(long[] padding, double value) : base(nameof(ConstantPad3d))
        {
            this.padding = padding;
            this.value = value;
        }

        public long[] padding { get; set; }
        public double value { get; set; }

        public override Tensor forward(Tensor input) => functional.pad(input, padding, PaddingModes.Constant, value);
    }
}
