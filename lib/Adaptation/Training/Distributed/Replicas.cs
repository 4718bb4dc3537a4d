using Research.Adaptation.Models;
using TorchSharp.Extras;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Research.Adaptation.Training;

/// <summary>This process among those that train one network together, each on its part of every batch (engineering, no paper).</summary>
/// <remarks>
/// Losses are means over pictures or counted pixels of the whole batch: what a loss divides by is summed over the processes
/// (<see cref="Shared"/>), batch normalisation sees the whole batch, what a loss compares among pictures comes from all processes
/// (<see cref="Gathered"/>), and losses and gradients are averaged. What is drawn for a picture depends on its place in the whole batch
/// (<see cref="Place"/>), dropout included. So n processes give the losses and weights of one, up to rounding. One exception: the slips of DSP's
/// released code (<see cref="Fidelity.ReleasedCode"/>) that use the first picture's mask for a batch use that of a process's part.
/// </remarks>
public sealed class Replicas : IDisposable
{
    [ThreadStatic]
    private static ProcessGroup? current;

    [ThreadStatic]
    private static int batches;

    private readonly ProcessGroup group;
    private readonly GradientReplicas gradients;

    /// <summary>Joins the processes' trainings: everybody gets rank 0's weights, gradients are averaged from now on.</summary>
    /// <param name="group">The processes.</param>
    /// <param name="modules">The network and the method's modules.</param>
    /// <param name="parameters">What the optimiser moves, in the same order everywhere.</param>
    internal Replicas(ProcessGroup group, IEnumerable<nn.Module> modules, IEnumerable<Parameter> parameters)
    {
        this.group = group;
        foreach (var module in modules) GradientReplicas.Broadcast(group, module.state_dict().Values);
        gradients = new GradientReplicas(group, parameters);
    }

    /// <summary>This process's number, from 0.</summary>
    public int Rank => group.Rank;

    /// <summary>A divisor of at least 1 that counts what a loss is a mean of: here alone the count itself, among several processes their mean count.</summary>
    /// <param name="count">This process's count, a scalar of any type.</param>
    /// <returns>A scalar of the same type here alone, of float64 among several.</returns>
    /// <remarks>The mean over processes of sum_i / Shared(count_i) is the sum of all sums by the sum of all counts.</remarks>
    public static Tensor Shared(Tensor count)
    {
        if (current is not { } group) return count.clamp(min: 1);
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var sum = count.detach().to(ScalarType.Float64).reshape(1).clone();
        group.AllReduce(sum);
        return (sum.clamp(min: 1) / group.Size).reshape([]).MoveToOuterDisposeScope();
    }

    /// <summary>As <see cref="Shared"/>, for a sum of weights: not held to at least 1.</summary>
    /// <param name="sum">This process's sum, a scalar of any type.</param>
    public static Tensor SharedSum(Tensor sum)
    {
        if (current is not { } group) return sum;
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var total = sum.detach().to(ScalarType.Float64).reshape(1).clone();
        group.AllReduce(total);
        return (total / group.Size).reshape([]).MoveToOuterDisposeScope();
    }

    /// <summary>The place in the whole batch of a picture of this process's part.</summary>
    /// <param name="index">Its place in the part, from 0.</param>
    /// <param name="count">Pictures of the part.</param>
    public static int Place(int index, long count) => current is { } group ? checked((int)(group.Rank * count) + index) : index;

    /// <summary>Mean of a scalar over the processes, without gradient; here alone the scalar itself.</summary>
    /// <param name="mean">A mean over as many items in every process.</param>
    public static Tensor SharedMean(Tensor mean) => current is null ? mean : SharedSum(mean).to(mean.dtype);

    /// <summary>The greatest value of all processes, without gradient; here alone the scalar itself.</summary>
    /// <param name="value">A scalar.</param>
    public static Tensor SharedMaximum(Tensor value)
    {
        if (current is not { } group) return value;
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var most = value.detach().reshape(1).clone();
        group.AllReduce(most, ReduceOperation.Maximum);
        return most.reshape([]).MoveToOuterDisposeScope();
    }

    /// <summary>The rows of all processes in the order of the whole batch; here alone the rows themselves.</summary>
    /// <param name="rows">This process's rows, as many in every process: [n, ...].</param>
    /// <returns>
    /// [n * processes, ...]. A gradient flows back to this process's rows only, times the number of processes: averaged over processes
    /// that all compute the same loss from the same rows, that is the loss's gradient.
    /// </returns>
    public static Tensor Gathered(Tensor rows)
    {
        if (current is not { } group) return rows;
        using var scope = NewDisposeScope();
        Tensor[] parts;
        using (no_grad())
        {
            var plain = rows.detach().contiguous();
            parts = group.AllGather(plain.dtype == ScalarType.Bool ? plain.to(ScalarType.Byte) : plain);
            if (plain.dtype == ScalarType.Bool) parts = [.. parts.Select(p => p.to(ScalarType.Bool))];
        }
        // Its value is that of the rows, to the bit.
        if (rows.requires_grad) parts[group.Rank] = rows + (rows - rows.detach()) * (group.Size - 1);
        return cat(parts, dim: 0).MoveToOuterDisposeScope();
    }

    /// <summary>Sets a random share of values to zero and scales the others, as dropout in training does: the part of the whole batch's noise that is this process's.</summary>
    /// <param name="values">[N, ...]; N pictures, or those of as many batches one after the other as <see cref="Joined"/> says.</param>
    /// <param name="share">The share, 0 up to 1.</param>
    public static Tensor Dropout(Tensor values, double share)
    {
        if (current is not { } group) return nn.functional.dropout(values, share, training: true);
        using var scope = NewDisposeScope();
        var joined = Math.Max(1, batches);
        long[] shape = values.shape, whole = [joined, group.Size, shape[0] / joined, .. shape.AsSpan(1)];
        Tensor noise;
        using (no_grad())
            noise = empty(whole, dtype: values.dtype, device: values.device).bernoulli_(1 - share).div_(1 - share).select(1, group.Rank).reshape(shape);
        return (values * noise).MoveToOuterDisposeScope();
    }

    /// <summary>Until it is disposed, what passes through a network on this thread is several batches, one after the other.</summary>
    /// <param name="count">Number of batches, each of as many pictures.</param>
    public static IDisposable Joined(int count) => new JoinedBatches(count);

    /// <summary>Begins a training step on this thread: batch normalisation and divisors see all processes until it is disposed.</summary>
    internal IDisposable Step() => new Together(group);

    /// <summary>Sends off what a backward pass left.</summary>
    internal void EndPass() => gradients.EndPass();

    /// <summary>Puts the averaged gradients in their places.</summary>
    internal void FinishGradients() => gradients.Finish();

    /// <summary>Mean of a number over the processes.</summary>
    internal double Mean(double value)
    {
        using var scope = NewDisposeScope();
        var sum = tensor([value], ScalarType.Float64);
        group.AllReduce(sum);
        return sum[0].item<double>() / group.Size;
    }

    /// <summary>Whether any process says yes; all get the same answer.</summary>
    internal bool Any(bool here)
    {
        using var scope = NewDisposeScope();
        var answer = tensor([here ? 1L : 0L], ScalarType.Int64);
        group.AllReduce(answer, ReduceOperation.Maximum);
        return answer[0].item<long>() != 0;
    }

    /// <inheritdoc/>
    public void Dispose() => gradients.Dispose();

    private sealed class JoinedBatches : IDisposable
    {
        private readonly int before = batches;

        public JoinedBatches(int count) => batches = count;

        public void Dispose() => batches = before;
    }

    private sealed class Together : IDisposable
    {
        private readonly ProcessGroup? before = current;
        private readonly SynchronisedBatchNorm norms;

        public Together(ProcessGroup group)
        {
            current = group;
            norms = SynchronisedBatchNorm.Over(group);
        }

        public void Dispose()
        {
            norms.Dispose();
            current = before;
        }
    }
}
