using static TorchSharp.torch;

namespace TorchSharp.Extras;

/// <summary>Callbacks on gradients, while a backward pass computes them; TorchSharp has none on tensors.</summary>
public static class GradientHooks
{
    /// <summary>Calls a function with every gradient of a tensor.</summary>
    /// <exception cref="PlatformNotSupportedException">Always.</exception>
    public static IDisposable OnGradient(this Tensor tensor, Func<Tensor, Tensor?> hook) => throw Engine.Lacks("a callback on gradients");
}
