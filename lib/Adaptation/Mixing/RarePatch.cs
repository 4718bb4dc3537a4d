using static TorchSharp.torch;

namespace Research.Adaptation.Mixing;

/// <summary>Crops that contain a rare class, one for each picture of a batch. The owner disposes its tensors.</summary>
/// <param name="Class">The class.</param>
/// <param name="Images">Normalised crops, float32 [N, 3, H, W].</param>
/// <param name="Labels">Their labels, int64 [N, H, W], 255 = ignored.</param>
/// <param name="Mask">Where the class is, bool [N, H, W]; all false for a picture for which no crop with the class was found.</param>
public sealed record RarePatch(int Class, Tensor Images, Tensor Labels, Tensor Mask) : IDisposable
{
    /// <summary>Frees the three tensors.</summary>
    public void Dispose()
    {
        Images.Dispose();
        Labels.Dispose();
        Mask.Dispose();
    }
}
