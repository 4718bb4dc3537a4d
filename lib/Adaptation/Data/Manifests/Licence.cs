namespace Research.Adaptation.Data;

/// <summary>Under which terms a dataset may be used.</summary>
/// <param name="Name">Name of the licence, or "own terms".</param>
/// <param name="Address">Where its text stands.</param>
/// <param name="Terms">What it means for us, in a sentence.</param>
public sealed record Licence(string Name, string Address, string Terms);
