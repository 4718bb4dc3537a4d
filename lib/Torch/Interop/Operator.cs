using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using static TorchSharp.torch;

namespace TorchSharp.Interop;

/// <summary>
/// One operator of libtorch's dispatcher, found at its first call. Missing trailing arguments take the schema's defaults.
/// </summary>
internal sealed unsafe class Operator(string name, string overload = "")
{
    private const int Scratch = 512;
    private IntPtr _handle;

    /// <summary>Name and overload, such as <c>aten::add.Tensor</c>.</summary>
    internal string FullName => overload.Length == 0 ? name : $"{name}.{overload}";

    /// <summary>Calls an operator with one tensor as its result.</summary>
    internal Tensor Call(params ReadOnlySpan<Arg> args)
    {
        NativeValue result;
        var count = Invoke(args, &result, 1);
        if (count != 1 || result.Tag != NativeTag.Tensor) throw Unexpected(&result, count, 1);
        return new Tensor(result.Pointer);
    }

    /// <summary>Calls an operator for its effect; what it returns is dropped on the native side.</summary>
    internal void Run(params ReadOnlySpan<Arg> args) => Invoke(args, null, 0);

    internal (Tensor, Tensor) Call2(params ReadOnlySpan<Arg> args)
    {
        var r = stackalloc NativeValue[2];
        var count = Invoke(args, r, 2);
        if (count != 2) throw Unexpected(r, count, 2);
        return (new Tensor(r[0].Pointer), new Tensor(r[1].Pointer));
    }

    /// <summary>Three results; an undefined tensor becomes null.</summary>
    internal (Tensor?, Tensor?, Tensor?) Call3(params ReadOnlySpan<Arg> args)
    {
        var r = stackalloc NativeValue[3];
        var count = Invoke(args, r, 3);
        if (count != 3) throw Unexpected(r, count, 3);
        return (Wrap(r[0]), Wrap(r[1]), Wrap(r[2]));
    }

    /// <summary>All tensors of the result in order, however many: of a list, or of several results.</summary>
    internal Tensor[] CallMany(params ReadOnlySpan<Arg> args)
    {
        const int capacity = 8;
        var results = stackalloc NativeValue[capacity];
        var count = Invoke(args, results, capacity);
        var tensors = new List<Tensor>(count);
        for (var i = 0; i < Math.Min(count, capacity); i++) Collect(results[i], tensors);
        if (count > capacity) foreach (var value in Fetch(count - capacity)) Collect(value, tensors);
        return [.. tensors];
    }

    internal Scalar CallScalar(params ReadOnlySpan<Arg> args)
    {
        var r = stackalloc NativeValue[3];
        Invoke(args, r, 3);
        return r[0].Tag switch
        {
            NativeTag.Int => r[0].Int,
            NativeTag.Double => r[0].Double,
            NativeTag.Bool => r[0].Int != 0,
            NativeTag.Complex => new System.Numerics.Complex(r[1].Double, r[2].Double),
            _ => throw new InvalidOperationException($"{FullName} returned {r[0].Tag} where a number was expected"),
        };
    }

    internal bool CallBool(params ReadOnlySpan<Arg> args)
    {
        NativeValue result;
        Invoke(args, &result, 1);
        return result.Int != 0;
    }

    /// <summary>Whether libtorch's kernels are called with typed arguments, not through a stack of boxed values.</summary>
    internal bool IsDirect => Shim.shim_operator_is_direct(Resolve()) != 0;

    /// <summary>The operator's schema in libtorch's notation.</summary>
    internal string Schema()
    {
        var handle = Resolve();
        return NativeText.Read((p, n) => Shim.shim_operator_schema(handle, p, n));
    }

    [SkipLocalsInit]
    private int Invoke(ReadOnlySpan<Arg> args, NativeValue* results, int capacity)
    {
        var handle = _handle != IntPtr.Zero ? _handle : Resolve();
        var values = stackalloc NativeValue[args.Length];
        var scratch = stackalloc byte[Scratch];
        var writer = new ArgWriter(scratch, Scratch);
        int count;
        try
        {
            for (var i = 0; i < args.Length; i++) writer.Write(in args[i], values + i);
            count = Shim.shim_operator_call(handle, values, args.Length, results, capacity);
        }
        finally
        {
            writer.Free();
        }
        // The wrappers must outlive the native call: a finalizer could release a tensor that is in use.
        for (var i = 0; i < args.Length; i++) GC.KeepAlive(args[i].Reference);
        if (count < 0) Fail(args);
        MemoryBudget.Check();
        return count;
    }

    private IntPtr Resolve()
    {
        if (_handle != IntPtr.Zero) return _handle;
        fixed (byte* n = NativeText.Zero(name), o = NativeText.Zero(overload))
        {
            var found = Shim.shim_operator_find(n, o);
            if (found == IntPtr.Zero) throw TorchException.Native(FullName, $"libtorch {torch.__version__}");
            return _handle = found;
        }
    }

    private static NativeValue[] Fetch(int count)
    {
        var values = new NativeValue[count];
        fixed (NativeValue* p = values) Shim.shim_operator_fetch(p, count);
        return values;
    }

    private static Tensor? Wrap(in NativeValue value) =>
        value.Tag == NativeTag.Tensor && value.Pointer != IntPtr.Zero ? new Tensor(value.Pointer) : null;

    private static void Drop(in NativeValue value)
    {
        if (value.Tag == NativeTag.Tensor && value.Pointer != IntPtr.Zero) Shim.shim_tensor_release(value.Pointer);
    }

    private static void Collect(in NativeValue value, List<Tensor> tensors)
    {
        if (value.Tag == NativeTag.Tensor) tensors.Add(new Tensor(value.Pointer));
    }

    [DoesNotReturn]
    private void Fail(ReadOnlySpan<Arg> args) => throw TorchException.Native(FullName, ArgText.Describe(args));

    private InvalidOperationException Unexpected(NativeValue* results, int count, int expected)
    {
        for (var i = 0; i < Math.Min(count, expected); i++) Drop(results[i]);
        if (count > expected) foreach (var value in Fetch(count - expected)) Drop(value);
        return new InvalidOperationException($"{FullName} returned {count} values, {expected} tensors were expected: {Schema()}");
    }
}
