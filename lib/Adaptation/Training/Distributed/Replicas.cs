using Research.Adaptation.Models;
using TorchSharp.Extras;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Research.Adaptation.Training;

/// <summary>This process among those that train one network together, each on its part of every batch (engineering, no paper).</summary>
/// <remarks>
/// Losses are means over pictures or counted pixels of the whole batch: what a loss divides by is summed over the processes
/// (<see cref="Shared"/>), batch normalisation sees the whole batch, and losses and gradients are averaged. So n processes give the losses
/// and weights of one, up to rounding, for methods whose random choices do not depend on the place in the batch. Those that draw per batch
/// (masks, dropout) draw other numbers in each process, as they would for other pictures.
/// </remarks>
public sealed class Replicas : IDisposable
{
    [ThreadStatic]
    private static ProcessGroup? current;

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
