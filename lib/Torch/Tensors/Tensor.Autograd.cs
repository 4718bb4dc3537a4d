using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        private static readonly Operator DetachOp = new("aten::detach"), DetachInPlaceOp = new("aten::detach_"),
            AliasOp = new("aten::alias"), SetOp = new("aten::set_", "source_Tensor");

        public bool is_leaf => Info.Has(TensorFlags.Leaf);
        public bool retains_grad => RetainsGrad.CallBool(this);
        private static readonly Operator RetainsGrad = new("aten::retains_grad");

        public bool requires_grad
        {
            get => Info.Has(TensorFlags.RequiresGrad);
            set
            {
                TorchException.Check(Shim.shim_tensor_set_requires_grad(Handle, value ? 1 : 0), "Tensor.requires_grad", ArgText.Describe(this));
                GC.KeepAlive(this);
            }
        }

        public Tensor requires_grad_(bool requires_grad = true)
        {
            this.requires_grad = requires_grad;
            return this;
        }

        public Tensor with_requires_grad(bool requires_grad = true) => requires_grad_(requires_grad);

        public void retain_grad()
        {
            TorchException.Check(Shim.shim_tensor_retain_grad(Handle), "Tensor.retain_grad", ArgText.Describe(this));
            GC.KeepAlive(this);
        }

        /// <summary>The gradient, as a new wrapper that the caller owns, or null.</summary>
        public Tensor? grad
        {
            get
            {
                var found = Shim.shim_tensor_grad(Handle);
                GC.KeepAlive(this);
                return found == IntPtr.Zero ? null : new Tensor(found);
            }
            set
            {
                var handle = value is null ? IntPtr.Zero : value.Handle;
                TorchException.Check(
                    Shim.shim_tensor_set_grad(Handle, handle), "Tensor.grad", $"{ArgText.Describe(this)}, {ArgText.Describe(value)}");
                GC.KeepAlive(this);
                GC.KeepAlive(value);
            }
        }

        public void backward() => backward(null);

        public void backward(IList<Tensor>? grad_tensors = null, bool retain_graph = false, bool create_graph = false, IList<Tensor>? inputs = null) =>
            autograd.backward([this], grad_tensors, retain_graph, create_graph, inputs);

        /// <summary>Calls back with this tensor's gradient; a tensor that comes back replaces it. Disposing removes the hook.</summary>
        public IDisposable register_hook(Func<Tensor, Tensor?> hook) => new GradientHook(this, hook);

        public Tensor detach() => DetachOp.Call(this);

        public Tensor detach_()
        {
            DetachInPlaceOp.Run(this);
            return this;
        }

        public Tensor alias() => AliasOp.Call(this);

        public Tensor set_(Tensor source)
        {
            SetOp.Run(this, source);
            return this;
        }
    }
}
