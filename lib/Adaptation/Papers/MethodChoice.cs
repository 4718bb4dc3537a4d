using Research.Adaptation.Methods;
using Research.Adaptation.Models;

namespace Research.Adaptation.Papers;

/// <summary>A method with its settings, not yet tied to a network.</summary>
/// <param name="Name">Name of the method's class; enters the run's hash together with <paramref name="Options"/>.</param>
/// <param name="Options">The settings, a record; null for a method that has none.</param>
/// <param name="Create">Ties the method to a network.</param>
public sealed record MethodChoice(string Name, object? Options, Func<ISegmentationModel, IAdaptationMethod> Create)
{
    /// <summary>Training on the source alone.</summary>
    public static MethodChoice SourceOnly { get; } = new(nameof(Methods.SourceOnly), null, m => new SourceOnly(m));

    /// <summary>Entropy minimisation.</summary>
    public static MethodChoice Of(EntropyMinimisationOptions options) =>
        new(nameof(EntropyMinimisation), options, m => new EntropyMinimisation(m, options));

    /// <summary>Maximum squares.</summary>
    public static MethodChoice Of(MaximumSquaresOptions options) =>
        new(nameof(MaximumSquaresAdaptation), options, m => new MaximumSquaresAdaptation(m, options));
}
