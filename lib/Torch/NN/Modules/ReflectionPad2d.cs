using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules
{
    /// <summary>Widens the last 2 dimensions: reflect padding.</summary>
    public sealed class ReflectionPad2d : ParameterLessModule<Tensor, Tensor>
    {
        internal ReflectionPad2d(long[] padding) : base(nameof(ReflectionPad2d))
        {
            this.padding = padding;
        }

        public long[] padding { get; set; }

        public override Tensor forward(Tensor input) => functional.pad(input, padding, PaddingModes.Reflect);
    }
}
