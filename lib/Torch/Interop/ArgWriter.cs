using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using static TorchSharp.torch;

namespace TorchSharp.Interop;

/// <summary>Writes arguments in the shim's form: lists go to the caller's stack buffer, long ones to native memory.</summary>
internal unsafe ref struct ArgWriter(byte* scratch, int size)
{
    private readonly byte* _scratch = scratch;
    private readonly int _size = size;
    private int _used;
    private List<IntPtr>? _heap;

    internal void Write(in Arg arg, NativeValue* value)
    {
        value->Tag = arg.Tag;
        value->Count = 0;
        value->Int = arg.Bits;
        switch (arg.Tag)
        {
            case NativeTag.Tensor:
                value->Pointer = Unsafe.As<Tensor>(arg.Reference!).Handle;
                break;
            case NativeTag.None or NativeTag.Int or NativeTag.Double or NativeTag.Bool:
                break;
            default:
                WriteList(arg, value);
                break;
        }
    }

    internal readonly void Free()
    {
        if (_heap is null) return;
        foreach (var block in _heap) NativeMemory.Free((void*)block);
    }

    private void WriteList(in Arg arg, NativeValue* value)
    {
        switch (arg.Tag)
        {
            case NativeTag.IntList: Copy<long>((long[])arg.Reference!, value); break;
            case NativeTag.DoubleList or NativeTag.Complex: Copy<double>((double[])arg.Reference!, value); break;
            case NativeTag.BoolList: Copy<byte>(MemoryMarshal.AsBytes<bool>((bool[])arg.Reference!), value); break;
            case NativeTag.TensorList or NativeTag.OptionalTensorList: Tensors((Tensor?[])arg.Reference!, value); break;
            case NativeTag.ScalarList: Scalars((Scalar[])arg.Reference!, value); break;
            case NativeTag.String: Copy<byte>(Encoding.UTF8.GetBytes((string)arg.Reference!), value); break;
            case NativeTag.Device:
                var device = (Device)arg.Reference!;
                value->Int = (long)device.type;
                value->Count = device.index;
                break;
            case NativeTag.Generator: value->Pointer = ((Generator)arg.Reference!).Handle; break;
            default: throw new InvalidOperationException($"no writer for an argument of kind {arg.Tag}");
        }
    }

    private void Copy<T>(ReadOnlySpan<T> items, NativeValue* value) where T : unmanaged
    {
        var target = Take(items.Length * sizeof(T));
        items.CopyTo(new Span<T>(target, items.Length));
        value->Count = items.Length;
        value->Pointer = (IntPtr)target;
    }

    private void Tensors(Tensor?[] tensors, NativeValue* value)
    {
        var target = (IntPtr*)Take(tensors.Length * sizeof(IntPtr));
        for (var i = 0; i < tensors.Length; i++) target[i] = tensors[i] is { } tensor ? tensor.Handle : IntPtr.Zero;
        value->Count = tensors.Length;
        value->Pointer = (IntPtr)target;
    }

    private void Scalars(Scalar[] scalars, NativeValue* value)
    {
        var target = (NativeValue*)Take(scalars.Length * sizeof(NativeValue));
        for (var i = 0; i < scalars.Length; i++) Write(scalars[i].ToArg(), target + i);
        value->Count = scalars.Length;
        value->Pointer = (IntPtr)target;
    }

    private byte* Take(int bytes)
    {
        var rounded = (bytes + 15) & ~15;
        if (rounded <= _size - _used)
        {
            var place = _scratch + _used;
            _used += rounded;
            return place;
        }
        var block = (byte*)NativeMemory.Alloc((nuint)rounded);
        (_heap ??= []).Add((IntPtr)block);
        return block;
    }
}
