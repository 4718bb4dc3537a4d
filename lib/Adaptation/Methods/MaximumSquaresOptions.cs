namespace Research.Adaptation.Methods;

/// <summary>Settings of <see cref="MaximumSquaresAdaptation"/>; the defaults give the plain loss.</summary>
public sealed record MaximumSquaresOptions
{
    /// <summary>lambda_T, on the released code's scale (its loss is a mean over pixels and classes); 0 or more.</summary>
    /// <value>0.1; the released commands pass 0.09 together with <see cref="MultiLevel"/>.</value>
    public double TargetWeight { get; init; } = 0.1;

    /// <summary>alpha of the image-wise class balance, 0 to 1; null for the plain loss.</summary>
    /// <value>null; 0.2 in the paper's rows with image-wise weighting.</value>
    public double? ImageWiseAlpha { get; init; }

    /// <summary>Whether the low head trains too: on source labels and on labels that both heads produce for the target.</summary>
    public bool MultiLevel { get; init; }

    /// <summary>lambda_seg, the weight of the low head's losses; 0 or more. Read only with <see cref="MultiLevel"/>.</summary>
    /// <value>0.1.</value>
    public double LowWeight { get; init; } = 0.1;

    /// <summary>delta, the confidence above which a head's pixel becomes a label; 0 to 1. Read only with <see cref="MultiLevel"/>.</summary>
    /// <value>0.95.</value>
    public double Delta { get; init; } = 0.95;

    /// <summary>Which form of the losses: the paper's equations or what the released code computes.</summary>
    public Fidelity Fidelity { get; init; } = Fidelity.Paper;

    /// <summary>The factor in front of the squares loss, so that one lambda_T means the same strength in both forms.</summary>
    /// <param name="classes">Number of classes C.</param>
    /// <remarks>
    /// Released form: lambda_T. Paper's form: lambda_T / C, because the code's mean runs over the classes too (0.1 there is 0.0053 here with
    /// 19 classes); with image-wise weights 2 lambda_T / C, because the code then also drops the factor 1/2.
    /// </remarks>
    public double FormulaWeight(int classes) => (Fidelity, ImageWiseAlpha) switch
    {
        (Fidelity.ReleasedCode, _) => TargetWeight,
        (_, null) => TargetWeight / classes,
        _ => 2 * TargetWeight / classes,
    };

    /// <summary>Throws where a field is out of range.</summary>
    /// <exception cref="ArgumentException">Names the field, the value and the range.</exception>
    public void Validate()
    {
        Check(nameof(TargetWeight), TargetWeight, double.MaxValue, "a finite number of 0 or more");
        Check(nameof(ImageWiseAlpha), ImageWiseAlpha ?? 0, 1, "0 to 1");
        Check(nameof(LowWeight), LowWeight, double.MaxValue, "a finite number of 0 or more");
        Check(nameof(Delta), Delta, 1, "0 to 1");
    }

    private static void Check(string field, double value, double maximum, string expected)
    {
        if (!(value >= 0 && value <= maximum))
            throw new ArgumentException($"{field}: expected {expected}, got {value}");
    }
}
