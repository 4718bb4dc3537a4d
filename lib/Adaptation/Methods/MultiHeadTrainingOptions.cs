using Research.Adaptation.Losses;

namespace Research.Adaptation.Methods;

/// <summary>Settings of <see cref="MultiHeadTraining"/>.</summary>
public sealed record MultiHeadTrainingOptions
{
    /// <summary>lambda, the weight of each dataset's contrastive loss; 0 or more. With 0 unlabelled pictures are not looked at.</summary>
    /// <value>0.1.</value>
    public double ContrastWeight { get; init; } = 0.1;

    /// <summary>tau, gamma and the normaliser of the contrastive loss.</summary>
    public DirectionalContrastOptions Contrast { get; init; } = new();

    /// <summary>Whether each crop moves towards the other (as in the code the paper builds on) or only the first towards the second (as Eq. (2) is printed).</summary>
    /// <value><see cref="ContrastDirections.Both"/>.</value>
    public ContrastDirections Directions { get; init; } = ContrastDirections.Both;

    /// <summary>Whether all datasets pass through the shared part at once. Networks that are not shared see their own dataset only, whatever this says.</summary>
    /// <value><see cref="DatasetPasses.Together"/>: "all domains' data is put in, the losses of all heads are summed, then propagated back".</value>
    public DatasetPasses Passes { get; init; } = DatasetPasses.Together;

    /// <summary>What unlabelled pictures do.</summary>
    /// <value><see cref="UnlabelledUse.Learn"/>.</value>
    public UnlabelledUse Unlabelled { get; init; } = UnlabelledUse.Learn;

    /// <summary>Steps at the beginning in which only labelled pictures count; 0 or more.</summary>
    /// <value>0; the code the paper builds on waits 5 of 80 epochs.</value>
    public long WarmUpSteps { get; init; }

    /// <summary>Earlier steps whose features serve as negatives too, 0 .. 64.</summary>
    /// <value>0, as in the Cityscapes configuration; the VOC configuration has 1.</value>
    public int BankSteps { get; init; }

    /// <summary>Cells of each view that serve as negatives, 1 .. 1,000,000; a random choice where there are more.</summary>
    /// <value>16,200: all of two 720 x 720 crops.</value>
    public int NegativesPerView { get; init; } = 16_200;

    /// <summary>Throws where a field is out of range.</summary>
    /// <exception cref="ArgumentException">Names the field, the value and the range.</exception>
    public void Validate()
    {
        if (!(ContrastWeight >= 0 && double.IsFinite(ContrastWeight)))
            throw new ArgumentException($"{nameof(ContrastWeight)}: expected a finite number of 0 or more, got {ContrastWeight}");
        if (WarmUpSteps < 0)
            throw new ArgumentException($"{nameof(WarmUpSteps)}: expected 0 or more, got {WarmUpSteps}");
        if (BankSteps is < 0 or > 64)
            throw new ArgumentException($"{nameof(BankSteps)}: expected 0 to 64, got {BankSteps}");
        if (NegativesPerView is < 1 or > 1_000_000)
            throw new ArgumentException($"{nameof(NegativesPerView)}: expected 1 to 1000000, got {NegativesPerView}");
        Contrast.Validate();
    }
}
