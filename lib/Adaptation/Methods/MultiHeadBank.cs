// The feature bank of the directional contrastive loss: dvlab-research/Context-Aware-Consistency @4fdec7a (step_save, selected_num).

using Research.Adaptation.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace Research.Adaptation.Methods;

/// <summary>Projected features of the last steps of one dataset, with their pseudo-labels.</summary>
/// <remarks>A module, so that a checkpoint holds it. Places are fixed in number; empty ones have the label <see cref="ContrastBank.Nothing"/>.</remarks>
public sealed class MultiHeadBank : nn.Module
{
    private readonly Tensor features, labels, next;

    /// <summary>An empty bank.</summary>
    /// <param name="steps">Steps remembered beside the present one, 0 or more.</param>
    /// <param name="places">Features remembered of each step, at least 1.</param>
    /// <param name="size">Length D of a feature.</param>
    /// <param name="device">Where the features live.</param>
    public MultiHeadBank(int steps, int places, int size, Device device) : base(nameof(MultiHeadBank))
    {
        ArgumentOutOfRangeException.ThrowIfNegative(steps);
        ArgumentOutOfRangeException.ThrowIfLessThan(places, 1);
        features = zeros([steps, places, size], device: device);
        labels = full([steps, places], ContrastBank.Nothing, dtype: ScalarType.Int64, device: device);
        next = zeros([1], dtype: ScalarType.Int64);
        register_buffer("features", features);
        register_buffer("labels", labels);
        register_buffer("next", next);
    }

    /// <summary>The present step's features followed by the remembered ones; the caller's scope owns the result.</summary>
    /// <param name="present">Features and labels of this step.</param>
    public ContrastBank With(ContrastBank present)
    {
        if (features.shape[0] == 0) return present;
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        return new ContrastBank(
            cat([present.Features.detach(), features.flatten(0, 1).to(present.Features.dtype)], dim: 0).MoveToOuterDisposeScope(),
            cat([present.Labels, labels.flatten(0, 1)], dim: 0).MoveToOuterDisposeScope());
    }

    /// <summary>Remembers a step in place of the oldest one; what does not fit is left out.</summary>
    public void Remember(ContrastBank step)
    {
        var steps = features.shape[0];
        if (steps == 0) return;
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var place = next.item<long>();
        var count = Math.Min(step.Features.shape[0], features.shape[1]);
        labels[place].fill_(ContrastBank.Nothing);
        labels[place].narrow(0, 0, count).copy_(step.Labels.narrow(0, 0, count));
        features[place].narrow(0, 0, count).copy_(step.Features.detach().narrow(0, 0, count));
        next.fill_((place + 1) % steps);
    }
}
