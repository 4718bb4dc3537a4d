namespace Research.Adaptation.Mixing;

/// <summary>What the rare crops of a step are.</summary>
public enum RareCrops
{
    /// <summary>One crop for every drawn class and picture; both domains receive the same.</summary>
    OfEveryClass,

    /// <summary>Two crops of the first drawn class for every picture, one for the target and one for the source: the release of September 2021.</summary>
    OfOneClassForEachDomain,
}
