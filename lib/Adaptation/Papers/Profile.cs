namespace Research.Adaptation.Papers;

/// <summary>The size at which a recipe runs.</summary>
public enum Profile
{
    /// <summary>Seconds: tiny pictures and network; shows that everything runs, not that anything is learned.</summary>
    Smoke,

    /// <summary>Tens of seconds a row on two processor cores: embedded street scenes, a small network.</summary>
    Mini,

    /// <summary>The published network, data and schedule; needs the datasets and a CUDA machine.</summary>
    Paper,
}
