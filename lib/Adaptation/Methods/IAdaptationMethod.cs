using Research.Adaptation.Data;

namespace Research.Adaptation.Methods;

/// <summary>A way to train a network with labelled source pictures and unlabelled target pictures.</summary>
public interface IAdaptationMethod : ITrainingMethod<DomainBatch>;
