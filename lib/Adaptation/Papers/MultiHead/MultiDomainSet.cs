using Research.Adaptation.Data;
using Research.Adaptation.Evaluation;

namespace Research.Adaptation.Papers;

/// <summary>A dataset of a multi-domain experiment.</summary>
/// <param name="Name">Its name: lower case letters, digits, hyphens.</param>
/// <param name="Training">All training pictures; a share of them counts as labelled, by a list that depends on the name.</param>
/// <param name="Evaluation">Labelled pictures that no training sees, in the same classes.</param>
/// <param name="Options">How the evaluation pictures become network input.</param>
public sealed record MultiDomainSet(string Name, ILabelledDataset Training, ILabelledDataset Evaluation, EvaluationOptions Options)
{
    /// <summary>The head that answers for it; datasets of one label space may share a head.</summary>
    /// <value>The head of its own name.</value>
    public string Head { get; init; } = Name;

    /// <summary>The pictures that are labelled at a share, and the rest without labels; null where nothing is left.</summary>
    /// <param name="share">Above 0, at most 1.</param>
    public (ILabelledDataset Labelled, IUnlabelledDataset? Unlabelled) Split(double share)
    {
        var split = LabelledSplit.Of(Name, Training.Count, share);
        return (Training.Subset(split.Labelled), split.Unlabelled.Count == 0 ? null : Training.Subset(split.Unlabelled).WithoutLabels());
    }
}
