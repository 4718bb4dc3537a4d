using TorchSharp;
using static TorchSharp.torch;

namespace Research.Torch.Tests;

public class ReductionTests
{
    [Fact]
    public void Sum_LiteralZero_IsADimensionNotAType()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new float[,] { { 1, 2 }, { 3, 4 } });
        Assert.Equal([4f, 6f], x.sum(0).data<float>().ToArray());
        Assert.Equal([4f, 6f], torch.sum(x, 0).data<float>().ToArray());
        Assert.Equal([3f, 8f], x.prod(0).data<float>().ToArray());
        Assert.Equal([3f, 7f], x.sum(1).data<float>().ToArray());
        Assert.Equal([10f], x.sum([0, 1]).reshape(1).data<float>().ToArray());
        Assert.Equal(ScalarType.Float64, x.sum(type: float64).dtype);
        Assert.Equal(10f, x.sum(0, 1).item<float>());
    }

    [Fact]
    public void Split_ManyParts_AllComeBack()
    {
        using var scope = NewDisposeScope();
        var parts = arange(40).split(1);
        Assert.Equal(40, parts.Length);
        Assert.Equal(39L, parts[39].item<long>());
        Assert.Equal(40, arange(40).unbind().Length);
    }

    [Fact]
    public void Unique_OnlyWhatWasAskedFor()
    {
        using var scope = NewDisposeScope();
        var (output, inverse, counts) = tensor(new[] { 3L, 1L, 3L }).unique(return_counts: true);
        Assert.Equal([1L, 3L], output.data<long>().ToArray());
        Assert.Null(inverse);
        Assert.Equal([1L, 2L], counts!.data<long>().ToArray());
    }
}
