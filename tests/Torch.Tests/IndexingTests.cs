using TorchSharp;
using static TorchSharp.torch;

namespace Research.Torch.Tests;

public class IndexingTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();
    private readonly Tensor _x = arange(24, dtype: float32).reshape(2, 3, 4);

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void Index_NumbersAndRanges_ReadAsInPython()
    {
        Assert.Equal(23f, _x[1, 2, 3].item<float>());
        Assert.Equal(23f, _x[-1, -1, -1].item<float>());
        Assert.Equal([2, 2, 4], _x[.., 1..3].shape);
        Assert.Equal([2, 3, 1], _x[TensorIndex.Ellipsis, 1..2].shape);
        Assert.Equal([1, 2, 3, 4], _x[TensorIndex.None].shape);
        Assert.Equal([12f, 13f, 14f, 15f], _x[^1, 0].data<float>().ToArray());
        Assert.Equal([0f, 2f], _x[0, 0, TensorIndex.Slice(0, 4, 2)].data<float>().ToArray());
    }

    [Fact]
    public void Index_Mask_SelectsItsElements()
    {
        Assert.Equal([21f, 22f, 23f], _x[_x > 20].data<float>().ToArray());
        var rows = tensor(new[] { true, false, true, true, false, false }, 2, 3);
        // Rows (0,0), (0,2) and (1,0), then the last two columns.
        Assert.Equal([2f, 3f, 10f, 11f, 14f, 15f], _x[TensorIndex.Tensor(rows), 2..4].data<float>().ToArray());
        Assert.Equal([3, 2], _x[TensorIndex.Tensor(rows), 2..4].shape);
    }

    [Fact]
    public void Index_TensorAfterRange_Gathers()
    {
        var columns = tensor(new[] { 3L, 0L });
        Assert.Equal([3f, 0f, 7f, 4f, 11f, 8f], _x[0, .., columns].reshape(-1).data<float>().ToArray());
    }

    [Fact]
    public void Assign_NumberRangeMaskAndTensor_ChangesThoseElements()
    {
        _x[0] = 1;
        _x[_x > 20] = 0;
        _x[1, 0, 0] = 2.5f;
        _x[.., 1..3] = full([2, 2, 4], 7);
        Assert.Equal([1f, 1f, 1f, 1f, 7f, 7f, 7f, 7f, 7f, 7f, 7f, 7f, 2.5f, 13f, 14f, 15f], _x.reshape(-1).data<float>().ToArray()[..16]);
    }

    [Fact]
    public void Index_NegativeStepOrTooMany_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => _x[TensorIndex.Slice(0, 4, -1)]);
        Assert.Throws<ArgumentException>(() => _x[0, 0, 0, .., 0]);
    }
}
