using static TorchSharp.torch;

namespace Research.Adaptation.Models;

/// <summary>Logits together with the named intermediates that led to them.</summary>
/// <param name="Output">The logits at input size.</param>
/// <param name="Steps">Name and tensor [N, K, h, w] of each stage, in the order of computation.</param>
public sealed record SegmentationTrace(SegmentationOutput Output, IReadOnlyList<(string Name, Tensor Value)> Steps)
{
    /// <summary>The intermediate of that name.</summary>
    /// <exception cref="KeyNotFoundException">No stage has that name; the message lists those that exist.</exception>
    public Tensor this[string name]
    {
        get
        {
            foreach (var (stage, value) in Steps)
                if (stage == name) return value;
            throw new KeyNotFoundException($"no stage '{name}'; there are {string.Join(", ", Steps.Select(s => s.Name))}");
        }
    }
}
