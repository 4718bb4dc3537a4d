namespace Research.Adaptation.Models;

/// <summary>Which heads of a <see cref="MultiTaskDeepLab"/> a forward pass computes; every head takes a picture-sized map, so what no loss needs is left out.</summary>
[Flags]
public enum MultiTaskHeads
{
    /// <summary>S only.</summary>
    Semantics = 0,

    /// <summary>The source domain's depth decoder.</summary>
    SourceDepth = 1,

    /// <summary>The target domain's depth decoder.</summary>
    TargetDepth = 2,

    /// <summary>The predictions before the exchange, of semantics and of the depth decoders asked for; none in a network without exchange.</summary>
    Initial = 4,

    /// <summary>Everything the network has.</summary>
    All = SourceDepth | TargetDepth | Initial,
}
