using System.Runtime.InteropServices;
using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Shape, type and device of a fill: the one way in which every size factory makes its tensor.</summary>
    private static Tensor Filled(Operator op, long[] size, ScalarType? dtype, Device? device, bool requires_grad, string[]? names)
    {
        NoNames(names);
        return Finish(op.Call(size, dtype, Arg.None, Placed(device), Arg.None), requires_grad);
    }

    private static Device? Placed(Device? device)
    {
        device ??= _defaultDevice;
        if (device is { type: DeviceType.CUDA }) InitializeDeviceType(DeviceType.CUDA);
        return device;
    }

    private static ScalarType? Continuous(ScalarType? type) => type is not { } given || given.IsFloatingPoint() || given.IsComplex()
        ? type : throw new ArgumentException($"only floating-point and complex tensors are drawn from these distributions, not {given}", nameof(type));

    private static Tensor Finish(Tensor tensor, bool requires_grad) => requires_grad ? tensor.requires_grad_() : tensor;

    /// <summary>libtorch's named dimensions never left their prototype; they are refused rather than dropped in silence.</summary>
    private static void NoNames(string[]? names)
    {
        if (names is { Length: > 0 }) throw new NotSupportedException("named dimensions are not supported");
    }

    private static Tensor FromScalar(Scalar value, ScalarType native, ScalarType? dtype, Device? device, bool requires_grad) =>
        Finish(Aten.scalar_tensor.Call(value, dtype ?? native, Arg.None, Placed(device), Arg.None), requires_grad);

    private static unsafe Tensor FromSpan<T>(
        ReadOnlySpan<T> data, ReadOnlySpan<long> size, ScalarType native, ScalarType? dtype, Device? device, bool requires_grad,
        string[]? names) where T : unmanaged
    {
        NoNames(names);
        long count = 1;
        foreach (var n in size) count = checked(count * n);
        if (count != data.Length)
            throw new ArgumentException($"{data.Length} values do not fill a tensor of shape [{string.Join(", ", size.ToArray())}], which has {count}");
        var result = Aten.empty__memory_format.Call(size, native, Arg.None, CPU, Arg.None, Arg.None);
        if (data.Length > 0) data.CopyTo(new Span<T>(Shim.shim_tensor_data(result.Handle), data.Length));
        GC.KeepAlive(result);
        device = Placed(device);
        if ((dtype is { } wanted && wanted != native) || (device is not null && device.type != DeviceType.CPU))
        {
            using var raw = result;
            result = raw.to(dtype ?? native, device ?? CPU);
        }
        return Finish(result, requires_grad);
    }

    private static ReadOnlySpan<T> Copy<T>(IList<T> list) => list switch
    {
        T[] array => array,
        List<T> items => CollectionsMarshal.AsSpan(items),
        _ => list.ToArray(),
    };

    private static unsafe ReadOnlySpan<T> Flat<T>(Array array) where T : unmanaged =>
        MemoryMarshal.CreateReadOnlySpan(
            ref System.Runtime.CompilerServices.Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(array)), array.Length);

    private static long[] Shape(Array array)
    {
        var shape = new long[array.Rank];
        for (var i = 0; i < shape.Length; i++) shape[i] = array.GetLongLength(i);
        return shape;
    }

    /// <summary>A tensor over the array's own memory, which stays pinned as long as any view of the tensor lives.</summary>
    private static unsafe Tensor Over(Array array, ScalarType wanted, ScalarType native, Device? device, long count = -1, long byteOffset = 0)
    {
        var pin = GCHandle.Alloc(array, GCHandleType.Pinned);
        var size = count < 0 ? Shape(array) : [count];
        IntPtr handle;
        fixed (long* sizes = size)
            handle = Shim.shim_tensor_from_blob(
                (byte*)pin.AddrOfPinnedObject() + byteOffset, sizes, size.Length, (int)native, &Unpin, GCHandle.ToIntPtr(pin));
        if (handle == IntPtr.Zero)
        {
            pin.Free();
            throw TorchException.Native("from_blob", $"{native} [{string.Join(", ", size)}]");
        }
        var shared = new Tensor(handle);
        if (wanted == native && (device is null || device.type == DeviceType.CPU)) return shared;
        using (shared) return shared.to(wanted, device ?? CPU);
    }

    [UnmanagedCallersOnly]
    private static void Unpin(IntPtr handle) => GCHandle.FromIntPtr(handle).Free();
}
