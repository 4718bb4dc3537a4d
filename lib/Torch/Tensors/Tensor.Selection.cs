using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor index_select(long dim, Tensor index) => Aten.index_select.Call(this, dim, index);
        public Tensor index_add(long dim, Tensor index, Tensor source, Scalar alpha) =>
            Aten.index_add.Call(this, dim, index, source, alpha);
        public Tensor index_add_(long dim, Tensor index, Tensor source, Scalar alpha)
        {
            Aten.index_add_.Run(this, dim, index, source, alpha);
            return this;
        }
        public Tensor index_copy(long dim, Tensor index, Tensor source) => Aten.index_copy.Call(this, dim, index, source);
        public Tensor index_copy_(long dim, Tensor index, Tensor source)
        {
            Aten.index_copy_.Run(this, dim, index, source);
            return this;
        }
        public Tensor index_fill(long dim, Tensor index, Scalar value) =>
            Aten.index_fill__int_Scalar.Call(this, dim, index, value);
        public Tensor index_fill_(long dim, Tensor index, Scalar value)
        {
            Aten.index_fill___int_Scalar.Run(this, dim, index, value);
            return this;
        }
        public Tensor gather(long dim, Tensor index) => Aten.gather.Call(this, dim, index);
        public Tensor scatter(long dim, Tensor index, Tensor src) => Scattered(this, dim, index, src);
        public Tensor scatter_(long dim, Tensor index, Tensor src)
        {
            if (src.dim() == 0 && index.dim() > 0) Aten.scatter___value.Run(this, dim, index, src.ToScalar());
            else Aten.scatter___src.Run(this, dim, index, src);
            return this;
        }
        public Tensor scatter_add(long dim, Tensor index, Tensor src) => Aten.scatter_add.Call(this, dim, index, src);
        public Tensor scatter_add_(long dim, Tensor index, Tensor src)
        {
            Aten.scatter_add_.Run(this, dim, index, src);
            return this;
        }
        public Tensor select_scatter(Tensor src, long dim, long index) => Aten.select_scatter.Call(this, src, dim, index);
        public Tensor diagonal_scatter(Tensor src, long offset = 0L, long dim1 = 0L, long dim2 = 1L) =>
            Aten.diagonal_scatter.Call(this, src, offset, dim1, dim2);
        public Tensor slice_scatter(Tensor src, long dim = 0L, long? start = null, long? end = null, long step = 1L) =>
            Aten.slice_scatter.Call(this, src, dim, start, end, step);
        public Tensor masked_select(Tensor mask) => Aten.masked_select.Call(this, mask);
        public Tensor masked_fill(Tensor mask, Scalar value) => Aten.masked_fill__Scalar.Call(this, mask, value);
        public Tensor masked_fill_(Tensor mask, Scalar value)
        {
            Aten.masked_fill___Scalar.Run(this, mask, value);
            return this;
        }
        public Tensor masked_scatter(Tensor mask, Tensor value) => Aten.masked_scatter.Call(this, mask, value);
        public Tensor masked_scatter_(Tensor mask, Tensor value)
        {
            Aten.masked_scatter_.Run(this, mask, value);
            return this;
        }
        public Tensor take(Tensor index) => Aten.take.Call(this, index);
        public Tensor take_along_dim(Tensor indices) => Aten.take_along_dim.Call(this, indices);
        public Tensor take_along_dim(IEnumerable<long> indices) => take_along_dim(tensor(indices.ToArray()));
        public Tensor take_along_dim(Tensor indices, long dim) => Aten.take_along_dim.Call(this, indices, dim);
        public Tensor take_along_dim(IEnumerable<long> indices, long dim) => take_along_dim(tensor(indices.ToArray()), dim);
        public Tensor put_(Tensor index, Tensor source, bool accumulate = false)
        {
            Aten.put_.Run(this, index, source, accumulate);
            return this;
        }
        public Tensor select(long dim, long index) => Aten.select__int.Call(this, dim, index);
        public Tensor slice(long dim, long start, long finish, long step) =>
            Aten.slice__Tensor.Call(this, dim, start, finish, step);
        public Tensor narrow(long dim, long start, long length) => Aten.narrow.Call(this, dim, start, length);
        public Tensor where(Tensor condition, Tensor y) => Aten.where__self.Call(condition, this, y);
        public Tensor nonzero() => Aten.nonzero.Call(this);
        public IList<Tensor> nonzero_as_list() => Aten.nonzero_numpy.CallMany(this);
        public Tensor argwhere() => Aten.argwhere.Call(this);
        public Tensor bincount(Tensor? weights, long minlength = 0) => Aten.bincount.Call(this, weights, minlength);
        public Tensor histc(long bins = 100, long min = 0, long max = 0) => Aten.histc.Call(this, bins, min, max);
        public Tensor searchsorted(Tensor values, bool out_int32 = false, bool right = false, Tensor? sorter = null) =>
            torch.searchsorted(this, values, out_int32, right, sorter);

        public (Tensor output, Tensor? inverse_indices, Tensor? counts) unique(bool sorted = true, bool return_inverse = false, bool return_counts = false, int? dim = null)
        {
            var (output, inverse, counts) = dim is { } d
                ? Aten.unique_dim.Call3(this, (long)d, sorted, return_inverse, return_counts)
                : Aten._unique2.Call3(this, sorted, return_inverse, return_counts);
            return Wanted(output, inverse, counts, return_inverse, return_counts);
        }

        public (Tensor output, Tensor? inverse_indices, Tensor? counts) unique_consecutive(bool return_inverse = false, bool return_counts = false, int? dim = null)
        {
            var (output, inverse, counts) = Aten.unique_consecutive.Call3(this, return_inverse, return_counts, dim);
            return Wanted(output, inverse, counts, return_inverse, return_counts);
        }

        /// <summary>libtorch fills what was not asked for with empty tensors: those go at once.</summary>
        private static (Tensor, Tensor?, Tensor?) Wanted(Tensor? output, Tensor? inverse, Tensor? counts, bool wantInverse, bool wantCounts)
        {
            if (!wantInverse) inverse?.Dispose();
            if (!wantCounts) counts?.Dispose();
            return (output!, wantInverse ? inverse : null, wantCounts ? counts : null);
        }

        private static Tensor Scattered(Tensor self, long dim, Tensor index, Tensor src) => src.dim() == 0 && index.dim() > 0
            ? Aten.scatter__value.Call(self, dim, index, src.ToScalar())
            : Aten.scatter__src.Call(self, dim, index, src);
    }
}
