using static TorchSharp.torch;

namespace Research.Adaptation.Models;

/// <summary>A network that can be trained, saved and resumed, whatever it answers.</summary>
public interface ITrainableModel : IDisposable
{
    /// <summary>The network as a module: its parameters, buffers and training mode.</summary>
    nn.Module Module { get; }

    /// <summary>Where the weights are; pictures must be there too.</summary>
    Device Device { get; }

    /// <summary>The trainable parameters, grouped by learning rate. Moving the module to another device makes new ones: ask again.</summary>
    IReadOnlyList<ParameterGroup> ParameterGroups { get; }
}
