using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Research.Torch.Tests;

/// <summary>Behaviour that TorchSharp's own tests expect, in our words.</summary>
public class CompatibilityTests
{
    [Fact]
    public void Text_OfEachStyle_IsTorchSharps()
    {
        using var scope = NewDisposeScope();
        var matrix = tensor(new[] { 0f, 3.141f, 6.2834f, -13.141529f, 0.01f, 4713.14f }, 2, 3);
        Assert.Equal("[[0, 3.141, 6.2834]\n [-13.142, 0.01, 4713.1]]", matrix.ToString(numpy));
        Assert.Equal("[2x3], type = Float32, device = cpu\n       0 3.141 6.2834\n -13.142  0.01 4713.1\n", matrix.ToString(julia));
        Assert.Equal("[2x3], type = Float32, device = cpu, value = \nfloat [,] {\n {0f, 3.141f, 6.2834f},\n {-13.142f, 0.01f, 4713.1f}\n}", matrix.ToString(csharp));
        Assert.Equal("[], type = Int64, device = cpu, value = 5", tensor(5L).ToString(csharp));
        Assert.Equal("[1, 1, 1, ... 1, 1, 1]", ones(100).ToString(numpy));
        Assert.Equal("[2x1x1], type = Bool, device = cpu\n[0,..,..] =\n true\n\n[1,..,..] =\n true\n", ones(2, 1, 1, dtype: ScalarType.Bool).ToString(julia));
    }

    [Fact]
    public void Storage_OfAnotherType_IsACopy()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new[] { 1L, 2, 3 });
        var storage = x.storage<int>();
        storage[1] = 7;
        Assert.Equal([1, 7, 3], storage.ToArray());
        Assert.Equal([1L, 2, 3], x.data<long>().ToArray());
        x.storage<long>()[2] = 9;
        Assert.Equal([1L, 2, 9], x.data<long>().ToArray());
    }

    [Fact]
    public void Unflatten_WithAnOpenSize_InfersIt()
    {
        using var scope = NewDisposeScope();
        Assert.Equal([4, 2, 2, 3], zeros(4, 4, 3).unflatten(1, 2, -1).shape);
        Assert.Equal([4, 4, 1, 3], zeros(4, 4, 3).unflatten(-1, 1, 3).shape);
        Assert.Throws<ArgumentException>(() => zeros(4).unflatten(1, 2, 2));
    }

    [Fact]
    public void Momentum_ThatAScheduleBringsLater_IsApplied()
    {
        using var scope = NewDisposeScope();
        var w = nn.Parameter(zeros(1));
        using var optimizer = optim.RMSProp([w], lr: 1, alpha: 0);
        double expected = 0, velocity = 0;
        for (var step = 0; step < 3; step++)
        {
            if (step == 1) optimizer.Momentum = 0.5;
            w.grad = full(1, 2f);
            optimizer.step();
            // By hand: with alpha 0 the root of the mean square is the gradient's size, so each step is 1, and velocity adds up from step 1 on.
            velocity = step == 0 ? 1 : step == 1 ? 1 : 0.5 * velocity + 1;
            expected -= velocity;
            Assert.Equal(expected, w.item<float>(), 1e-5);
        }
    }

    [Fact]
    public void Arguments_ThatMakeNoSense_AreArgumentExceptions()
    {
        using var scope = NewDisposeScope();
        Assert.Throws<ArgumentException>(() => rand(2, 2, dtype: ScalarType.Int32));
        Assert.Throws<ArgumentException>(() => ones(4, 4).hsplit(3));
        Assert.Throws<ArgumentException>(() => 1.ToTensor(requires_grad: true));
        Assert.Throws<ArgumentException>(() => Linear(1, 1).to(ScalarType.Int32));
        Assert.Throws<ArgumentException>(() => GroupNorm(1, 2).call(ones(2, 2)));
    }

    [SkippableFact]
    public void Cuda_WhereThereIsNone_IsAnInvalidOperation()
    {
        Skip.If(cuda.is_available(), "this machine has CUDA");
        using var scope = NewDisposeScope();
        Assert.Throws<InvalidOperationException>(() => ones(1).cuda());
        Assert.Throws<InvalidOperationException>(() => zeros(1, device: CUDA));
    }

    [Fact]
    public void Load_NotStrict_TellsWhatTheFileHasAndTheModuleDoesNot()
    {
        using var scope = NewDisposeScope();
        using var file = new MemoryStream();
        Sequential(("a", Linear(1, 1)), ("b", Linear(1, 1))).save(file);
        file.Position = 0;
        var loaded = new Dictionary<string, bool>();
        Sequential(("b", Linear(1, 1))).load(file, strict: false, loadedParameters: loaded);
        Assert.True(loaded["b.weight"]);
        Assert.False(loaded["a.weight"]);
    }
}
