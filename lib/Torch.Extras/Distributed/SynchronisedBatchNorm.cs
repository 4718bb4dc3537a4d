using System.Runtime.InteropServices;
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
/// On the processor, in float32 and float64, numbers per channel are plain loops and the gradient is one pass: calls of operators, some fifty a
/// layer, took longer than the sums. Elsewhere they are operators, so that nothing waits for the device.
/// </remarks>
public sealed class SynchronisedBatchNorm : IDisposable
{
    /// <summary>For tests on the processor: what other devices do.</summary>
    internal static bool ThroughOperators { get; set; }

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
        if (IsPlain(plain, weight, bias, runningMean, runningVar))
        {
            var (total, means, variances) = Channels.CommonStatistics(group, plain);
            if (runningMean is not null) Channels.Move(runningMean, means, momentum, 1);
            if (runningVar is not null) Channels.Move(runningVar, variances, momentum, total / Math.Max(1, total - 1));
            long[] shape = [means.Length];
            return Function.apply(group, plain, weight ?? ones(shape, plain.dtype), bias ?? zeros(shape, plain.dtype),
                Channels.Vector(means, plain.dtype), Channels.Vector(variances, plain.dtype), total, eps).MoveToOuterDisposeScope();
        }
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

    private static bool IsPlain(Tensor input, params ReadOnlySpan<Tensor?> vectors)
    {
        if (ThroughOperators || input.device_type != DeviceType.CPU || input.dtype is not (ScalarType.Float32 or ScalarType.Float64)) return false;
        foreach (var vector in vectors)
            if (vector is not null && (vector.dtype != input.dtype || vector.device_type != DeviceType.CPU || !vector.is_contiguous())) return false;
        return true;
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

    /// <summary>The same on the processor, number by number.</summary>
    private static class Channels
    {
        public static (double Count, double[] Mean, double[] Variance) CommonStatistics(ProcessGroup group, Tensor input)
        {
            using var noGrad = no_grad();
            var (ownMean, ownVariance) = Operators.Statistics.Call2(input, Arg.None, Arg.None, 0.0);
            double[] mean = Numbers(ownMean!), variance = Numbers(ownVariance!);
            var channels = mean.Length;
            var own = (double)(input.numel() / channels);
            var sums = new double[2 * channels + 1];
            for (var c = 0; c < channels; c++)
            {
                sums[c] = mean[c] * own;
                sums[channels + c] = (variance[c] + mean[c] * mean[c]) * own;
            }
            sums[^1] = own;
            sums = Sum(group, sums);
            var count = sums[^1];
            for (var c = 0; c < channels; c++)
            {
                mean[c] = sums[c] / count;
                variance[c] = Math.Max(0, sums[channels + c] / count - mean[c] * mean[c]);
            }
            return (count, mean, variance);
        }

        /// <summary>dx = a dy + b x + c with a = w i, b = -a i S2 / n, c = -a S1 / n - b m, i = 1 / sqrt(v + eps).</summary>
        public static unsafe Tensor Gradient(
            ProcessGroup group, Tensor incoming, Tensor input, Tensor weight, Tensor mean, Tensor inverse, Tensor own1, Tensor own2, double count)
        {
            double[] m = Numbers(mean), i = Numbers(inverse), w = Numbers(weight);
            var sums = Sum(group, [.. Numbers(own1), .. Numbers(own2)]);
            double[] a = new double[m.Length], b = new double[m.Length], c = new double[m.Length];
            for (var k = 0; k < m.Length; k++)
            {
                a[k] = w[k] * i[k];
                b[k] = -a[k] * i[k] * sums[m.Length + k] / count;
                c[k] = -a[k] * sums[k] / count - b[k] * m[k];
            }
            var result = empty_like(input);
            fixed (double* pa = a, pb = b, pc = c)
                if (Shim.shim_combine_channels(incoming.Handle, input.Handle, result.Handle, pa, pb, pc) < 0)
                    throw new InvalidOperationException("the gradient of synchronised batch normalisation: input and gradient do not agree");
            GC.KeepAlive((incoming, input));
            return result;
        }

        /// <summary>A running statistic moves by the share of a new one.</summary>
        public static void Move(Tensor running, double[] values, double share, double factor)
        {
            var moved = Numbers(running);
            for (var c = 0; c < moved.Length; c++) moved[c] = moved[c] * (1 - share) + values[c] * factor * share;
            Write(running, moved);
        }

        public static Tensor Vector(double[] values, ScalarType type)
        {
            var vector = empty([values.Length], type);
            Write(vector, values);
            return vector;
        }

        private static double[] Sum(ProcessGroup group, double[] values)
        {
            using var sums = Vector(values, ScalarType.Float64);
            group.AllReduce(sums);
            return Numbers(sums);
        }

        private static double[] Numbers(Tensor vector)
        {
            var bytes = vector.bytes;
            if (vector.dtype == ScalarType.Float64) return MemoryMarshal.Cast<byte, double>(bytes).ToArray();
            var floats = MemoryMarshal.Cast<byte, float>(bytes);
            var numbers = new double[floats.Length];
            for (var k = 0; k < numbers.Length; k++) numbers[k] = floats[k];
            return numbers;
        }

        private static void Write(Tensor vector, double[] values)
        {
            var bytes = vector.bytes;
            if (vector.dtype == ScalarType.Float64) values.CopyTo(MemoryMarshal.Cast<byte, double>(bytes));
            else
            {
                var floats = MemoryMarshal.Cast<byte, float>(bytes);
                for (var k = 0; k < values.Length; k++) floats[k] = (float)values[k];
            }
            GC.KeepAlive(vector);
        }
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
            if (IsPlain(input, weight, incoming))
            {
                var (_, own2, own1) = Operators.Backward.Call3(incoming, input, weight, Arg.None, Arg.None, mean, inverse, true, eps, new[] { false, true, true });
                var result = Channels.Gradient(group, incoming, input, weight, mean, inverse, own1!, own2!, count);
                return [null!, result.MoveToOuterDisposeScope(), own2!.MoveToOuterDisposeScope(), own1!.MoveToOuterDisposeScope(), null!, null!, null!, null!];
            }
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
