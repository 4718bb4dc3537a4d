namespace Research.Adaptation.Data;

/// <summary>What one dataset gives to a training step.</summary>
/// <param name="Name">The dataset's name.</param>
/// <param name="Labelled">Labelled crops; labels are ids of its head's classes.</param>
/// <param name="Unlabelled">Overlapping crops of unlabelled pictures; null where training uses none.</param>
public sealed record MultiDomainPart(string Name, LabelledBatch Labelled, CropPairBatch? Unlabelled)
{
    /// <summary>The head that answers for it.</summary>
    /// <value>The head of its own name.</value>
    public string Head { get; init; } = Name;
}
