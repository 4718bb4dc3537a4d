using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace TorchSharp.Interop;

/// <summary>The managed half of a custom function's node in libtorch's graph; lives as long as the node.</summary>
internal sealed unsafe class FunctionNode
{
    private readonly ICustomFunction _function;
    private readonly autograd.AutogradContext _context;
    private readonly bool[] _isTensor;
    private readonly (long[] Shape, ScalarType Type, Device Device)[] _outputs;

    private FunctionNode(ICustomFunction function, autograd.AutogradContext context, object[] vars, List<Tensor> outputs)
    {
        _function = function;
        _context = context;
        _isTensor = [.. vars.Select(value => value is Tensor)];
        _outputs = [.. outputs.Select(output => (output.shape, output.dtype, output.device))];
    }

    internal static List<Tensor> Connect(ICustomFunction function, string name, autograd.AutogradContext context, object[] vars, List<Tensor> outputs)
    {
        var node = new FunctionNode(function, context, vars, outputs);
        var handle = GCHandle.ToIntPtr(GCHandle.Alloc(node));
        Tensor[] inputs = [.. vars.OfType<Tensor>()];
        var results = new IntPtr[outputs.Count];
        IntPtr address;
        fixed (byte* n = NativeText.Zero(name))
        fixed (IntPtr* i = Handles(inputs), o = Handles(outputs), d = Handles(context.Dirty), c = Handles(context.Constant), s = Handles(context.Saved), r = results)
        {
            var result = Shim.shim_function_connect(
                &Apply, handle, &Callbacks.Free, n, i, inputs.Length, o, outputs.Count, d, context.Dirty.Count, c, context.Constant.Count,
                s, context.Saved.Count, r, &address);
            TorchException.Check(result, name, string.Join(", ", inputs.Select(ArgText.Describe)));
        }
        context.Connected(address);
        return [.. results.Select((result, number) => Output(result, outputs[number]))];
    }

    /// <summary>The forward's own wrapper where libtorch returns the same object.</summary>
    private static Tensor Output(IntPtr result, Tensor raw)
    {
        if (result != raw.Handle) return new Tensor(result);
        Shim.shim_tensor_release(result);
        return raw;
    }

    private static IntPtr[] Handles(IReadOnlyCollection<Tensor> tensors) => [.. tensors.Select(tensor => tensor is null ? IntPtr.Zero : tensor.Handle)];

    [UnmanagedCallersOnly]
    private static byte* Apply(IntPtr context, IntPtr* given, int givenCount, IntPtr* made, int madeCount)
    {
        try
        {
            var node = (FunctionNode)GCHandle.FromIntPtr(context).Target!;
            var gradients = new List<Tensor>(givenCount);
            for (var i = 0; i < givenCount; i++) gradients.Add(node.Gradient(given[i], i)!);
            var results = node._function.Backward(node._context, gradients);
            node.Return(results, made, madeCount);
            return null;
        }
        catch (Exception e)
        {
            return ManagedFault.Keep(e);
        }
    }

    private Tensor? Gradient(IntPtr handle, int number)
    {
        if (Callbacks.Borrow(handle) is { } gradient) return gradient;
        var (shape, type, device) = _outputs[number];
        return _context.MaterializeGrads ? zeros(shape, type, device) : null;
    }

    /// <summary>One gradient per argument of forward, or one per tensor among them.</summary>
    private void Return(List<Tensor> results, IntPtr* made, int count)
    {
        // Gradients of optional arguments that were left out may stand at the end, as nulls.
        while (results.Count > _isTensor.Length && results[^1] is null) results.RemoveAt(results.Count - 1);
        if (results.Count != _isTensor.Length && results.Count != count)
            throw new InvalidOperationException(
                $"backward returned {results.Count} gradients for {_isTensor.Length} arguments of forward, {count} of them tensors");
        var perArgument = results.Count == _isTensor.Length;
        for (int i = 0, next = 0; i < results.Count && next < count; i++)
            if (!perArgument || _isTensor[i]) made[next++] = Callbacks.HandOver(results[i]);
    }
}
