namespace Research.Adaptation.Training;

/// <summary>The version of everything in this library that moves numbers.</summary>
public static class Numerics
{
    /// <summary>Enters every run's hash. Raise it with each change that alters a trained weight; runs kept from before are then not reused.</summary>
    public const int Version = 2;
}
