using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules
{
    /// <summary>Widens the last 3 dimensions: reflect padding.</summary>
    public sealed class ReflectionPad3d : ParameterLessModule<Tensor, Tensor>
    {
        internal ReflectionPad3d(long[] padding) : base(nameof(ReflectionPad3d))
        {
            this.padding = padding;
        }

        public long[] padding { get; set; }

        public override Tensor forward(Tensor input) => functional.pad(input, padding, PaddingModes.Reflect);
    }
}
