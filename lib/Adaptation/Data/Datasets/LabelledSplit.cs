namespace Research.Adaptation.Data;

/// <summary>Which pictures of a dataset count as labelled, and which as unlabelled, at a share.</summary>
/// <param name="Labelled">Indices of the labelled pictures, ascending.</param>
/// <param name="Unlabelled">Indices of all others, ascending.</param>
/// <remarks>
/// The list depends on the dataset's name, its number of pictures and the share only, never on a run's seed; a smaller share is contained
/// in a larger one. Published work on shares uses lists of its own (372 of Cityscapes' 2,975 at 1/8); the multi-head paper does not print its.
/// </remarks>
public sealed record LabelledSplit(IReadOnlyList<int> Labelled, IReadOnlyList<int> Unlabelled)
{
    private const long ListSeed = 42;

    /// <summary>The fixed split.</summary>
    /// <param name="dataset">The dataset's name.</param>
    /// <param name="count">Its number of training pictures, at least 1.</param>
    /// <param name="share">Labelled share, above 0 and at most 1; rounded to whole pictures, at least one.</param>
    public static LabelledSplit Of(string dataset, int count, double share)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        if (!(share is > 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(share), share, "expected a share above 0 and at most 1");
        var order = new RandomStream(ListSeed).Split("labelled split").Split(dataset).Permutation(count);
        var labelled = Math.Max(1, (int)Math.Round(count * share, MidpointRounding.AwayFromZero));
        return new([.. order.Take(labelled).Order()], [.. order.Skip(labelled).Order()]);
    }
}
