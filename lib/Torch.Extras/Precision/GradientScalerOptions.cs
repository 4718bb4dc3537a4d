namespace TorchSharp.Extras;

/// <summary>The rule of a <see cref="GradientScaler"/>; the defaults are PyTorch's.</summary>
/// <param name="InitialScale">The first factor.</param>
/// <param name="Growth">What the factor is multiplied by after <paramref name="GrowthInterval"/> good steps in a row.</param>
/// <param name="Backoff">What it is multiplied by after an overflow.</param>
/// <param name="GrowthInterval">Good steps before it grows.</param>
public sealed record GradientScalerOptions(double InitialScale = 65536, double Growth = 2, double Backoff = 0.5, int GrowthInterval = 2000);
