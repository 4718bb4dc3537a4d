using Research.Adaptation.Methods;

namespace Research.Adaptation.Papers;

/// <summary>A method with its settings, not yet tied to a network.</summary>
/// <remarks>Name and options enter the run's hash. The options may be replaced by a changed copy of the same type (<c>with</c>).</remarks>
public sealed record MethodChoice
{
    private readonly Func<object?, MethodInputs, IAdaptationMethod> create;

    private MethodChoice(string name, object? options, Func<object?, MethodInputs, IAdaptationMethod> create)
    {
        Name = name;
        Options = options;
        this.create = create;
    }

    /// <summary>Training on the source alone.</summary>
    public static MethodChoice SourceOnly { get; } = Of(nameof(Methods.SourceOnly), i => new SourceOnly(i.Model));

    /// <summary>Name of the method's class.</summary>
    public string Name { get; }

    /// <summary>The settings, a record; null for a method that has none.</summary>
    public object? Options { get; init; }

    /// <summary>Entropy minimisation.</summary>
    public static MethodChoice Of(EntropyMinimisationOptions options) =>
        Of(nameof(EntropyMinimisation), options, (o, i) => new EntropyMinimisation(i.Model, o));

    /// <summary>Maximum squares.</summary>
    public static MethodChoice Of(MaximumSquaresOptions options) =>
        Of(nameof(MaximumSquaresAdaptation), options, (o, i) => new MaximumSquaresAdaptation(i.Model, o));

    /// <summary>Any method with settings.</summary>
    /// <param name="name">Name of its class.</param>
    /// <param name="options">Its settings, a record.</param>
    /// <param name="create">Ties it to a network.</param>
    public static MethodChoice Of<TOptions>(string name, TOptions options, Func<TOptions, MethodInputs, IAdaptationMethod> create)
        where TOptions : class => new(name, options, (o, inputs) => create((TOptions)o!, inputs));

    /// <summary>Any method without settings.</summary>
    /// <param name="name">Name of its class.</param>
    /// <param name="create">Ties it to a network.</param>
    public static MethodChoice Of(string name, Func<MethodInputs, IAdaptationMethod> create) => new(name, null, (_, inputs) => create(inputs));

    /// <summary>Ties the method to a network.</summary>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public IAdaptationMethod Create(MethodInputs inputs) => create(Options, inputs);
}
