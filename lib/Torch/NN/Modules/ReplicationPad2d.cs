using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules
{
    /// <summary>Widens the last 2 dimensions: replicate padding.</summary>
    public sealed class ReplicationPad2d : ParameterLessModule<Tensor, Tensor>
    {
        internal ReplicationPad2d(long[] padding) : base(nameof(ReplicationPad2d))
        {
            this.padding = padding;
        }

        public long[] padding { get; set; }

        public override Tensor forward(Tensor input) => functional.pad(input, padding, PaddingModes.Replicate);
    }
}
