using Research.Adaptation.Data;

namespace Research.Adaptation.Papers;

/// <summary>The data of an adaptation experiment. The target's labels are not in it; only the evaluation set has labels.</summary>
/// <param name="Source">Labelled training pictures of the source domain.</param>
/// <param name="Target">Unlabelled training pictures of the target domain.</param>
/// <param name="Evaluation">Labelled pictures of the target domain that no training sees.</param>
public sealed record DomainPair(ILabelledDataset Source, IUnlabelledDataset Target, ILabelledDataset Evaluation)
{
    /// <summary>Labelled source pictures that no training sees, for choosing the best checkpoint without target labels; null for none.</summary>
    public ILabelledDataset? SourceValidation { get; init; }
}
