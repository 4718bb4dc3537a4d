using System.Runtime.CompilerServices;
using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The elements in order of their indices; strided tensors are read through their strides.</summary>
        public Utils.TensorAccessor<T> data<T>() where T : unmanaged
        {
            Require<T>();
            return new Utils.TensorAccessor<T>(this);
        }

        /// <summary>The memory of a contiguous tensor on the CPU. The tensor must outlive the span.</summary>
        public unsafe Span<byte> bytes
        {
            get
            {
                var info = Info;
                if (!info.Has(TensorFlags.Contiguous))
                    throw new NotSupportedException("bytes needs a contiguous tensor: call contiguous() first");
                if (info.DeviceType != DeviceType.CPU)
                    throw new NotSupportedException($"bytes needs a tensor on the CPU, this one is on {device}: call cpu() first");
                return new Span<byte>(Shim.shim_tensor_data(Handle), checked((int)(info.Count * info.ElementSize)));
            }
            set
            {
                var target = bytes;
                if (value.Length != target.Length)
                    throw new ArgumentException($"{value.Length} bytes given for a tensor of {target.Length} bytes");
                value.CopyTo(target);
            }
        }

        /// <summary>The value of a tensor with one element; the type must be the tensor's.</summary>
        public unsafe T item<T>() where T : unmanaged
        {
            var info = Info;
            if (info.Count != 1) throw new ArgumentException($"item needs a tensor with one element, this one has {info.Count}: {ArgText.Describe(this)}");
            Require<T>(info.Type);
            if (info.DeviceType == DeviceType.CPU && !info.Has(TensorFlags.Conjugate) && !info.Has(TensorFlags.Negative))
            {
                var value = *(T*)Shim.shim_tensor_data(Handle);
                GC.KeepAlive(this);
                return value;
            }
            using var host = to(CPU, copy: true);
            return *(T*)Shim.shim_tensor_data(host.Handle);
        }

        public Scalar ToScalar() => Aten.item.CallScalar(this);

        /// <summary>The values as a number, or as nested lists of them.</summary>
        public object tolist()
        {
            if (dim() == 0) return ToScalar();
            return new System.Collections.ArrayList(unbind().Select(part => { using (part) return part.tolist(); }).ToArray());
        }

        public static explicit operator Half(Tensor value) => value.ToHalf();

        private void Require<T>() where T : unmanaged => Require<T>(dtype);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static void Require<T>(ScalarType actual) where T : unmanaged
        {
            if (TypeOf(typeof(T)) != actual)
                throw new ArgumentException($"the tensor's elements are {actual}, {typeof(T).Name} was asked for");
        }
    }
}
