using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static partial class autograd
    {
        /// <summary>What a custom function's forward hands to its backward.</summary>
        public class AutogradContext : IDisposable
        {
            private const int Expected = 16;
            private readonly Dictionary<string, object> _data = [];

            public bool MaterializeGrads { get; private set; } = true;

            internal List<Tensor> Saved { get; private set; } = [];
            internal List<Tensor> Dirty { get; private set; } = [];
            internal List<Tensor> Constant { get; private set; } = [];

            /// <summary>The graph's node once the function has run, or zero.</summary>
            internal IntPtr Node { get; private set; }

            /// <summary>From here on libtorch keeps what was saved; wrappers held here would only keep memory alive.</summary>
            internal void Connected(IntPtr node)
            {
                Node = node;
                Saved = Dirty = Constant = [];
            }

            public void save_for_backward(List<Tensor> tensors) => Saved = [.. tensors];
            public void save_data(string key, object value) => _data[key] = value;
            public void mark_dirty(List<Tensor> tensors) => Dirty = [.. tensors];
            public void mark_non_differentiable(List<Tensor> tensors) => Constant = [.. tensors];
            public void set_materialize_grads(bool value) => MaterializeGrads = value;
            public object get_data(string key) => _data[key];

            public unsafe List<Tensor> get_saved_variables()
            {
                if (Node == IntPtr.Zero) return [.. Saved];
                var handles = new IntPtr[Expected];
                int count;
                fixed (IntPtr* p = handles) count = Shim.shim_function_saved(Node, p, handles.Length);
                TorchException.Check(count, "AutogradContext.get_saved_variables");
                if (count > handles.Length)
                {
                    foreach (var handle in handles) Shim.shim_tensor_release(handle);
                    handles = new IntPtr[count];
                    fixed (IntPtr* p = handles) Shim.shim_function_saved(Node, p, count);
                }
                return [.. handles.Take(count).Select(handle => handle == IntPtr.Zero ? null! : new Tensor(handle))];
            }

            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            protected virtual void Dispose(bool disposing)
            {
                _data.Clear();
                Saved = [];
            }
        }
    }
}
