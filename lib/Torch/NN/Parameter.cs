using TorchSharp.Interop;
using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>A tensor that a module learns. Shares the data's memory, not its history.</summary>
    public class Parameter : Tensor
    {
        public Parameter(Tensor data, bool requires_grad = true) : base(Detached(data, requires_grad))
        {
        }

        internal Parameter(IntPtr handle) : base(handle)
        {
        }

        private static IntPtr Detached(Tensor data, bool requires_grad)
        {
            using var alone = data.detach();
            alone.requires_grad = requires_grad;
            return alone.DecoupleFromNativeHandle();
        }
    }
}
