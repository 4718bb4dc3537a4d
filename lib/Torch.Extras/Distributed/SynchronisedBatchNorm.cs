using TorchSharp.Interop;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp.Extras;

/// <summary>
/// While it lives, every batch normalisation that trains on this thread takes mean and variance of the batches of all processes of a
/// group, forward and backward, so that n processes with a part of a batch each compute what one with the whole batch does.
/// </summary>
/// <remarks>
/// With n, m, v the number of values per channel, mean and variance over all processes and x' = (x - m) / sqrt(v + eps):
/// y = w x' + b, and dL/dx = w / sqrt(v + eps) (dL/dy - S1/n - x' S2/n), S1 the sum of dL/dy, S2 that of x' dL/dy, both over all processes.
/// dL/dw and dL/db stay this process's own: they are averaged with the other gradients. Sums cross in float64. Running statistics move by
/// the common mean and (unbiased) variance. Evaluation mode is untouched.
/// </remarks>
public sealed class SynchronisedBatchNorm : IDisposable
{
    private readonly BatchNorm.Synchronised? before = BatchNorm.AcrossProcesses;

    private SynchronisedBatchNorm(ProcessGroup group) =>
        BatchNorm.AcrossProcesses = (input, runningMean, runningVar, weight, bias, momentum, eps) =>
            Normalise(group, input, runningMean, runningVar, weight, bias, momentum, eps);

    /// <summary>Begins; dispose it on the same thread.</summary>
    public static SynchronisedBatchNorm Over(ProcessGroup group) => new(group);

    /// <inheritdoc/>
    public void Dispose() => BatchNorm.AcrossProcesses = before;

    private static Tensor Normalise(
        ProcessGroup group, Tensor input, Tensor? runningMean, Tensor? runningVar, Tensor? weight, Tensor? bias, double momentum, double eps)
    {
        using var scope = NewDisposeScope();
        var plain = input.is_contiguous() ? input : input.contiguous();
        var statistics = CommonStatistics(group, plain);
        var (count, mean, variance) = statistics;
        using (no_grad())
        {
            runningMean?.mul_(1 - momentum).add_(mean.to(runningMean.dtype), alpha: momentum);
            runningVar?.mul_(1 - momentum).add_((variance * (count / Math.Max(1, count - 1))).to(runningVar.dtype), alpha: momentum);
        }
        // Without an affine part the function still wants tensors: ones and zeros give the same result.
        // They are of the input's type, except that half precision goes with single.
        var plainType = plain.dtype is ScalarType.Float64 ? ScalarType.Float64 : ScalarType.Float32;
        var scale = weight ?? ones_like(mean).to(plainType);
        var shift = bias ?? zeros_like(mean).to(plainType);
        return Function.apply(group, plain, scale, shift, mean.to(scale.dtype), variance.to(scale.dtype), count, eps).MoveToOuterDisposeScope();
    }

    // Mean and variance per channel over all processes, float64, from each one's own: E = sum n_i m_i / n, V = sum n_i (v_i + m_i^2) / n - E^2.
    private static (double Count, Tensor Mean, Tensor Variance) CommonStatistics(ProcessGroup group, Tensor input)
    {
        using var noGrad = no_grad();
        var channels = input.shape[1];
        var own = (double)(input.numel() / channels);
        var (ownMean, ownVariance) = Operators.Statistics.Call2(input, Arg.None, Arg.None, 0.0);
        var m = ownMean.to(ScalarType.Float64);
        var sums = cat([m * own, (ownVariance.to(ScalarType.Float64) + m.square()) * own, full(1, own, dtype: ScalarType.Float64, device: input.device)]);
        group.AllReduce(sums);
        var count = sums[-1].item<double>();
        var mean = sums.narrow(0, 0, channels) / count;
        var variance = (sums.narrow(0, channels, channels) / count - mean.square()).clamp(min: 0);
        return (count, mean, variance);
    }

    private static class Operators
    {
        public static readonly Operator Statistics = new("aten::batch_norm_update_stats");
        public static readonly Operator Forward = new("aten::native_batch_norm");
        public static readonly Operator Backward = new("aten::native_batch_norm_backward");
    }

    private sealed class Function : autograd.SingleTensorFunction<Function>
    {
        public override string Name => nameof(SynchronisedBatchNorm);

        public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
        {
            var (input, weight, bias, mean, variance) = ((Tensor)vars[1], (Tensor)vars[2], (Tensor)vars[3], (Tensor)vars[4], (Tensor)vars[5]);
            var eps = (double)vars[7];
            ctx.save_data("group", vars[0]);
            ctx.save_data("count", vars[6]);
            ctx.save_data("eps", eps);
            var inverse = (variance + eps).rsqrt();
            ctx.save_for_backward([input, weight, mean, inverse]);
            // By given statistics, as in evaluation mode: one pass.
            var (output, first, second) = Operators.Forward.Call3(input, weight, bias, mean, variance, false, 0.0, eps);
            first?.Dispose();
            second?.Dispose();
            return output!;
        }

        public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
        {
            using var scope = NewDisposeScope();
            var group = (ProcessGroup)ctx.get_data("group");
            var (count, eps) = ((double)ctx.get_data("count"), (double)ctx.get_data("eps"));
            var saved = ctx.get_saved_variables();
            var (input, weight, mean, inverse) = (saved[0], saved[1], saved[2], saved[3]);
            var incoming = grad_output.contiguous();
            var channels = input.shape[1];
            var own = (double)(input.numel() / channels);

            // The gradient by this process's sums, and the sums: dL/dw is S2, dL/db is S1.
            var (gradient, s2, s1) = Operators.Backward.Call3(incoming, input, weight, Arg.None, Arg.None, mean, inverse, true, eps, new[] { true, true, true });
            var ownSums = cat([s1!, s2!]).to(ScalarType.Float64);
            var sums = ownSums.clone();
            group.AllReduce(sums);

            // What the means over all processes change in it: inverse w (d1 + x' d2) with d = own sum / own count - common sum / common count.
            var difference = ownSums / own - sums / count;
            var (d1, d2) = (difference.narrow(0, 0, channels), difference.narrow(0, channels, channels));
            var (i, w, m) = (inverse.to(ScalarType.Float64), weight.to(ScalarType.Float64), mean.to(ScalarType.Float64));
            var slope = i * i * w * d2;
            var offset = i * w * d1 - m * slope;
            var shape = new long[input.ndim];
            Array.Fill(shape, 1);
            shape[1] = channels;
            gradient!.addcmul_(input, slope.to(gradient.dtype).reshape(shape), 1).add_(offset.to(gradient.dtype).reshape(shape));
            return [null!, gradient.MoveToOuterDisposeScope(), s2!.MoveToOuterDisposeScope(), s1!.MoveToOuterDisposeScope(), null!, null!, null!, null!];
        }
    }
}
