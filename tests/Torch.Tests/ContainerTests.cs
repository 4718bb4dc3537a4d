using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Research.Torch.Tests;

public class ContainerTests
{
    private sealed class Pair : Sequential<Tensor, (Tensor, Tensor)>
    {
        internal Pair() : base(("left", Linear(2, 3)), ("right", Linear(2, 1)))
        {
        }

        public override (Tensor, Tensor) forward(Tensor input) => (((Linear)this[0]).call(input), ((Linear)this[1]).call(input));
    }

    [Fact]
    public void Containers_KeysOfTheirMembers_AreNumbersOrNames()
    {
        using var scope = NewDisposeScope();
        var list = ModuleList(Linear(1, 1), ReLU());
        list.RemoveAt(0);
        list.Add(Linear(1, 1, hasBias: false));
        Assert.Equal(["1.weight"], list.state_dict().Keys);
        var dictionary = ModuleDict(("a", Linear(1, 1)), ("b", Linear(1, 1, false)));
        dictionary.Remove("a");
        Assert.Equal(["b.weight"], dictionary.state_dict().Keys);
        Assert.Equal(["0", "1"], ParameterList(Parameter(ones(1)), Parameter(ones(2))).state_dict().Keys);
        Assert.Equal(["x"], ParameterDict(("x", Parameter(ones(1)))).state_dict().Keys);
        Assert.Equal(["left.weight", "left.bias", "right.weight", "right.bias"], new Pair().state_dict().Keys);
        Assert.Equal([4, 1], new Pair().call(ones(4, 2)).Item2.shape);
    }

    [Fact]
    public void Slice_OfSequential_KeepsTheNames()
    {
        using var chain = Sequential(("a", Linear(1, 2)), ("b", ReLU()), ("c", Linear(2, 1)));
        Assert.Equal(2, chain[1..].Count);
        Assert.Equal(["c.weight", "c.bias"], chain[1..].state_dict().Keys);
    }

    [Fact]
    public void Sequential_WithANameTwice_RunsBothAndSlicesByPlace()
    {
        using var scope = NewDisposeScope();
        var chain = Sequential(("a", Linear(1, 2)), ("b", ReLU()), ("a", Linear(2, 3)));
        Assert.Equal([5, 3], chain.call(ones(5, 1)).shape);
        Assert.Same(chain[2], chain[(1, null)][1]);
        Assert.Equal(["a", "b", "a"], chain.named_children().Select(child => child.name));
        Assert.Equal(4, chain.parameters().Count());
        Assert.Throws<IndexOutOfRangeException>(() => chain[(4, null)]);
    }
}
