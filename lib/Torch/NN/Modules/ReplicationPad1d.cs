using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules
{
    /// <summary>Widens the last 1 dimension: replicate padding.</summary>
    public sealed class ReplicationPad1d : ParameterLessModule<Tensor, Tensor>
    {
        internal ReplicationPad1d(long[] padding) : base(nameof(ReplicationPad1d))
        {
            this.padding = padding;
        }

        public long[] padding { get; set; }

        public override Tensor forward(Tensor input) => functional.pad(input, padding, PaddingModes.Replicate);
    }
}
