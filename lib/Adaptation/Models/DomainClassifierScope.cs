namespace Research.Adaptation.Models;

/// <summary>What a <see cref="DomainClassifier"/> looks at, and with how many sets of weights.</summary>
public enum DomainClassifierScope
{
    /// <summary>One classifier for each cell of the feature map, each with its own weights: the region-wise method.</summary>
    Region,

    /// <summary>One classifier that is applied to every cell (a 1x1 convolution): an ablation of the region-wise method.</summary>
    SharedRegion,

    /// <summary>One classifier of the mean over all cells: ordinary DANN.</summary>
    PooledImage,

    /// <summary>One classifier of all cells' channels together: ordinary DANN, read the other way.</summary>
    FlattenedImage,
}
