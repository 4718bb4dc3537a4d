using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules
{
    /// <summary>Widens the last 1 dimension: reflect padding.</summary>
    public sealed class ReflectionPad1d : ParameterLessModule<Tensor, Tensor>
    {
        internal ReflectionPad1d(long[] padding) : base(nameof(ReflectionPad1d))
        {
            this.padding = padding;
        }

        public long[] padding { get; set; }

        public override Tensor forward(Tensor input) => functional.pad(input, padding, PaddingModes.Reflect);
    }
}
