using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        [System.Runtime.CompilerServices.IndexerName("TensorItems")]
        public Tensor this[params TensorIndex[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices);
        }

        [System.Runtime.CompilerServices.IndexerName("TensorItems")]
        public Tensor this[params Tensor[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices);
        }

        [System.Runtime.CompilerServices.IndexerName("TensorItems")]
        public Tensor this[params long[] indices]
        {
            get => At(indices);
            set => Put(value, indices);
        }

        [System.Runtime.CompilerServices.IndexerName("TensorItems")]
        public Tensor this[long i1]
        {
            get => Aten.select__int.Call(this, 0L, i1);
            set => Put(value, i1);
        }

        [System.Runtime.CompilerServices.IndexerName("TensorItems")]
        public Tensor this[long i1, long i2]
        {
            get => At(i1, i2);
            set => Put(value, i1, i2);
        }

        [System.Runtime.CompilerServices.IndexerName("TensorItems")]
        public Tensor this[long i1, long i2, long i3]
        {
            get => At(i1, i2, i3);
            set => Put(value, i1, i2, i3);
        }

        [System.Runtime.CompilerServices.IndexerName("TensorItems")]
        public Tensor this[long i1, long i2, long i3, long i4]
        {
            get => At(i1, i2, i3, i4);
            set => Put(value, i1, i2, i3, i4);
        }

        [System.Runtime.CompilerServices.IndexerName("TensorItems")]
        public Tensor this[long i1, long i2, long i3, long i4, long i5]
        {
            get => At(i1, i2, i3, i4, i5);
            set => Put(value, i1, i2, i3, i4, i5);
        }

        [System.Runtime.CompilerServices.IndexerName("TensorItems")]
        public Tensor this[long i1, long i2, long i3, long i4, long i5, long i6]
        {
            get => At(i1, i2, i3, i4, i5, i6);
            set => Put(value, i1, i2, i3, i4, i5, i6);
        }

        public Tensor index(params TensorIndex[] indices)
        {
            var (view, tensors, owned) = IndexPlan.Of(this, indices);
            if (tensors is null) return view ?? alias();
            try
            {
                return Aten.index__Tensor.Call(view ?? this, Arg.Optional(tensors));
            }
            finally
            {
                view?.Dispose();
                foreach (var made in owned) made.Dispose();
            }
        }

        public Tensor index(params Tensor[] indices) => Aten.index__Tensor.Call(this, Arg.Optional(indices));

        public Tensor index_put_(Tensor value, params TensorIndex[] indices) => index_put_(value, indices, false);

        public Tensor index_put_(Tensor value, TensorIndex[] indices, bool accumulate = false)
        {
            var (view, tensors, owned) = IndexPlan.Of(this, indices);
            try
            {
                if (tensors is not null) Aten.index_put_.Run(view ?? this, Arg.Optional(tensors), Fitted(value, owned), accumulate);
                else if (accumulate) Aten.add___Tensor.Run(view ?? this, value);
                else Aten.copy_.Run(view ?? this, value);
            }
            finally
            {
                view?.Dispose();
                foreach (var made in owned) made.Dispose();
            }
            return this;
        }

        public Tensor index_put_(Tensor value, params Tensor[] indices) => index_put_(value, indices, false);

        public Tensor index_put_(Tensor value, Tensor[] indices, bool accumulate = false)
        {
            List<Tensor> owned = [];
            Aten.index_put_.Run(this, Arg.Optional(indices), Fitted(value, owned), accumulate);
            foreach (var made in owned) made.Dispose();
            return this;
        }

        public Tensor index_put_(Scalar value, params TensorIndex[] indices)
        {
            using var filled = Aten.scalar_tensor.Call(value, dtype, Arg.None, device, Arg.None);
            return index_put_(filled, indices, false);
        }

        public Tensor index_put_(Scalar value, params Tensor[] indices)
        {
            using var filled = Aten.scalar_tensor.Call(value, dtype, Arg.None, device, Arg.None);
            return index_put_(filled, indices, false);
        }

        /// <summary>index_put_ demands the target's type; a number assigned to a float tensor arrives as another one.</summary>
        private Tensor Fitted(Tensor value, List<Tensor> owned)
        {
            var fits = value.dtype == dtype && (value.device_type == device_type || value.dim() == 0);
            if (fits) return value;
            var converted = value.to(dtype, device);
            owned.Add(converted);
            return converted;
        }

        private Tensor At(params ReadOnlySpan<long> indices)
        {
            Tensor? view = null;
            foreach (var i in indices)
            {
                var next = Aten.select__int.Call(view ?? this, 0L, i);
                view?.Dispose();
                view = next;
            }
            return view ?? alias();
        }

        private void Put(Tensor value, params ReadOnlySpan<long> indices)
        {
            using var place = At(indices);
            Aten.copy_.Run(place, value);
        }
    }
}
