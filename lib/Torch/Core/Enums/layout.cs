namespace TorchSharp;

public static partial class torch
{
    public enum layout
    {
        strided = 0,
        sparse_coo = 1,
    }
}
