namespace Research.Adaptation.Training;

/// <summary>How rules are named to readers.</summary>
public static class CheckpointRules
{
    /// <summary>"last", "best on source validation" or "best on target labels (chosen with the answers)".</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="step">Steps done when the weights were taken; null to leave it out.</param>
    public static string Text(this CheckpointRule rule, long? step = null)
    {
        var name = rule switch
        {
            CheckpointRule.Last => "last",
            CheckpointRule.BestOnSourceValidation => "best on source validation",
            CheckpointRule.BestOnTargetLabels => "best on target labels (chosen with the answers)",
            _ => throw new ArgumentException($"rule: expected {string.Join(", ", Enum.GetNames<CheckpointRule>())}, got {rule}"),
        };
        return step is { } at && rule != CheckpointRule.Last ? $"{name}, step {at}" : name;
    }
}
