using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace Research.Torch.Tests;

public class ErrorTests
{
    [Fact]
    public void Matmul_WrongShapes_NamesOperatorShapesTypesAndNativeText()
    {
        using var left = ones(2, 3);
        using var right = ones(2, 3, dtype: float64);
        var error = Assert.Throws<TorchException>(() => left.mm(right));
        Assert.Contains("aten::mm", error.Message);
        Assert.Contains("Float32 [2, 3]", error.Message);
        Assert.Contains("Float64 [2, 3]", error.Message);
        Assert.Contains("mat1 and mat2", error.NativeText);
        Assert.IsAssignableFrom<ExternalException>(error);
    }

    [Fact]
    public void Use_AfterDispose_IsRefused()
    {
        var tensor = ones(2);
        tensor.Dispose();
        Assert.Throws<InvalidOperationException>(() => tensor + 1);
        tensor.Dispose();
    }

    [Fact]
    public void Item_OfAnotherType_IsRefused()
    {
        using var whole = tensor(3L);
        Assert.Throws<ArgumentException>(() => whole.item<int>());
        Assert.Equal(3L, whole.item<long>());
    }

    [Fact]
    public void Backward_Twice_SaysSo()
    {
        using var scope = NewDisposeScope();
        var x = ones(3, requires_grad: true);
        var y = (x * x).sum();
        y.backward();
        var error = Assert.Throws<TorchException>(() => y.backward());
        Assert.Contains("second time", error.NativeText);
    }
}
