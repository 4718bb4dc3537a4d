namespace TorchSharp;

public static partial class torch
{
    public enum indexing
    {
        xy = 0,
        ij = 1,
    }
}
