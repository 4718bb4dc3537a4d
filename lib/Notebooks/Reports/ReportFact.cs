namespace Research.Notebooks;

/// <summary>One line of a report's header.</summary>
/// <param name="Label">What it is: seeds, profile, machine.</param>
/// <param name="Value">Its value, as plain text.</param>
public sealed record ReportFact(string Label, string Value);
