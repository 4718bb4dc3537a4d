using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules
{
    /// <summary>Widens the last 3 dimensions: replicate padding.</summary>
    public sealed class ReplicationPad3d : ParameterLessModule<Tensor, Tensor>
    {
        internal ReplicationPad3d(long[] padding) : base(nameof(ReplicationPad3d))
        {
            this.padding = padding;
        }

        public long[] padding { get; set; }

        public override Tensor forward(Tensor input) => functional.pad(input, padding, PaddingModes.Replicate);
    }
}
