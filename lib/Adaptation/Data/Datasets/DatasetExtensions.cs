namespace Research.Adaptation.Data;

/// <summary>Views of datasets: without labels, a part, several in a row, in another label space. No view copies samples.</summary>
public static class DatasetExtensions
{
    /// <summary>The same pictures without their labels.</summary>
    public static IUnlabelledDataset WithoutLabels(this ILabelledDataset dataset) => new UnlabelledView(dataset);

    /// <summary><paramref name="count"/> samples from <paramref name="first"/> on.</summary>
    public static ILabelledDataset Subset(this ILabelledDataset dataset, int first, int count)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        if (first < 0 || count < 0 || first > dataset.Count - count)
            throw new ArgumentOutOfRangeException(nameof(count), $"{dataset.Name}: expected a range within 0 .. {dataset.Count - 1}, got {count} from {first}");
        return new SubsetView(dataset, Enumerable.Range(first, count).ToArray());
    }

    /// <summary>The samples at the given indices, in that order.</summary>
    public static ILabelledDataset Subset(this ILabelledDataset dataset, IEnumerable<int> indices) =>
        new SubsetView(dataset, indices.ToArray());

    /// <summary><paramref name="count"/> samples spread evenly over the dataset, in order: a small, representative part of a video.</summary>
    public static ILabelledDataset Spread(this ILabelledDataset dataset, int count)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        if (count < 0 || count > dataset.Count)
            throw new ArgumentOutOfRangeException(nameof(count), $"{dataset.Name}: expected at most {dataset.Count} samples, got {count}");
        return new SubsetView(dataset, Enumerable.Range(0, count).Select(i => (int)((long)i * dataset.Count / count)).ToArray());
    }

    /// <summary>This dataset followed by others of the same label space.</summary>
    public static ILabelledDataset Concat(this ILabelledDataset dataset, params ILabelledDataset[] others) =>
        new ConcatView([dataset, .. others]);

    /// <summary>The same samples with labels carried into another space by <see cref="LabelMapping"/>.</summary>
    public static ILabelledDataset InLabelSpace(this ILabelledDataset dataset, LabelSpace space)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        return dataset.LabelSpace.Name == space.Name ? dataset : new MappedView(dataset, space);
    }
}
