using TorchSharp;
using static TorchSharp.torch;

namespace Research.Torch.Tests;

public class ConversionTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void Factories_OfLiterals_HaveTorchSharpsTypes()
    {
        Assert.Equal(ScalarType.Int32, tensor(1).dtype);
        Assert.Equal(ScalarType.Int32, tensor(new[] { 1, 2 }).dtype);
        Assert.Equal(ScalarType.Float64, tensor(1.0).dtype);
        Assert.Equal(ScalarType.Int64, arange(12).dtype);
        Assert.Equal(ScalarType.Float32, arange(0, 1, 0.5).dtype);
        Assert.Equal(ScalarType.Int64, full(2, 7).dtype);
        Assert.Equal(ScalarType.Float32, full(2, 1.5).dtype);
        Assert.Equal(ScalarType.Int64, full(2, true).dtype);
        Assert.Equal(ScalarType.Float64, where(tensor(new[] { true, false }), 1.0, 0.0).dtype);
        Assert.Equal(ScalarType.Float32, (arange(3) + 1.5).dtype);
        Assert.Equal(ScalarType.Float32, (arange(3) / 2).dtype);
    }

    [Fact]
    public void Data_OfStridedTensor_FollowsTheIndices()
    {
        var turned = tensor(new float[,] { { 1, 2, 3 }, { 4, 5, 6 } }).t();
        Assert.Equal([1f, 4f, 2f, 5f, 3f, 6f], turned.data<float>().ToArray());
        Assert.Equal(6f, turned.data<float>()[2, 1]);
        Assert.Throws<NotSupportedException>(() => turned.bytes.Length);
        Assert.Equal([3, 2], turned.shape);
    }

    [Fact]
    public void AsTensor_Array_SharesItsMemory()
    {
        var array = new[] { 1f, 2f };
        var shared = as_tensor(array);
        var copied = tensor(array);
        array[0] = 9;
        Assert.Equal(9f, shared[0].item<float>());
        Assert.Equal(1f, copied[0].item<float>());
    }

    [Fact]
    public void FourDimensionalFactories_TakeAnyForm()
    {
        Assert.Equal([1, 2, 3, 4], zeros(1, 2, 3, 4).shape);
        Assert.Equal([1, 2, 3, 4, 5], zeros([1, 2, 3, 4, 5]).shape);
        Assert.Equal([2, 3], randint(0, 10, (2, 3)).shape);
        Assert.Equal([2, 2], tensor([1f, 2f, 3f, 4f], 2, 2).shape);
        Assert.Throws<ArgumentException>(() => tensor([1f, 2f], [3]));
    }

    [Fact]
    public void ChannelsLast_ConvertsAndReports()
    {
        var image = randn(2, 3, 4, 5);
        var last = image.to(memory_format.channels_last);
        Assert.True(last.is_contiguous(memory_format.channels_last));
        Assert.False(last.is_contiguous());
        Assert.Equal([60, 1, 15, 3], last.stride());
        Assert.True(last.Equals(image));
    }

    [Fact]
    public void Seeds_StateReadAndSet_RepeatsTheDraw()
    {
        var state = get_rng_state();
        var first = randn(5);
        set_rng_state(state);
        Assert.True(randn(5).Equals(first));
        using var own = new Generator(11);
        var drawn = rand(4, generator: own);
        own.manual_seed(11);
        Assert.True(rand(4, generator: own).Equals(drawn));
    }

    [Fact]
    public void SaveAndLoad_Tensor_ComesBack()
    {
        var file = Path.GetTempFileName();
        try
        {
            var some = randn(3, 4).t();
            save(some, file);
            Assert.True(load(file).Equals(some));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void Threads_AtStart_AreTheProcessors()
    {
        if (Environment.GetEnvironmentVariable("OMP_NUM_THREADS") is null) Assert.Equal(Environment.ProcessorCount, get_num_threads());
        Assert.NotEmpty(__version__);
    }
}
