using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules
{
    /// <summary>Normalises each channel by the batch's mean and variance, or by the running ones in evaluation.</summary>
    public abstract class BatchNorm : NormBase
    {
        public BatchNorm(
            long num_features, double eps, double momentum, bool affine, bool track_running_stats, Device? device, ScalarType? dtype, string name)
            : base(num_features, eps, momentum, affine, track_running_stats, device, dtype, name)
        {
        }

        /// <summary>Set by Torch.Extras: normalises by the batches of several processes in place of this one's alone.</summary>
        [ThreadStatic]
        internal static Synchronised? AcrossProcesses;

        /// <summary>As <see cref="functional.batch_norm"/> in training.</summary>
        internal delegate Tensor Synchronised(Tensor input, Tensor? runningMean, Tensor? runningVar, Tensor? weight, Tensor? bias, double momentum, double eps);

        public override Tensor forward(Tensor input)
        {
            ValidateInputDimensions(input);
            var factor = momentum ?? 0;
            if (training && track_running_stats && num_batches_tracked is { } tracked)
            {
                tracked.add_(1);
                if (momentum is null) factor = 1.0 / tracked.item<long>();
            }
            var byBatch = training || (running_mean is null && running_var is null);
            var keeps = !training || track_running_stats;
            if (training && AcrossProcesses is { } across)
                return across(input, keeps ? running_mean : null, keeps ? running_var : null, weight, bias, factor, eps);
            return functional.batch_norm(input, keeps ? running_mean : null, keeps ? running_var : null, weight, bias, byBatch, factor, eps);
        }
    }
}
