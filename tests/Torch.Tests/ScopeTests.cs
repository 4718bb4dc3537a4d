using TorchSharp;
using static TorchSharp.torch;

namespace Research.Torch.Tests;

public class ScopeTests
{
    [Fact]
    public void Scope_AtItsEnd_DisposesWhatWasMadeInside()
    {
        Tensor inner, kept, detached;
        var outer = NewDisposeScope();
        using (var scope = NewDisposeScope())
        {
            inner = ones(2);
            kept = ones(2).MoveToOuterDisposeScope();
            detached = ones(2).DetachFromDisposeScope();
            Assert.Equal(1, scope.DisposablesCount);
            Assert.Equal(1, outer.DisposablesCount);
        }
        Assert.True(inner.IsInvalid);
        Assert.False(kept.IsInvalid);
        outer.Dispose();
        Assert.True(kept.IsInvalid);
        Assert.False(detached.IsInvalid);
        detached.Dispose();
    }

    [Fact]
    public void DisposeEverythingBut_KeepsTheGivenOnes()
    {
        using var scope = NewDisposeScope();
        var (a, b) = (ones(1), ones(1));
        Assert.Same(b, scope.DisposeEverythingBut(b));
        Assert.True(a.IsInvalid);
        Assert.False(b.IsInvalid);
    }

    [Fact]
    public void OuterClosedFirst_IsTolerated()
    {
        var outer = NewDisposeScope();
        var inner = NewDisposeScope();
        var tensor = ones(1);
        outer.Dispose();
        Assert.False(tensor.IsInvalid);
        inner.Dispose();
        Assert.True(tensor.IsInvalid);
        using var free = ones(1);
        Assert.Null(torch.CurrentDisposeScope);
    }

    [Fact]
    public void BuiltInModule_MadeInsideScope_OutlivesIt()
    {
        TorchSharp.Modules.Linear linear;
        using (NewDisposeScope()) linear = nn.Linear(3, 2);
        using var result = linear.forward(ones(1, 3));
        Assert.Equal([1, 2], result.shape);
        linear.Dispose();
    }

    [Fact]
    public void Statistics_CountByScope()
    {
        DisposeScopeManager.Statistics.Reset();
        using var outside = ones(1);
        using (NewDisposeScope())
        {
            ones(1);
            ones(1).Dispose();
            ones(1).DetachFromDisposeScope().Dispose();
        }
        var counts = DisposeScopeManager.Statistics.TensorStatistics;
        Assert.Equal((1, 3, 2, 1, 1), (counts.CreatedOutsideScopeCount, counts.CreatedInScopeCount, counts.DisposedInScopeCount, counts.DisposedOutsideScopeCount, counts.DetachedFromScopeCount));
        Assert.Equal(1, counts.ThreadTotalLiveCount);
    }
}
