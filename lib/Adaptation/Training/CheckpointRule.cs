namespace Research.Adaptation.Training;

/// <summary>Which weights of a run its result is of.</summary>
public enum CheckpointRule
{
    /// <summary>Those after the last step: nothing is chosen.</summary>
    Last,

    /// <summary>Those that do best on labelled source pictures that training does not see; a choice that adaptation may make.</summary>
    BestOnSourceValidation,

    /// <summary>Those that do best on the target labels of the evaluation: a choice that needs the answers. Named wherever the result is shown.</summary>
    BestOnTargetLabels,
}
