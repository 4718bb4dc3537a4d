using TorchSharp.Interop;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>
/// Turns an index expression into views (numbers, ranges, new axes, the ellipsis) and one gather over the dimensions that
/// masks and index tensors address, in the way of Python's indexing.
/// </summary>
internal static class IndexPlan
{
    /// <summary>
    /// The view (null = the tensor itself), the index tensors per dimension of the view (null = none), and what of it must be
    /// disposed by the caller.
    /// </summary>
    internal static (Tensor? View, Tensor?[]? Indices, List<Tensor> Owned) Of(Tensor self, TensorIndex[] indices)
    {
        Tensor? view = null;
        var gather = new List<Tensor?>();
        var owned = new List<Tensor>();
        var any = false;
        long dim = 0, covered = 0;
        var used = indices.Sum(Consumed);
        var ellipses = indices.Count(index => index.kind == TensorIndex.Kind.Ellipsis);
        if (ellipses > 1) throw new ArgumentException("an index can hold only one ellipsis");
        if (used > self.dim())
            throw new ArgumentException($"{used} indices given for a tensor of {self.dim()} dimensions");
        foreach (var index in indices)
        {
            switch (index.kind)
            {
                case TensorIndex.Kind.Single:
                    Step(Aten.select__int.Call(view ?? self, dim, index.first!.Value));
                    break;
                case TensorIndex.Kind.Slice:
                    if (index.step is <= 0) throw new ArgumentException($"the step of a range must be positive, not {index.step}");
                    if (index.first is not null || index.stop is not null || index.step is not null)
                        Step(Aten.slice__Tensor.Call(view ?? self, dim, index.first, index.stop, index.step ?? 1L));
                    dim++;
                    break;
                case TensorIndex.Kind.None:
                    Step(Aten.unsqueeze.Call(view ?? self, dim));
                    dim++;
                    break;
                case TensorIndex.Kind.Ellipsis:
                    dim += self.dim() - used;
                    break;
                case TensorIndex.Kind.Bool:
                    Step(Aten.unsqueeze.Call(view ?? self, dim));
                    var mask = tensor(index.first == 1 ? [true] : new[] { false });
                    owned.Add(mask);
                    Gather(mask, 1);
                    break;
                default:
                    Gather(index.tensor!, index.tensor!.dtype is ScalarType.Bool or ScalarType.Byte ? index.tensor.dim() : 1);
                    break;
            }
        }
        return (view, any ? [.. gather] : null, owned);

        void Step(Tensor next)
        {
            view?.Dispose();
            view = next;
        }

        void Gather(Tensor index, long dimensions)
        {
            // A mask of several dimensions is one entry of the list and stands for as many dimensions of the view.
            for (; covered < dim; covered++) gather.Add(null);
            gather.Add(index);
            covered = dim += dimensions;
            any = true;
        }
    }

    private static long Consumed(TensorIndex index) => index.kind switch
    {
        TensorIndex.Kind.Single or TensorIndex.Kind.Slice => 1,
        TensorIndex.Kind.Tensor => index.tensor!.dtype is ScalarType.Bool or ScalarType.Byte ? index.tensor.dim() : 1,
        _ => 0,
    };
}
