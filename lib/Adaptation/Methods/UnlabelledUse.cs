namespace Research.Adaptation.Methods;

/// <summary>What unlabelled pictures do in a training step.</summary>
public enum UnlabelledUse
{
    /// <summary>They train the network through the contrastive loss.</summary>
    Learn,

    /// <summary>They pass through the network without a loss: only its running statistics see them. A control.</summary>
    StatisticsOnly,
}
