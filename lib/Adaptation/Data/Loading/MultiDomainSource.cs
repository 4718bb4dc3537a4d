namespace Research.Adaptation.Data;

/// <summary>One of the datasets that are trained together.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Labelled">Pictures with labels, in its head's classes.</param>
/// <param name="Unlabelled">Pictures without; null where there are none (everything is labelled).</param>
public sealed record MultiDomainSource(string Name, ILabelledDataset Labelled, IUnlabelledDataset? Unlabelled)
{
    /// <summary>The head that answers for it.</summary>
    /// <value>The head of its own name.</value>
    public string Head { get; init; } = Name;
}
