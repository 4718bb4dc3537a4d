using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules
{
    /// <summary>Widens the last 2 dimensions: constant padding.</summary>
    public sealed class ZeroPad2d : ParameterLessModule<Tensor, Tensor>
    {
        internal ZeroPad2d(long[] padding) : base(nameof(ZeroPad2d))
        {
            this.padding = padding;
        }

        public long[] padding { get; set; }

        public override Tensor forward(Tensor input) => functional.pad(input, padding, PaddingModes.Constant);
    }
}
