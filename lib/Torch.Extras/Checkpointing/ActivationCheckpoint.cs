using static TorchSharp.torch;

namespace TorchSharp.Extras;

/// <summary>
/// Trades time for memory: what happens inside the function is not kept for the backward pass but computed again there,
/// with the random numbers of the first time (of the CPU's generator). Batch normalisation inside measures each batch twice, as in PyTorch.
/// </summary>
public static class ActivationCheckpoint
{
    /// <summary>Runs the function; its parameters get their gradients, and the input its own, in the backward pass.</summary>
    public static Tensor Run(Func<Tensor, Tensor> function, Tensor input)
    {
        ArgumentNullException.ThrowIfNull(function);
        if (!is_grad_enabled()) return function(input);
        // Parameters inside may need gradients although the input needs none: a witness that does keeps the node in the graph.
        using var witness = zeros(1, device: input.device, requires_grad: true);
        return Recomputed.apply(function, input, witness);
    }

    private sealed class Recomputed : autograd.SingleTensorFunction<Recomputed>
    {
        public override string Name => nameof(ActivationCheckpoint);

        public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
        {
            var input = (Tensor)vars[1];
            ctx.save_data("function", vars[0]);
            ctx.save_for_backward([input, get_rng_state()]);
            return ((Func<Tensor, Tensor>)vars[0])(input);
        }

        public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
        {
            var function = (Func<Tensor, Tensor>)ctx.get_data("function");
            var kept = ctx.get_saved_variables();
            using var saved = kept[0];
            using var first = kept[1];
            using var detached = saved.detach();
            var needed = saved.requires_grad;
            if (needed) detached.requires_grad_();
            using var random = get_rng_state();
            set_rng_state(first);
            try
            {
                using var recorded = enable_grad();
                using var output = function(detached);
                if (output.requires_grad) autograd.backward(output, grad_output);
            }
            finally
            {
                set_rng_state(random);
            }
            return [null!, needed ? detached.grad! : null!, null!];
        }
    }
}
