namespace Research.Notebooks;

/// <summary>A heading of a report: level from 2, anchor, content as HTML.</summary>
internal sealed record ReportHeading(int Level, string Anchor, string Html);
