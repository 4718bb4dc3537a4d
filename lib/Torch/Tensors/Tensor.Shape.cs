using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor clone() => Aten.clone.Call(this);
        public Tensor contiguous() => Aten.contiguous.Call(this);
        public Tensor view(params long[] shape) => Aten.view.Call(this, shape);
        public Tensor view(ScalarType dtype) => Aten.view__dtype.Call(this, dtype);
        public Tensor view_as(Tensor other) => Aten.view_as.Call(this, other);
        public Tensor reshape(params long[] shape) => Aten.reshape.Call(this, shape);
        public Tensor flatten(long start_dim = 0, long end_dim = -1) => Aten.flatten__using_ints.Call(this, start_dim, end_dim);
        public Tensor unflatten(long dim, params long[] sizes)
        {
            var place = (int)(dim < 0 ? dim + ndim : dim);
            if (place < 0 || place >= ndim) throw new ArgumentException($"expected a dimension of [{string.Join(", ", shape)}], got {dim}", nameof(dim));
            return view([.. shape[..place], .. sizes, .. shape[(place + 1)..]]);
        }
        public Tensor unflatten(long dim, Size sizes) => unflatten(dim, sizes.Shape);
        public Tensor squeeze(long? dim = null) => dim is { } d ? Aten.squeeze__dim.Call(this, d) : Aten.squeeze.Call(this);
        public Tensor squeeze_(long? dim = null)
        {
            if (dim is { } d) Aten.squeeze___dim.Run(this, d);
            else Aten.squeeze_.Run(this);
            return this;
        }
        public Tensor unsqueeze(long dim) => Aten.unsqueeze.Call(this, dim);
        public Tensor unsqueeze_(long dim)
        {
            Aten.unsqueeze_.Run(this, dim);
            return this;
        }
        public Tensor transpose(long dim0, long dim1) => Aten.transpose__int.Call(this, dim0, dim1);
        public Tensor transpose_(long dim0, long dim1)
        {
            Aten.transpose_.Run(this, dim0, dim1);
            return this;
        }
        public Tensor permute(params long[] permutation) => Aten.permute.Call(this, permutation);
        public Tensor permute(IEnumerable<long> permutation) => permute(permutation.ToArray());
        public Tensor swapaxes(long dim0, long dim1) => Aten.swapaxes.Call(this, dim0, dim1);
        public Tensor swapdims(long dim0, long dim1) => Aten.swapdims.Call(this, dim0, dim1);
        public Tensor movedim(long[] source, long[] destination) => Aten.movedim__intlist.Call(this, source, destination);
        public Tensor moveaxis(long[] source, long[] destination) => movedim(source, destination);
        public Tensor t() => Aten.t.Call(this);
        public Tensor t_()
        {
            Aten.t_.Run(this);
            return this;
        }
        public Tensor T => Aten.numpy_T.Call(this);
        public Tensor H => Aten.matrix_H.Call(this);
        public Tensor mT => Aten.mT.Call(this);
        public Tensor mH => Aten.mH.Call(this);
        public Tensor adjoint() => Aten.adjoint.Call(this);
        public Tensor expand(ReadOnlySpan<long> sizes, bool isImplicit = false) => Aten.expand.Call(this, sizes, isImplicit);
        public Tensor expand(Size sizes, bool isImplicit = false) => Aten.expand.Call(this, sizes.Shape, isImplicit);
        public Tensor expand(long[] sizes, bool isImplicit = false) => Aten.expand.Call(this, sizes, isImplicit);
        public Tensor expand(params long[] sizes) => Aten.expand.Call(this, sizes, false);
        public Tensor expand_as(Tensor other) => Aten.expand_as.Call(this, other);
        public Tensor broadcast_to(params long[] shape) => Aten.broadcast_to.Call(this, shape);
        public Tensor repeat(params long[] sizes) => Aten.repeat.Call(this, sizes);
        public Tensor repeat_interleave(Tensor repeats, long? dim = null, long? output_size = null) =>
            Aten.repeat_interleave__self_Tensor.Call(this, repeats, dim, output_size);
        public Tensor repeat_interleave(long repeats, long? dim = null, long? output_size = null) =>
            Aten.repeat_interleave__self_int.Call(this, repeats, dim, output_size);
        public Tensor tile(long[] reps) => Aten.tile.Call(this, reps);
        public Tensor roll(long shifts, long? dims = null) =>
            Aten.roll.Call(this, new[] { shifts }, dims is { } d ? new[] { d } : []);
        public Tensor roll((long, long) shifts, (long, long) dims) => Aten.roll.Call(this, shifts, dims);
        public Tensor roll((long, long, long) shifts, (long, long, long) dims) =>
            roll([shifts.Item1, shifts.Item2, shifts.Item3], [dims.Item1, dims.Item2, dims.Item3]);
        public Tensor roll(long[] shifts, long[] dims) => Aten.roll.Call(this, shifts, dims);
        public Tensor roll(long[] shifts) => Aten.roll.Call(this, shifts);
        public Tensor roll(ReadOnlySpan<long> shifts, ReadOnlySpan<long> dims = default) => Aten.roll.Call(this, shifts, dims);
        public Tensor flip(params long[] dims) => Aten.flip.Call(this, dims);
        public Tensor fliplr() => Aten.fliplr.Call(this);
        public Tensor flipud() => Aten.flipud.Call(this);
        public Tensor rot90(long k = 1, (long, long)? dims = null) => Aten.rot90.Call(this, k, dims ?? (0, 1));
        public Tensor unfold(long dimension, long size, long step) => Aten.unfold.Call(this, dimension, size, step);
        public Tensor[] split(long size, int dim = 0) => Aten.split__Tensor.CallMany(this, size, (long)dim);
        public Tensor[] split(ReadOnlySpan<long> sizes, long dim = 0) => Aten.split_with_sizes.CallMany(this, sizes, dim);
        public Tensor[] split(long[] sizes, long dim = 0) => Aten.split_with_sizes.CallMany(this, sizes, dim);
        public Tensor[] split(params long[] sizes) => Aten.split_with_sizes.CallMany(this, sizes);
        public Tensor[] chunk(long chunks, long dim = 0) => Aten.chunk.CallMany(this, chunks, dim);
        public Tensor[] tensor_split(long size, long dim = 0) => Aten.tensor_split__sections.CallMany(this, size, dim);
        public Tensor[] tensor_split(long[] sizes, long dim = 0) => Aten.tensor_split__indices.CallMany(this, sizes, dim);
        public Tensor[] tensor_split(Tensor indices, long dim = 0) =>
            Aten.tensor_split__tensor_indices_or_sections.CallMany(this, indices, dim);
        private long Even(int dim, long parts) => parts > 0 && dim < ndim && shape[dim] % parts == 0
            ? parts : throw new ArgumentException($"[{string.Join(", ", shape)}] does not split into {parts} equal parts along dimension {dim}", nameof(parts));

        public Tensor[] hsplit(long size) => Aten.hsplit__int.CallMany(this, Even(ndim == 1 ? 0 : 1, size));
        public Tensor[] hsplit(params long[] sizes) => Aten.hsplit__array.CallMany(this, sizes);
        public Tensor[] vsplit(long size) => Aten.vsplit__int.CallMany(this, Even(0, size));
        public Tensor[] vsplit(params long[] sizes) => Aten.vsplit__array.CallMany(this, sizes);
        public Tensor[] dsplit(long size) => Aten.dsplit__int.CallMany(this, Even(2, size));
        public Tensor[] dsplit(params long[] sizes) => Aten.dsplit__array.CallMany(this, sizes);
        public Tensor[] unbind(long dimension = 0) => Aten.unbind__int.CallMany(this, dimension);
        public Tensor triu(long diagonal = 0) => Aten.triu.Call(this, diagonal);
        public Tensor triu_(long diagonal = 0)
        {
            Aten.triu_.Run(this, diagonal);
            return this;
        }
        public Tensor tril(long diagonal = 0) => Aten.tril.Call(this, diagonal);
        public Tensor tril_(long diagonal = 0)
        {
            Aten.tril_.Run(this, diagonal);
            return this;
        }
        public Tensor diag(long diagonal = 0) => Aten.diag.Call(this, diagonal);
        public Tensor diagflat(long offset = 0) => Aten.diagflat.Call(this, offset);
        public Tensor diagonal(long offset = 0, long dim1 = 0, long dim2 = 1) => Aten.diagonal.Call(this, offset, dim1, dim2);
        public Tensor diag_embed(long offset = 0L, long dim1 = -2L, long dim2 = -1L) =>
            Aten.diag_embed.Call(this, offset, dim1, dim2);
        public Tensor as_strided(long[] size, long[] strides, long? storageOffset = null) =>
            Aten.as_strided.Call(this, size, strides, storageOffset);
        public Tensor ravel() => Aten.ravel.Call(this);
        public Tensor atleast_1d() => Aten.atleast_1d.Call(this);
        public Tensor atleast_2d() => Aten.atleast_2d.Call(this);
        public Tensor atleast_3d() => Aten.atleast_3d.Call(this);
        public Tensor combinations(int r = 2, bool with_replacement = false) =>
            Aten.combinations.Call(this, r, with_replacement);
        public Tensor vander(long N = -1, bool increasing = false) =>
            Aten.vander.Call(this, N == -1 ? (long?)null : N, increasing);
    }
}
