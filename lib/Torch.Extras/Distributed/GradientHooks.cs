using static TorchSharp.torch;

namespace TorchSharp.Extras;

/// <summary>Callbacks on gradients, while a backward pass computes them.</summary>
public static class GradientHooks
{
    /// <summary>Calls a function with every gradient of a tensor as it is computed; what it returns, unless null, takes the gradient's place.</summary>
    /// <param name="tensor">One that requires a gradient.</param>
    /// <param name="hook">Owns the gradient that it is given.</param>
    /// <returns>Dispose it to remove the function.</returns>
    public static IDisposable OnGradient(this Tensor tensor, Func<Tensor, Tensor?> hook) => tensor.register_hook(hook);
}
