using System.Collections;
using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>The flat memory behind a tensor on the CPU, shared by all its views.</summary>
    public sealed unsafe class Storage<T> : ICollection<T> where T : unmanaged
    {
        private readonly Tensor _tensor;
        private readonly T* _data;

        internal Storage(Tensor tensor)
        {
            if (tensor.device_type != DeviceType.CPU) throw new NotSupportedException("storage is read on the CPU: call cpu() first");
            // Of another type it is a copy: the memory behind the tensor is not what is asked for.
            long bytes;
            _tensor = TypeOf(typeof(T)) is { } type && type != tensor.dtype ? tensor.to(type).DetachFromDisposeScope() : tensor;
            _data = (T*)Shim.shim_tensor_storage(_tensor.Handle, &bytes);
            nbytes = (ulong)bytes;
        }

        public ulong nbytes { get; }
        public int Count => (int)(nbytes / (ulong)sizeof(T));
        public bool IsReadOnly => false;

        public T this[int index]
        {
            get => Span[index];
            set => Span[index] = value;
        }

        public IntPtr data_ptr() => (IntPtr)_data;
        public int element_size() => sizeof(T);
        public int size() => Count;
        public T[] ToArray() => Span.ToArray();
        public IList<T> tolist() => ToArray();
        public void fill_(T value) => Span.Fill(value);
        public void copy_(IReadOnlyList<T> data)
        {
            for (var i = 0; i < Math.Min(Count, data.Count); i++) Span[i] = data[i];
        }
        public bool Contains(T item) => Array.IndexOf(ToArray(), item) >= 0;
        public void CopyTo(T[] array, int arrayIndex) => Span.CopyTo(array.AsSpan(arrayIndex));
        public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)ToArray()).GetEnumerator();
        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
        void ICollection<T>.Add(T item) => throw new NotSupportedException("a storage has a fixed size");
        void ICollection<T>.Clear() => throw new NotSupportedException("a storage has a fixed size");
        bool ICollection<T>.Remove(T item) => throw new NotSupportedException("a storage has a fixed size");

        private Span<T> Span
        {
            get
            {
                GC.KeepAlive(_tensor);
                return new Span<T>(_data, Count);
            }
        }
    }
}
