using System.Collections.Concurrent;
using Research.Imaging;
using TorchSharp;
using static TorchSharp.torch;

namespace Research.Adaptation.Data;

/// <summary>
/// Fills plain arrays with prepared samples on any thread, and makes tensors of them on the thread that takes the batch: a
/// stopped loader then has no tensor in flight, and no worker's dispose scope matters. Arrays are used again.
/// </summary>
internal sealed class BatchBuilder
{
    private readonly ConcurrentBag<float[]> freeImages = [];
    private readonly ConcurrentBag<long[]> freeLabels = [];
    private readonly ILabelledDataset? labelled;
    private readonly IUnlabelledDataset? unlabelled;
    private readonly ImagePreparation preparation;
    private readonly TensorPixels pixels;
    private readonly SampleCache cache;
    private readonly string cacheKey;
    private readonly string name;
    private readonly Device? device;

    public BatchBuilder(ILabelledDataset dataset, ImagePreparation preparation, SampleCache cache, Device? device)
        : this(preparation, cache, device, dataset.Name, $"{dataset.Fingerprint}|labels|{preparation.Width}x{preparation.Height}") =>
        labelled = dataset;

    public BatchBuilder(IUnlabelledDataset dataset, ImagePreparation preparation, SampleCache cache, Device? device)
        : this(preparation, cache, device, dataset.Name, $"{dataset.Fingerprint}|picture|{preparation.Width}x{preparation.Height}") =>
        unlabelled = dataset;

    private BatchBuilder(ImagePreparation preparation, SampleCache cache, Device? device, string name, string cacheKey)
    {
        this.preparation = preparation;
        this.cache = cache;
        this.device = device;
        this.name = name;
        this.cacheKey = cacheKey;
        pixels = new(preparation.Normalisation);
    }

    /// <summary>Arrays of one batch; <paramref name="samples"/> gives index and random choices of each.</summary>
    public Arrays Fill(IReadOnlyList<(int Index, Augmentation Choice)> samples, CancellationToken cancellation)
    {
        int plane = preparation.OutputWidth * preparation.OutputHeight;
        var images = Rent(freeImages, checked(samples.Count * 3 * plane));
        var labels = labelled is null ? null : Rent(freeLabels, samples.Count * plane);
        var names = new string[samples.Count];
        for (int i = 0; i < samples.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            var (index, choice) = samples[i];
            var sample = Prepare(index);
            pixels.Write(choice.Change(sample.Image, preparation), choice.Flip, images.AsSpan(i * 3 * plane, 3 * plane));
            if (labels is not null)
                TensorPixels.Write(choice.Change(sample.Labels)!, choice.Flip, labels.AsSpan(i * plane, plane));
            names[i] = sample.Name;
        }
        return new(images, labels, names);
    }

    public LabelledBatch ToLabelled(Arrays arrays)
    {
        long count = arrays.Names.Length;
        var images = tensor(arrays.Images, [count, 3, preparation.OutputHeight, preparation.OutputWidth], device: device);
        var labels = tensor(arrays.Labels!, [count, preparation.OutputHeight, preparation.OutputWidth], device: device);
        freeImages.Add(arrays.Images);
        freeLabels.Add(arrays.Labels!);
        return new(images, labels, arrays.Names);
    }

    public UnlabelledBatch ToUnlabelled(Arrays arrays)
    {
        var images = tensor(arrays.Images, [arrays.Names.Length, 3, preparation.OutputHeight, preparation.OutputWidth], device: device);
        freeImages.Add(arrays.Images);
        return new(images, arrays.Names);
    }

    /// <summary>A sample at the network's size, from the cache where it is kept.</summary>
    public PreparedSample Prepare(int index)
    {
        try
        {
            return cache.Get(cacheKey, index, () => labelled is not null
                ? PreparedSample.From(labelled.Load(index), preparation)
                : PreparedSample.From(unlabelled!.Load(index), preparation));
        }
        catch (Exception error) when (error is not (OperationCanceledException or DatasetException))
        {
            throw new DatasetException($"{name}, sample {index}: {error.Message}", (error as ImageFormatException)?.FileName, error);
        }
    }

    private static T[] Rent<T>(ConcurrentBag<T[]> free, int length)
    {
        while (free.TryTake(out var array))
        {
            if (array.Length == length)
                return array;
        }
        return new T[length];
    }

    /// <summary>A batch before it is made of tensors.</summary>
    internal sealed record Arrays(float[] Images, long[]? Labels, string[] Names);
}
