// How well the domains can still be told apart, region by region: the question behind notebooks/01-region-dann.ipynb, Section 6.
// Measuring alignment by a fresh classifier on frozen features goes back to S. Ben-David et al., "A theory of learning from different
// domains", Machine Learning 79, 2010 (the proxy A-distance).

using Research.Adaptation.Data;
using Research.Adaptation.Losses;
using Research.Adaptation.Models;
using Research.Adaptation.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Research.Adaptation.Evaluation;

/// <summary>Share of pictures whose domain a classifier recognises from one region of a network's features: 0.5 is guessing, 1 is always.</summary>
/// <remarks>Both domains count equally. No labels are read.</remarks>
public static class RegionSeparability
{
    /// <summary>Features of pictures in evaluation mode, without gradient.</summary>
    /// <param name="model">The network; its mode is restored.</param>
    /// <param name="tap">Where features are read.</param>
    /// <param name="pictures">Of one domain.</param>
    /// <param name="preparation">Size and normalisation; nothing random in it.</param>
    /// <param name="count">How many pictures from the first on, at least 1; null for all.</param>
    /// <param name="cancellation">Stops between batches.</param>
    /// <returns>float [N, K, h, w], N the number of pictures.</returns>
    /// <exception cref="ArgumentException">There are not so many pictures.</exception>
    public static Tensor Features(
        SegNet model, SegNetTap tap, IUnlabelledDataset pictures, ImagePreparation preparation, int? count = null,
        CancellationToken cancellation = default)
    {
        const int batch = 8;
        var wanted = count ?? pictures.Count;
        if (wanted < 1 || wanted > pictures.Count)
            throw new ArgumentException($"count: expected 1 to {pictures.Count}, the pictures of {pictures.Name}, got {wanted}");
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var training = model.training;
        model.eval();
        try
        {
            var all = new List<Tensor>();
            for (var first = 0; first < wanted; first += batch)
            {
                cancellation.ThrowIfCancellationRequested();
                using var inner = NewDisposeScope();
                var images = Enumerable.Range(first, Math.Min(batch, wanted - first)).Select(i => pictures.Load(i).Image).ToList();
                all.Add(model.Encode(Images.ToTensor(images, preparation).to(model.Device)).At(tap).MoveToOuterDisposeScope());
            }
            return cat(all, dim: 0).MoveToOuterDisposeScope();
        }
        finally
        {
            model.train(training);
        }
    }

    /// <summary>What given classifiers recognise, by region.</summary>
    /// <param name="classifier">Trained with the network, say.</param>
    /// <param name="source">Features of source pictures, [N, K, h, w].</param>
    /// <param name="target">Features of target pictures, [M, K, h, w].</param>
    /// <returns>Rows and columns of the classifier's answer (1 x 1 for a classifier of whole pictures), 0 to 1.</returns>
    public static double[,] Of(DomainClassifier classifier, Tensor source, Tensor target)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var share = (DomainLoss.Recognised(classifier.call(source), PictureDomain.Source) + DomainLoss.Recognised(classifier.call(target), PictureDomain.Target)) / 2;
        var values = share.to(ScalarType.Float64).cpu().data<double>().ToArray();
        var map = new double[share.shape[0], share.shape[1]];
        Buffer.BlockCopy(values, 0, map, 0, values.Length * sizeof(double));
        return map;
    }

    /// <summary>
    /// What fresh linear classifiers, one per region, recognise: they learn from the first pictures of both domains and are asked about the
    /// last. Unlike the classifiers of the training itself they had no adversary, so what they cannot see is not there linearly.
    /// </summary>
    /// <param name="source">Features of source pictures, [N, K, h, w]; not changed.</param>
    /// <param name="target">Features of target pictures, [M, K, h, w]; not changed.</param>
    /// <param name="heldOut">Pictures of each domain that are asked about, at least 1 and fewer than there are.</param>
    /// <param name="random">The stream for the classifiers' weights.</param>
    /// <remarks>Features are standardised per channel and region over the learning pictures; 100 steps of momentum descent on all of them, rate 0.1, weight decay 0.01.</remarks>
    /// <exception cref="ArgumentException">The shapes differ, or too many pictures are held out.</exception>
    public static double[,] OfFreshClassifiers(Tensor source, Tensor target, int heldOut, RandomStream random)
    {
        if (source.ndim != 4 || target.ndim != 4 || !source.shape[1..].SequenceEqual(target.shape[1..]))
            throw new ArgumentException($"expected features [N, K, h, w] of one size, got [{string.Join(", ", source.shape)}] and [{string.Join(", ", target.shape)}]");
        var (sources, targets) = (source.shape[0] - heldOut, target.shape[0] - heldOut);
        if (heldOut < 1 || sources < 1 || targets < 1)
            throw new ArgumentException($"heldOut: expected at least 1 and fewer than {Math.Min(source.shape[0], target.shape[0])}, got {heldOut}");
        using var scope = NewDisposeScope();
        var learning = cat([source.narrow(0, 0, sources), target.narrow(0, 0, targets)], dim: 0).detach();
        var mean = learning.mean(new long[] { 0 }, keepdim: true);
        var deviation = (learning - mean).square().mean(new long[] { 0 }, keepdim: true).sqrt().clamp(min: 1e-6);
        Tensor Standard(Tensor features) => (features.detach() - mean) / deviation;

        var s = source.shape;
        using var classifier = new DomainClassifier(new DomainClassifierOptions(), (int)s[1], (int)s[2], (int)s[3], random);
        classifier.to(source.device);
        using var descent = new MomentumDescent([new ParameterGroup("probe", [.. classifier.named_parameters().Select(p => (p.name, p.parameter))], 1)], 0.9, 0.01);
        var (fromSource, fromTarget) = (Standard(source), Standard(target));
        for (var step = 0; step < 100; step++)
        {
            using var inner = NewDisposeScope();
            // The sum over regions: each classifier learns as if it were alone.
            (DomainLoss.Of(classifier.call(fromSource.narrow(0, 0, sources)), PictureDomain.Source, RegionReduction.Sum)
                + DomainLoss.Of(classifier.call(fromTarget.narrow(0, 0, targets)), PictureDomain.Target, RegionReduction.Sum)).backward();
            descent.Step(0.1);
        }
        return Of(classifier, fromSource.narrow(0, sources, heldOut), fromTarget.narrow(0, targets, heldOut));
    }
}
