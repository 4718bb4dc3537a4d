using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp.Extras;

/// <summary>
/// Keeps float16 gradients from vanishing: multiplies the loss, divides the gradients, leaves out steps whose gradients
/// overflowed and then lowers the factor; raises it after a run of good steps. The rule of torch.cuda.amp.GradScaler.
/// </summary>
public sealed class GradientScaler
{
    private readonly GradientScalerOptions _options;
    private bool _unscaled;
    private bool _overflow;

    /// <summary>Makes a scaler with the default or the given rule.</summary>
    public GradientScaler(GradientScalerOptions? options = null)
    {
        _options = options ?? new GradientScalerOptions();
        Scale = _options.InitialScale;
    }

    /// <summary>The factor on the loss; part of the state to keep for resuming.</summary>
    public double Scale { get; set; }

    /// <summary>Good steps since the factor last changed; part of the state to keep for resuming.</summary>
    public int GoodSteps { get; set; }

    /// <summary>Steps left out so far because of an overflow.</summary>
    public int SkippedSteps { get; private set; }

    /// <summary>The loss times the factor: call backward on this. The caller owns it.</summary>
    public Tensor Scaled(Tensor loss) => loss * Scale;

    /// <summary>Divides the gradients by the factor, so that they can be clipped before <see cref="Step"/>.</summary>
    public void Unscale(IEnumerable<Parameter> parameters)
    {
        if (_unscaled) throw new InvalidOperationException("the gradients of this step have been unscaled already");
        using var scope = NewDisposeScope();
        using var gradless = no_grad();
        Tensor[] gradients = [.. parameters.Select(parameter => parameter.grad).OfType<Tensor>().Select(gradient => gradient.detach())];
        foreach (var gradient in gradients) gradient.mul_(1 / Scale);
        _overflow = gradients.Length > 0 && !stack(gradients.Select(gradient => gradient.abs().max().to(float32))).isfinite().all().ToBoolean();
        _unscaled = true;
    }

    /// <summary>Unscales where that has not been done, and steps unless a gradient overflowed; returns whether it stepped.</summary>
    public bool Step(optim.Optimizer optimizer)
    {
        if (!_unscaled) Unscale(optimizer.parameters());
        if (_overflow) SkippedSteps++;
        else optimizer.step();
        return !_overflow;
    }

    /// <summary>Adjusts the factor; call once at the end of each step.</summary>
    public void Update()
    {
        if (!_unscaled) throw new InvalidOperationException("there was no step to update after");
        if (_overflow) (Scale, GoodSteps) = (Scale * _options.Backoff, 0);
        else if (++GoodSteps == _options.GrowthInterval) (Scale, GoodSteps) = (Scale * _options.Growth, 0);
        _unscaled = _overflow = false;
    }
}
