namespace TorchSharp;

public enum GridSampleMode
{
    Nearest = 0,
    Bilinear = 2,
}
