using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>Instance normalisation of [N, C, L] or [C, L].</summary>
    public sealed class InstanceNorm1d : InstanceNorm
    {
        internal InstanceNorm1d(long num_features, double eps, double momentum, bool affine, bool track_running_stats, Device? device, ScalarType? dtype)
            : base(num_features, eps, momentum, affine, track_running_stats, device, dtype, nameof(InstanceNorm1d))
        {
        }

        protected override void ValidateInputDimensions(Tensor input) => Require(input, 2, 3);
    }
}
