namespace TorchSharp;

public enum GridSamplePaddingMode
{
    Zeros = 0,
    Reflection = 1,
    Border = 2,
}
