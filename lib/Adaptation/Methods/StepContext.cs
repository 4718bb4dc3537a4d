using static TorchSharp.torch;

namespace Research.Adaptation.Methods;

/// <summary>What a method may know about the step it is in.</summary>
public sealed class StepContext
{
    private readonly Action<string, Tensor>? record;

    /// <summary>The context of one step.</summary>
    /// <param name="step">Steps done before this one, from 0.</param>
    /// <param name="totalSteps">Steps of the whole run.</param>
    /// <param name="random">The step's own stream: the same step of the same run always gets the same one.</param>
    /// <param name="record">Receives intermediates when somebody watches; null when nobody does.</param>
    public StepContext(long step, long totalSteps, RandomStream random, Action<string, Tensor>? record = null)
    {
        Step = step;
        TotalSteps = totalSteps;
        Random = random;
        this.record = record;
    }

    /// <summary>Steps done before this one, from 0.</summary>
    public long Step { get; }

    /// <summary>Steps of the whole run.</summary>
    public long TotalSteps { get; }

    /// <summary>The step's own stream of random numbers.</summary>
    public RandomStream Random { get; }

    /// <summary>Shows an intermediate to whoever watches; costs nothing when nobody does.</summary>
    /// <param name="name">"target.logits" for instance.</param>
    /// <param name="value">Computes the tensor; called only when somebody watches, without recording gradients.</param>
    public void Record(string name, Func<Tensor> value)
    {
        if (record is null) return;
        using var noGrad = no_grad();
        record(name, value());
    }
}
