using Research.Adaptation.Data;
using Research.Adaptation.Losses;
using Research.Adaptation.Models;
using Research.Adaptation.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Research.Adaptation.Methods;

/// <summary>The feature cells of one crop of every pair of a batch, mirrored back, so that equal positions mean equal pixels.</summary>
public sealed class MultiHeadCells
{
    private readonly Tensor projected, logits;
    private readonly IReadOnlyList<CropPair> pairs;
    private readonly bool second;

    private MultiHeadCells(Tensor projected, Tensor logits, IReadOnlyList<CropPair> pairs, bool second)
    {
        this.projected = projected;
        this.logits = logits;
        this.pairs = pairs;
        this.second = second;
    }

    /// <summary>Mirrors features and logits back where the crop was mirrored.</summary>
    /// <param name="cells">What the network said about the crops, [N, D, h, w] and [N, K, h, w].</param>
    /// <param name="pairs">The N pairs.</param>
    /// <param name="second">Whether these are the second crops.</param>
    public static MultiHeadCells Of(PixelFeatures cells, IReadOnlyList<CropPair> pairs, bool second)
    {
        Tensor Back(Tensor maps) => stack(pairs.Select((p, i) => (second ? p.FlipSecond : p.FlipFirst) ? maps[i].flip(2) : maps[i]).ToList(), dim: 0);
        return new(Back(cells.Projected), Back(cells.Logits), pairs, second);
    }

    /// <summary>The cells that both crops have, picture after picture, row after row.</summary>
    public ContrastView Shared()
    {
        var features = new List<Tensor>();
        var scores = new List<Tensor>();
        for (var i = 0; i < pairs.Count; i++)
        {
            if (pairs[i].Overlap is not { } overlap) continue;
            var part = second ? overlap.InSecond : overlap.InFirst;
            features.Add(Cut(projected[i], part));
            scores.Add(Cut(logits[i], part));
        }
        if (features.Count == 0)
            return ContrastView.Of(projected.flatten(2).transpose(1, 2).flatten(0, 1).narrow(0, 0, 0), logits.flatten(2).transpose(1, 2).flatten(0, 1).narrow(0, 0, 0));
        return ContrastView.Of(cat(features, dim: 0), cat(scores, dim: 0));
    }

    /// <summary>All cells of the pictures (of all processes' parts of the batch) as negatives, at most so many: a random choice where there are more. Without gradient.</summary>
    /// <param name="maximum">At most so many cells of the whole batch.</param>
    /// <param name="random">Chooses.</param>
    /// <returns>Cells of padding have the label <see cref="ContrastBank.Nothing"/>.</returns>
    public ContrastBank All(int maximum, RandomStream random)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var labels = logits.argmax(dim: 1);
        for (var i = 0; i < pairs.Count; i++)
        {
            var (across, down) = pairs[i].PictureCells(second ? pairs[i].Second : pairs[i].First);
            var (height, width) = (labels.shape[1], labels.shape[2]);
            if (down < height) labels[i].narrow(0, down, height - down).fill_(ContrastBank.Nothing);
            if (across < width) labels[i].narrow(1, across, width - across).fill_(ContrastBank.Nothing);
        }
        var (features, all) = (projected.detach().permute(0, 2, 3, 1).flatten(0, 2), labels.flatten());
        (features, all) = (Replicas.Gathered(features), Replicas.Gathered(all));
        if (all.shape[0] > maximum)
        {
            var chosen = tensor(random.Permutation((int)all.shape[0]).Take(maximum).Order().Select(i => (long)i).ToArray(), device: all.device);
            (features, all) = (features.index_select(0, chosen), all.index_select(0, chosen));
        }
        return new ContrastBank(features.MoveToOuterDisposeScope(), all.MoveToOuterDisposeScope());
    }

    /// <summary>Shows confidences [N, h, w] and pseudo-labels [N, h, w], mirrored back, to whoever watches.</summary>
    internal void Record(StepContext step, string name)
    {
        step.Record(name + ".confidence", () => logits.softmax(dim: 1).max(dim: 1).values);
        step.Record(name + ".labels", () => logits.argmax(dim: 1));
        step.Record(name + ".projected", () => projected.alias());
    }

    // [D, h, w] to [cells, D]
    private static Tensor Cut(Tensor map, Imaging.PixelRect part)
    {
        const int cell = CropPair.CellStride;
        return map.narrow(1, part.Y / cell, part.Height / cell).narrow(2, part.X / cell, part.Width / cell).flatten(1).t();
    }
}
