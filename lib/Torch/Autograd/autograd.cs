using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static partial class autograd
    {
        public static unsafe IList<Tensor> grad(
            IList<Tensor> outputs, IList<Tensor> inputs, IList<Tensor>? grad_outputs = null, bool retain_graph = false,
            bool create_graph = false, bool allow_unused = false)
        {
            if (grad_outputs is not null && grad_outputs.Count != outputs.Count)
                throw new ArgumentException($"{grad_outputs.Count} gradients given for {outputs.Count} outputs", nameof(grad_outputs));
            var found = new IntPtr[inputs.Count];
            fixed (IntPtr* o = Handles(outputs), i = Handles(inputs), g = Handles(grad_outputs), r = found)
            {
                var result = Shim.shim_grad(
                    o, outputs.Count, i, inputs.Count, g, retain_graph || create_graph ? 1 : 0, create_graph ? 1 : 0, allow_unused ? 1 : 0, r);
                if (result < 0) throw TorchException.Native("autograd.grad", Describe(outputs, inputs));
            }
            KeepAlive(outputs, inputs, grad_outputs);
            MemoryBudget.Check();
            return [.. found.Select(handle => handle == IntPtr.Zero ? null! : new Tensor(handle))];
        }

        public static unsafe void backward(
            IList<Tensor> tensors, IList<Tensor>? grad_tensors = null, bool? retain_graph = null, bool create_graph = false,
            IList<Tensor>? inputs = null)
        {
            if (grad_tensors is not null && grad_tensors.Count != tensors.Count)
                throw new ArgumentException($"{grad_tensors.Count} gradients given for {tensors.Count} tensors", nameof(grad_tensors));
            fixed (IntPtr* t = Handles(tensors), g = Handles(grad_tensors), i = Handles(inputs))
            {
                var result = Shim.shim_backward(
                    t, tensors.Count, g, i, inputs?.Count ?? 0, retain_graph ?? create_graph ? 1 : 0, create_graph ? 1 : 0);
                if (result < 0) throw TorchException.Native("autograd.backward", Describe(tensors, inputs ?? []));
            }
            KeepAlive(tensors, grad_tensors, inputs);
            MemoryBudget.Check();
        }

        public static void backward(Tensor tensor, IList<Tensor>? grad_tensors = null, bool? retain_graph = null, bool create_graph = false, IList<Tensor>? inputs = null) =>
            backward([tensor], grad_tensors, retain_graph, create_graph, inputs);

        public static void backward(Tensor tensor, Tensor grad_tensor, bool? retain_graph = null, bool create_graph = false, IList<Tensor>? inputs = null) =>
            backward([tensor], [grad_tensor], retain_graph, create_graph, inputs);

        public static AnomalyMode detect_anomaly(bool check_nan = true) => new(true, check_nan);
        public static AnomalyMode set_detect_anomaly(bool mode, bool check_nan = true) => new(mode, check_nan);

        private static IntPtr[]? Handles(IList<Tensor>? tensors) => tensors?.Select(t => t is null ? IntPtr.Zero : t.Handle).ToArray();

        private static string Describe(IList<Tensor> first, IList<Tensor> second) =>
            $"[{string.Join(", ", first.Select(ArgText.Describe))}], [{string.Join(", ", second.Select(ArgText.Describe))}]";

        private static void KeepAlive(params ReadOnlySpan<object?> objects)
        {
            foreach (var one in objects) GC.KeepAlive(one);
        }
    }
}
