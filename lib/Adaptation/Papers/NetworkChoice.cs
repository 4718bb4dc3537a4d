using Research.Adaptation.Models;

namespace Research.Adaptation.Papers;

/// <summary>A network with its settings, its weights not yet drawn.</summary>
/// <remarks>Name and options enter the run's hash. The options may be replaced by a changed copy of the same type (<c>with</c>).</remarks>
public sealed record NetworkChoice
{
    private readonly Func<object, RandomStream, ISegmentationModel> create;

    private NetworkChoice(string name, object options, Func<object, RandomStream, ISegmentationModel> create)
    {
        Name = name;
        Options = options;
        this.create = create;
    }

    /// <summary>Name of the network's class.</summary>
    public string Name { get; }

    /// <summary>The settings, a record.</summary>
    public object Options { get; init; }

    /// <summary>DeepLabv2 with two heads.</summary>
    public static NetworkChoice Of(DeepLabV2Options options) => Of(nameof(DeepLabV2), options, (o, random) => new DeepLabV2(o, random));

    /// <summary>Any network.</summary>
    /// <param name="name">Name of its class.</param>
    /// <param name="options">Its settings, a record.</param>
    /// <param name="create">Builds it on the processor and draws its weights from the stream.</param>
    public static NetworkChoice Of<TOptions>(string name, TOptions options, Func<TOptions, RandomStream, ISegmentationModel> create)
        where TOptions : class => new(name, options, (o, random) => create((TOptions)o, random));

    /// <summary>Builds the network and draws its weights.</summary>
    /// <param name="random">The stream for the weights.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public ISegmentationModel Create(RandomStream random) => create(Options, random);
}
