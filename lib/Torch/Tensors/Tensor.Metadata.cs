using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public string? name { get; set; }

        public long[] shape
        {
            get
            {
                var result = Info.Shape();
                GC.KeepAlive(this);
                return result;
            }
        }

        public long[] size() => shape;

        public long size(int dim)
        {
            var sizes = Info.Size;
            var axis = dim < 0 ? dim + sizes.Length : dim;
            if ((uint)axis >= (uint)sizes.Length)
                throw new ArgumentOutOfRangeException(nameof(dim), dim, $"a tensor of {sizes.Length} dimensions has no dimension {dim}");
            var result = sizes[axis];
            GC.KeepAlive(this);
            return result;
        }

        public long ndim => Info.Rank;
        public long dim() => Info.Rank;
        public long Dimensions => Info.Rank;
        public long numel() => Info.Count;
        public long NumberOfElements => Info.Count;
        public long element_size() => Info.ElementSize;
        public long ElementSize => Info.ElementSize;

        public unsafe long[] stride()
        {
            var info = Info;
            if (info.Strides == null) throw new InvalidOperationException("a sparse tensor has no strides");
            var result = new ReadOnlySpan<long>(info.Strides, (int)info.Rank).ToArray();
            GC.KeepAlive(this);
            return result;
        }

        public long stride(int dim)
        {
            var strides = stride();
            return strides[dim < 0 ? dim + strides.Length : dim];
        }

        public long storage_offset() => Info.StorageOffset;
        public ScalarType dtype => Info.Type;

        public Device device
        {
            get
            {
                var info = Info;
                return new Device(info.DeviceType, info.DeviceIndex);
            }
        }

        public DeviceType device_type => Info.DeviceType;
        public int device_index => Info.DeviceIndex;
        public bool is_cuda => device_type == DeviceType.CUDA;
        public bool is_meta => device_type == DeviceType.META;
        public bool is_cpu() => device_type == DeviceType.CPU;
        public bool is_floating_point() => dtype is ScalarType.Float16 or ScalarType.BFloat16 or ScalarType.Float32 or ScalarType.Float64;
        public bool is_complex() => dtype is ScalarType.ComplexFloat32 or ScalarType.ComplexFloat64;
        public bool is_integral() => dtype is ScalarType.Byte or ScalarType.Int8 or ScalarType.Int16 or ScalarType.Int32 or ScalarType.Int64 or ScalarType.Bool;
        public bool is_contiguous() => Info.Has(TensorFlags.Contiguous);
        public bool is_sparse => Info.Layout == 1;
        public bool is_inference() => Info.Has(TensorFlags.Inference);

        /// <summary>Counts up with each change in place.</summary>
        public long _version => Shim.shim_tensor_version(Handle);

        public Storage<T> storage<T>() where T : unmanaged => new(this);
    }
}
