namespace Research.Adaptation.Methods;

/// <summary>Which of two crops a contrastive loss moves.</summary>
public enum ContrastDirections
{
    /// <summary>Each towards the other, pixel by pixel the less confident one.</summary>
    Both,

    /// <summary>Only crop 1 towards crop 2, where crop 2 is more confident.</summary>
    FirstToSecond,
}
