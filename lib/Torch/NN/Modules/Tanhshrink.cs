using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules
{
    /// <summary>x - tanh(x).</summary>
    public sealed class Tanhshrink : ParameterLessModule<Tensor, Tensor>
    {
        internal Tanhshrink() : base(nameof(Tanhshrink))
        {
        }

        public override Tensor forward(Tensor tensor) => functional.tanhshrink(tensor);
    }
}
