using System.Numerics;
using TorchSharp;
using TorchSharp.Interop;
using static TorchSharp.torch;

namespace Research.Torch.Tests;

/// <summary>Operators whose kernels are called with typed arguments: the same meaning, errors and lifetimes as through the stack.</summary>
public class DirectCallTests
{
    private static readonly ScalarType[] Ranked = [ScalarType.Bool, ScalarType.Int32, ScalarType.Int64, ScalarType.Float32, ScalarType.Float64];

    [Fact]
    public void Signatures_OfTensorsAndNumbers_AreCalledDirectly()
    {
        Operator[] direct =
        [
            Aten.add__Tensor, Aten.add__Scalar, Aten.sub__Tensor, Aten.mul__Tensor, Aten.mul__Scalar, Aten.div__Tensor, Aten.neg, Aten.relu,
            Aten.relu_, Aten.add___Tensor, Aten.add___Scalar, Aten.mul___Scalar, Aten.matmul, Aten.mm, Aten.eq__Scalar, Aten.sigmoid,
        ];
        Operator[] others = [Aten.cat, Aten.equal, Aten.div__Tensor_mode, Aten.lerp__Tensor, Aten.amax__out, Aten.clamp, Aten.any__dim];
        Assert.All(direct, op => Assert.True(op.IsDirect, op.FullName));
        Assert.All(others, op => Assert.False(op.IsDirect, op.FullName));
    }

    [Fact]
    public void Arithmetic_OfEveryPairOfTypes_PromotesAndComputes()
    {
        using var scope = NewDisposeScope();
        foreach (var (i, left) in Ranked.Index())
        foreach (var (k, right) in Ranked.Index())
        {
            var (a, b) = (tensor([0.0, 1.0, 1.0]).to(left), tensor([1.0, 1.0, 0.0]).to(right));
            var (sum, product) = (a + b, a * b);
            Assert.Equal(Ranked[Math.Max(i, k)], sum.dtype);
            Assert.Equal(Ranked[Math.Max(i, k)], product.dtype);
            // A sum of booleans is their disjunction.
            Assert.Equal(i + k == 0 ? [1.0, 1.0, 1.0] : [1.0, 2.0, 1.0], sum.to(float64).data<double>().ToArray());
            Assert.Equal([0.0, 1.0, 0.0], product.to(float64).data<double>().ToArray());
        }
    }

    [Fact]
    public void Numbers_OfEveryKind_KeepTheirMeaning()
    {
        using var scope = NewDisposeScope();
        var whole = tensor([3, -4]);
        Assert.Equal([5, -2], (whole + 2).data<int>().ToArray());
        Assert.Equal(ScalarType.Float32, (whole + 0.5).dtype);
        Assert.Equal([3.5f, -3.5f], (whole + 0.5).data<float>().ToArray());
        Assert.Equal([4, -3], whole.add(true).data<int>().ToArray());
        Assert.Equal(ScalarType.Float32, (ones(2) * 1e-3).dtype);
        Assert.Equal([1L << 40], (zeros(1, dtype: int64) + (1L << 40)).data<long>().ToArray());
        var complex = ones(1).add(new Complex(1, 2));
        Assert.Equal(ScalarType.ComplexFloat32, complex.dtype);
        Assert.Equal(2f, complex.imag.item<float>());
    }

    [Fact]
    public void Alpha_MissingOrGiven_MultipliesTheSecond()
    {
        using var scope = NewDisposeScope();
        var (a, b) = (tensor([1f, 2f]), tensor([10f, 20f]));
        Assert.Equal([11f, 22f], a.add(b).data<float>().ToArray());
        Assert.Equal([6f, 12f], a.add(b, 0.5).data<float>().ToArray());
        Assert.Equal([-29f, -58f], a.sub(b, 3).data<float>().ToArray());
        Assert.Equal([7f, 8f], a.add(2, 3).data<float>().ToArray());
        Assert.Equal([21f, 42f], a.add_(b, 2).data<float>().ToArray());
        var error = Assert.Throws<TorchException>(() => tensor([1]).add(tensor([2]), 0.5));
        Assert.Contains("alpha", error.NativeText);
        Assert.Contains("aten::add.Tensor", error.Message);
    }

    [Fact]
    public void Shapes_BroadcastEmptyAndWrong_AreTreatedAsEver()
    {
        using var scope = NewDisposeScope();
        var table = arange(3, dtype: float32).reshape(3, 1) + arange(4, dtype: float32).mul(10);
        Assert.Equal([3, 4], table.shape);
        Assert.Equal(32f, table[2, 3].item<float>());
        Assert.Equal([0, 3], (zeros(0, 3) * ones(1, 3)).shape);
        Assert.Equal([0], zeros(0).relu().shape);
        Assert.Equal([0], (zeros(0, dtype: int64) + 1.5).shape);
        var error = Assert.Throws<TorchException>(() => ones(2, 3) + ones(2, 4));
        Assert.Contains("aten::add.Tensor", error.Message);
        Assert.Contains("Float32 [2, 3]", error.Message);
        Assert.Contains("Float32 [2, 4]", error.Message);
        Assert.Contains("must match the size", error.NativeText);
    }

    [Fact]
    public void InPlace_ReturnsTheObjectItselfAndMakesNoOther()
    {
        using var scope = NewDisposeScope();
        var (a, b) = (tensor([1f, -2f]), tensor([3f, 4f]));
        var count = Tensor.TotalCount;
        Assert.Same(a, a.add_(b));
        Assert.Same(a, a.mul_(a));
        Assert.Same(a, a.sub_(10).relu_());
        Assert.Equal(count, Tensor.TotalCount);
        Assert.Equal([6f, 0f], a.data<float>().ToArray());
        var error = Assert.Throws<TorchException>(() => tensor([1]).add_(0.5));
        Assert.Contains("aten::add_.Scalar", error.Message);
        Assert.Contains("can't be cast", error.NativeText);
        Assert.Contains("leaf", Assert.Throws<TorchException>(() => ones(1, requires_grad: true).mul_(2)).NativeText);
        Assert.Throws<InvalidOperationException>(() =>
        {
            var gone = ones(1);
            gone.Dispose();
            return b.add_(gone);
        });
    }

    [Fact]
    public void Gradients_OfDisposedArguments_AreThoseOfTheFormula()
    {
        using var scope = NewDisposeScope();
        var (x, y) = (tensor([2.0, -3.0], requires_grad: true), tensor([4.0, 5.0], requires_grad: true));
        using (var product = x * y)
        using (var ratio = x / y)
        using (var sum = product + ratio)
        using (var shifted = (sum - 0.5) * 2)
        using (var positive = shifted.relu())
        {
            // The tape keeps what it needs, whatever happens to the wrappers.
            var loss = positive.sum();
            product.Dispose();
            ratio.Dispose();
            shifted.Dispose();
            loss.backward();
        }
        Assert.Equal([2 * (4 + 0.25), 0], x.grad!.data<double>().ToArray());
        Assert.Equal([2 * (2 - 2.0 / 16), 0], y.grad!.data<double>().ToArray());
        using var gradless = no_grad();
        Assert.False((x * y).requires_grad);
    }

    [Fact]
    public void Results_BelongToTheScope_AndAreGivenBack()
    {
        using var a = ones(1);
        var count = Tensor.TotalCount;
        using (var scope = NewDisposeScope())
        {
            var b = a + a;
            var c = b * 2;
            Assert.Equal(2, scope.DisposablesCount);
            Assert.True(scope.Contains(c));
        }
        Assert.Equal(count, Tensor.TotalCount);
        Assert.Equal(1f, a.item<float>());
    }

    [Fact]
    public void SmallTensors_ManyAliveOnManyThreads_NeverShareMemory()
    {
        Settle();
        var live = MemoryBudget.Live;
        var made = new Tensor[4][];
        Parallel(made.Length, t => made[t] = [.. Enumerable.Range(1, 600).Select(n => full(n % 150 + 1, 1000 * t + n, dtype: float32))]);
        Parallel(made.Length, t =>
        {
            // Freed on another thread than the one that made them, and made again.
            var other = made[(t + 1) % made.Length];
            for (var n = 0; n < 600; n += 2) other[n].Dispose();
            for (var n = 0; n < 600; n += 2) other[n] = full((n + 1) % 150 + 1, -1000 * t - n, dtype: float32);
        });
        for (var t = 0; t < made.Length; t++)
        for (var n = 0; n < 600; n++)
        {
            var values = made[t][n].data<float>().ToArray();
            var other = (t + made.Length - 1) % made.Length;
            Assert.Equal((n + 1) % 150 + 1, values.Length);
            Assert.All(values, value => Assert.Equal(n % 2 == 0 ? -1000 * other - n : 1000 * t + n + 1, value));
        }
        foreach (var tensor in made.SelectMany(all => all)) tensor.Dispose();
        Settle();
        Assert.Equal(live, MemoryBudget.Live);
    }

    private static void Parallel(int count, Action<int> body)
    {
        Thread[] threads = [.. Enumerable.Range(0, count).Select(t => new Thread(() => body(t)))];
        foreach (var thread in threads) thread.Start();
        foreach (var thread in threads) thread.Join();
    }

    private static void Settle()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }
}
