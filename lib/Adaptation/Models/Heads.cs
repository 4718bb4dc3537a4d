namespace Research.Adaptation.Models;

/// <summary>Which classifiers a forward pass computes.</summary>
public enum Heads
{
    /// <summary>The high head and, where the network has one, the low head.</summary>
    Both,

    /// <summary>The high head only; the same values as with <see cref="Both"/>, less work.</summary>
    HighOnly,
}
