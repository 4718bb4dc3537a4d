using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>Parameters and buffers of the built-in layers, which outlive the dispose scope they are made in.</summary>
    internal static class Kept
    {
        internal static Parameter Parameter(Tensor data, bool requires_grad = true)
        {
            using (data)
            {
                var parameter = new Parameter(data, requires_grad);
                parameter.DetachFromDisposeScope();
                return parameter;
            }
        }

        internal static Tensor Buffer(Tensor tensor) => tensor.DetachFromDisposeScope();
    }
}
