namespace Research.Adaptation.Methods;

/// <summary>Whether pictures of several datasets pass through the shared part of a network at once.</summary>
public enum DatasetPasses
{
    /// <summary>All datasets' pictures in one pass: batch statistics are those of the mixture, in training as in evaluation.</summary>
    Together,

    /// <summary>One pass per dataset: batch statistics are each dataset's own, the running statistics of evaluation mix them.</summary>
    Separate,
}
