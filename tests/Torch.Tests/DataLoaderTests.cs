using TorchSharp;
using static TorchSharp.torch;

namespace Research.Torch.Tests;

public class DataLoaderTests
{
    private sealed class Squares : utils.data.Dataset
    {
        public override long Count => 10;
        public override Dictionary<string, Tensor> GetTensor(long index) =>
            index == 99 ? throw new IOException("item 99 is unreadable") : new() { ["x"] = tensor(index), ["y"] = tensor(index * index) };
    }

    [Theory]
    [InlineData(1, false, 4)]
    [InlineData(3, true, 3)]
    public void Loader_InOrder_StacksByName(int workers, bool dropLast, int batches)
    {
        using var scope = NewDisposeScope();
        using var loader = utils.data.DataLoader(new Squares(), 3, num_worker: workers, drop_last: dropLast);
        Assert.Equal(batches, loader.Count);
        var seen = loader.Select(batch => batch["y"].data<long>().ToArray()).ToArray();
        Assert.Equal(batches, seen.Length);
        Assert.Equal([9L, 16L, 25L], seen[1]);
    }

    [Fact]
    public void Loader_Shuffled_SeesEveryItemOnceAndRepeatsWithTheSeed()
    {
        using var scope = NewDisposeScope();
        long[] Pass(int seed) => [.. new TorchSharp.Modules.DataLoader(new Squares(), 4, true, seed: seed).SelectMany(batch => batch["x"].data<long>().ToArray())];
        Assert.Equal(Enumerable.Range(0, 10).Select(n => (long)n), Pass(1).Order());
        Assert.Equal(Pass(1), Pass(1));
        Assert.NotEqual(Pass(1), Pass(2));
    }

    [Fact]
    public void Loader_FailingItem_ReachesTheCaller()
    {
        using var loader = utils.data.DataLoader(new Squares(), 1, [99L], num_worker: 2);
        Assert.Equal("item 99 is unreadable", Assert.Throws<IOException>(() => loader.ToList()).Message);
    }

    [Fact]
    public void TensorDataset_Rows_ComeInPairs()
    {
        using var scope = NewDisposeScope();
        using var loader = utils.data.DataLoader(utils.data.TensorDataset(arange(6).reshape(3, 2), arange(3)), 2, disposeBatch: false);
        var batch = loader.First();
        Assert.Equal([2, 2], batch[0].shape);
        Assert.Equal([0L, 1L], batch[1].data<long>().ToArray());
    }
}
