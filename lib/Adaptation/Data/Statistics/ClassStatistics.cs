namespace Research.Adaptation.Data;

/// <summary>How often each class occurs in a dataset.</summary>
public sealed record ClassStatistics
{
    /// <summary>The dataset counted.</summary>
    public required string Dataset { get; init; }

    /// <summary>The space of its labels.</summary>
    public required LabelSpace LabelSpace { get; init; }

    /// <summary>Samples counted.</summary>
    public required int Samples { get; init; }

    /// <summary>Pixels per class.</summary>
    public required IReadOnlyList<long> Pixels { get; init; }

    /// <summary>Samples in which a class occurs.</summary>
    public required IReadOnlyList<int> SamplesWithClass { get; init; }

    /// <summary>All pixels of those samples, void included: the denominator of median-frequency weights.</summary>
    public required IReadOnlyList<long> PixelsOfSamplesWithClass { get; init; }

    /// <summary>Pixels labelled void.</summary>
    public required long Ignored { get; init; }

    /// <summary>Pixels that carry a class.</summary>
    public long Labelled => Pixels.Sum();

    /// <summary>Share of a class among labelled pixels, 0 .. 1.</summary>
    public double Frequency(int id) => Labelled == 0 ? 0 : (double)Pixels[id] / Labelled;

    /// <summary>
    /// Median-frequency weights w_c = median_k(f_k) / f_c, f_c = pixels of c / pixels of the samples in which c occurs
    /// (Eigen and Fergus 2015; the SegNet tutorial weighs its loss so). 0 for a class that never occurs.
    /// </summary>
    public IReadOnlyList<double> MedianFrequencyWeights()
    {
        var frequencies = Pixels.Select((count, id) => count == 0 ? 0 : (double)count / PixelsOfSamplesWithClass[id]).ToArray();
        var present = frequencies.Where(f => f > 0).Order().ToArray();
        if (present.Length == 0)
            return frequencies;
        double median = (present[(present.Length - 1) / 2] + present[present.Length / 2]) / 2;
        return frequencies.Select(f => f > 0 ? median / f : 0).ToArray();
    }

    /// <summary>Counts the labels of every sample, on several threads.</summary>
    /// <param name="dataset">The dataset.</param>
    /// <param name="progress">Told the number of samples counted, one call at a time.</param>
    /// <param name="workers">Threads, 0 .. 256; 0 = one per processor. The result does not depend on it.</param>
    /// <param name="cancellation">Stops the count.</param>
    /// <exception cref="DatasetException">A sample cannot be read, or has a label outside its space.</exception>
    public static ClassStatistics Of(ILabelledDataset dataset, IProgress<int>? progress = null, int workers = 0, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        if (workers is < 0 or > 256)
            throw new ArgumentOutOfRangeException(nameof(workers), $"expected 0 .. 256 worker threads, got {workers}");
        int classes = dataset.LabelSpace.Count;
        var pixels = new long[classes];
        var possible = new long[classes];
        var samples = new int[classes];
        long ignored = 0;
        workers = workers == 0 ? Environment.ProcessorCount : workers;
        using var prefetch = new OrderedPrefetch<long[]>(0, dataset.Count, workers, workers + 2, (i, _) => Histogram(dataset, (int)i));
        for (int i = 0; i < dataset.Count; i++)
        {
            var histogram = prefetch.Take(cancellation);
            ignored += histogram[LabelSpace.Ignore];
            long all = histogram.Sum();
            for (int id = 0; id < classes; id++)
            {
                if (histogram[id] == 0)
                    continue;
                pixels[id] += histogram[id];
                possible[id] += all;
                samples[id]++;
            }
            progress?.Report(i + 1);
        }
        return new()
        {
            Dataset = dataset.Name,
            LabelSpace = dataset.LabelSpace,
            Samples = dataset.Count,
            Pixels = pixels,
            SamplesWithClass = samples,
            PixelsOfSamplesWithClass = possible,
            Ignored = ignored,
        };
    }

    private static long[] Histogram(ILabelledDataset dataset, int index)
    {
        var sample = dataset.Load(index);
        var histogram = sample.Labels.Histogram();
        for (int value = dataset.LabelSpace.Count; value < LabelSpace.Ignore; value++)
        {
            if (histogram[value] > 0)
                throw new DatasetException($"{dataset.Name}, sample '{sample.Name}': expected labels 0 .. {dataset.LabelSpace.Count - 1} or {LabelSpace.Ignore}, got {value} in {histogram[value]} pixels");
        }
        return histogram;
    }
}
