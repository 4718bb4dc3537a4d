using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor to(ScalarType type, Device device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            After(Aten.to__device.Call(this, device, type, non_blocking, copy), disposeAfter);

        public Tensor to(ScalarType type, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            After(Aten.to__dtype.Call(this, type, non_blocking, copy), disposeAfter);

        public Tensor to(Device device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            to(dtype, device, copy, disposeAfter, non_blocking);

        public Tensor to(string device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            to(new Device(device), copy, disposeAfter, non_blocking);

        public Tensor to(DeviceType deviceType, int deviceIndex = -1, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            to(new Device(deviceType, deviceIndex), copy, disposeAfter, non_blocking);

        public Tensor to(Tensor other, bool non_blocking = false) => Aten.to__other.Call(this, other, non_blocking);

        public Tensor to_type(ScalarType type, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            to(type, copy, disposeAfter, non_blocking);

        public Tensor type(ScalarType dtype) => to(dtype);
        public Tensor type_as(Tensor tensor) => Aten.type_as.Call(this, tensor);
        public Tensor cpu() => to(CPU);
        /// <exception cref="InvalidOperationException">This libtorch has no CUDA, or the machine has no device.</exception>
        public Tensor cuda(Device? device = null, bool non_blocking = false) => to(InitializeDevice(device ?? CUDA), non_blocking: non_blocking);

        public Tensor @bool() => to(ScalarType.Bool);
        public Tensor @byte() => to(ScalarType.Byte);
        public Tensor @char() => to(ScalarType.Int8);
        public Tensor @short() => to(ScalarType.Int16);
        public Tensor @int() => to(ScalarType.Int32);
        public Tensor @long() => to(ScalarType.Int64);
        public Tensor half() => to(ScalarType.Float16);
        public Tensor bfloat16() => to(ScalarType.BFloat16);
        public Tensor @float() => to(ScalarType.Float32);
        public Tensor @double() => to(ScalarType.Float64);
        public Tensor cfloat() => to(ScalarType.ComplexFloat32);
        public Tensor cdouble() => to(ScalarType.ComplexFloat64);

        public Tensor pin_memory() => Aten.pin_memory.Call(this);
        public bool is_pinned() => Aten.is_pinned.CallBool(this);

        /// <summary>Copies into the given memory order; NHWC, say, is <c>channels_last</c> of an [N, C, H, W] tensor.</summary>
        public Tensor contiguous(memory_format memory_format) => Aten.contiguous.Call(this, memory_format);

        /// <summary>Converts to the given memory order, or gives a new wrapper where the order is already so.</summary>
        public Tensor to(memory_format memory_format, bool copy = false, bool non_blocking = false) =>
            Aten.to__dtype.Call(this, dtype, non_blocking, copy, memory_format);

        /// <summary>Whether the elements lie in memory in the given order.</summary>
        public bool is_contiguous(memory_format memory_format) => memory_format switch
        {
            memory_format.channels_last => Info.Has(TensorFlags.ChannelsLast),
            _ => is_contiguous(),
        };

        private Tensor After(Tensor result, bool dispose)
        {
            if (dispose) Dispose();
            return result;
        }
    }
}
