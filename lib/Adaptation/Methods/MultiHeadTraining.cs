// Multi-head, multi-domain semi-supervised segmentation with a directional contrastive loss (Japanese workshop paper without released
// code), Eq. (1) to (5); what it leaves open follows X. Lai et al., CVPR 2021, arXiv 2106.14133 (dvlab-research/Context-Aware-Consistency
// @4fdec7a). Choices and differences: lib/Adaptation/Papers/MultiHead/Differences.md. Notebook: notebooks/02-multi-head.ipynb.

using Research.Adaptation.Data;
using Research.Adaptation.Losses;
using Research.Adaptation.Models;
using Research.Adaptation.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Research.Adaptation.Methods;

/// <summary>Cross entropy on every dataset's labelled crops, directional contrast on its unlabelled crop pairs, each through its own head.</summary>
/// <remarks>
/// Mix Loss, Eq. (5): L = sum over datasets d of [ CE(x_d, y_d) + lambda DC(x_d) ], one optimiser step for the sum. All datasets' labelled crops pass
/// through the shared part at once, then all first crops, then all second crops; each dataset's rows go on through its own head. The supervised and the
/// contrastive half of the sum are two terms whose gradients add up, so that only one graph is in memory at a time. Pseudo-labels and confidences are
/// those of the training network, dropout included. Negatives are the cells of both crops of the same dataset only: pseudo-labels of different heads are
/// not comparable.
/// </remarks>
public sealed class MultiHeadTraining : ITrainingMethod<MultiDomainBatch>, IDisposable
{
    private readonly MultiHeadNetwork model;
    private readonly MultiHeadTrainingOptions options;
    private readonly MultiHeadBank[] banks;

    /// <summary>The method for a network.</summary>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public MultiHeadTraining(MultiHeadNetwork model, MultiHeadTrainingOptions options)
    {
        options.Validate();
        this.model = model;
        this.options = options;
        banks = [.. model.Options.Heads.Select(_ => new MultiHeadBank(
            options.BankSteps, 2 * options.NegativesPerView, model.Options.ProjectionSize, model.Device))];
    }

    /// <inheritdoc/>
    public string Name => options.ContrastWeight == 0 ? "multi-head, supervised" : "multi-head, directional contrast";

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, nn.Module> Modules => options.BankSteps == 0
        ? new Dictionary<string, nn.Module>()
        : model.Options.Heads.Select((h, i) => (h.Name, i)).ToDictionary(h => "bank-" + h.Name, h => (nn.Module)banks[h.i]);

    /// <inheritdoc/>
    /// <remarks>With lambda = 0 unlabelled pictures are not looked at (their passes would move running statistics): supervised training to the bit.</remarks>
    public IEnumerable<LossTerm> Step(MultiDomainBatch batch, StepContext step)
    {
        foreach (var group in Groups(batch))
        {
            yield return SupervisedTerm(group, step);

            if (options.ContrastWeight == 0 || group.Any(d => d.Unlabelled is null)) continue;
            if (step.Step < options.WarmUpSteps) yield return WithoutLoss(group);
            else if (options.Unlabelled == UnlabelledUse.StatisticsOnly) yield return PassOnly(group);
            else yield return ContrastTerm(group, step);
        }
    }

    /// <summary>Frees the banks.</summary>
    public void Dispose()
    {
        foreach (var bank in banks) bank.Dispose();
    }

    // Datasets that pass through a network together.
    private IEnumerable<IReadOnlyList<MultiDomainPart>> Groups(MultiDomainBatch batch) =>
        options.Passes == DatasetPasses.Together && model.Options.Network == NetworkSharing.Shared
            ? [batch.Domains]
            : batch.Domains.Select(d => new[] { d });

    // sum over d of CE(x_d, y_d), Eq. (1)
    private LossTerm SupervisedTerm(IReadOnlyList<MultiDomainPart> group, StepContext step)
    {
        var size = group[0].Labelled.Images.shape;
        var joined = Passed(group, d => d.Labelled.Images);
        var losses = new List<(string Name, Tensor Value)>();
        for (var i = 0; i < group.Count; i++)
        {
            var logits = model.LogitsOf(joined[i], model.HeadOf(group[i].Head), size[2], size[3]);
            step.Record(group[i].Name + ".logits", () => logits.alias());
            losses.Add((group[i].Name + ".supervised", CrossEntropy.Of(logits, group[i].Labelled.Labels)));
        }
        if (losses.Count == 1) return new LossTerm(losses[0].Name, losses[0].Value);
        return new LossTerm("supervised", Sum(losses)) { Parts = losses };
    }

    // lambda sum over d of [ DC(o1 -> o2) + DC(o2 -> o1) ], Eq. (2) to (4)
    private LossTerm ContrastTerm(IReadOnlyList<MultiDomainPart> group, StepContext step)
    {
        var (first, second) = (Passed(group, d => d.Unlabelled!.First), Passed(group, d => d.Unlabelled!.Second));
        var losses = new List<(string Name, Tensor Value)>();
        var shares = new List<(string Name, Tensor Value)>();
        for (var i = 0; i < group.Count; i++)
        {
            var (loss, pulled) = Contrast(group[i], first[i], second[i], step);
            losses.Add((group[i].Name + ".dc", loss));
            shares.Add((group[i].Name + ".pulled", pulled));
        }
        return new LossTerm(NameOf(group, "contrast"), options.ContrastWeight * Sum(losses)) { Parts = [.. losses, .. shares] };
    }

    private (Tensor Loss, Tensor Pulled) Contrast(MultiDomainPart domain, Tensor firstJoined, Tensor secondJoined, StepContext step)
    {
        var (head, pairs) = (model.HeadOf(domain.Head), domain.Unlabelled!.Pairs);
        var first = MultiHeadCells.Of(model.EncodeOf(firstJoined, head), pairs, second: false);
        var second = MultiHeadCells.Of(model.EncodeOf(secondJoined, head), pairs, second: true);
        var (one, two) = (first.Shared(), second.Shared());
        var present = Negatives(first, second, step.Random.Split("negatives " + domain.Name));
        var bank = banks[head].With(present);
        var loss = options.Directions == ContrastDirections.Both
            ? DirectionalContrast.Of(one, two, bank, options.Contrast)
            : DirectionalContrast.OneWay(one, two, bank, options.Contrast);
        banks[head].Remember(present);
        first.Record(step, domain.Name + ".first");
        second.Record(step, domain.Name + ".second");
        return (loss, PulledShare(one, two));
    }

    // One pass through the shared part; each dataset's rows of the result.
    private IReadOnlyList<Tensor> Passed(IReadOnlyList<MultiDomainPart> group, Func<MultiDomainPart, Tensor> pictures)
    {
        var images = group.Select(pictures).ToList();
        using var together = Replicas.Joined(images.Count);
        var joined = model.Joined(images.Count == 1 ? images[0] : cat(images, dim: 0), model.HeadOf(group[0].Head));
        return joined.split(images.Select(i => i.shape[0]).ToArray(), dim: 0);
    }

    // F_u: cells of both crops, those of padding left out, with their pseudo-labels.
    private ContrastBank Negatives(MultiHeadCells first, MultiHeadCells second, RandomStream random)
    {
        var (one, two) = (first.All(options.NegativesPerView, random), second.All(options.NegativesPerView, random));
        return new ContrastBank(cat([one.Features, two.Features], dim: 0), cat([one.Labels, two.Labels], dim: 0));
    }

    // Share of the common cells in which one side moves towards the other.
    private Tensor PulledShare(ContrastView one, ContrastView two)
    {
        var gamma = options.Contrast.Threshold;
        var forward = DirectionalContrast.Mask(one, two, gamma);
        var pulled = options.Directions == ContrastDirections.Both ? forward.logical_or(DirectionalContrast.Mask(two, one, gamma)) : forward;
        return (pulled.sum() / Replicas.Shared(tensor(one.Labels.shape[0], device: pulled.device))).to(ScalarType.Float32);
    }

    private LossTerm PassOnly(IReadOnlyList<MultiDomainPart> group)
    {
        using (no_grad())
        {
            var (first, second) = (Passed(group, d => d.Unlabelled!.First), Passed(group, d => d.Unlabelled!.Second));
            for (var i = 0; i < group.Count; i++)
            {
                model.EncodeOf(first[i], model.HeadOf(group[i].Head));
                model.EncodeOf(second[i], model.HeadOf(group[i].Head));
            }
        }
        return WithoutLoss(group);
    }

    // The columns of the log are the same at every step; a fresh leaf gives backward something to end at.
    private LossTerm WithoutLoss(IReadOnlyList<MultiDomainPart> group) => new(NameOf(group, "contrast"), zeros([], device: model.Device).requires_grad_())
    {
        Parts = [.. group.Select(d => (d.Name + ".dc", zeros([]))), .. group.Select(d => (d.Name + ".pulled", zeros([])))],
    };

    private static string NameOf(IReadOnlyList<MultiDomainPart> group, string term) => group.Count == 1 ? $"{group[0].Name}.{term}" : term;

    private static Tensor Sum(IReadOnlyList<(string Name, Tensor Value)> losses) => losses.Skip(1).Aggregate(losses[0].Value, (sum, l) => sum + l.Value);
}
