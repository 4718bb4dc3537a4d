namespace TorchSharp;

/// <summary>The scopes of one thread, innermost last, with the thread's statistics.</summary>
public class DisposeScopeManager
{
    [ThreadStatic] private static DisposeScopeManager? _instance;
    private readonly ThreadDisposeScopeStatistics _statistics = new();

    internal static DisposeScopeManager Instance => _instance ??= new DisposeScopeManager();

    public static ThreadDisposeScopeStatistics Statistics => Instance._statistics;

    internal DisposeScope? Current { get; private set; }

    internal DisposeScope Open()
    {
        var scope = new DisposeScope(this) { Outer = Current };
        Current = scope;
        return scope;
    }

    /// <summary>Takes a scope out of the chain, wherever it stands: closing an outer one first is tolerated.</summary>
    internal void Remove(DisposeScope scope)
    {
        if (Current == scope)
        {
            Current = scope.Outer;
            return;
        }
        for (var inner = Current; inner is not null; inner = inner.Outer)
            if (inner.Outer == scope) inner.Outer = scope.Outer;
    }

    internal LifetimeStatistics Count(IDisposable disposable) =>
        disposable is torch.Tensor ? _statistics.TensorStatistics : _statistics.PackedSequenceStatistics;

    /// <summary>Enters a new tensor into the innermost scope of this thread, if there is one.</summary>
    internal static DisposeScope? Register(torch.Tensor tensor)
    {
        var manager = Instance;
        var scope = manager.Current;
        if (scope is null)
        {
            manager._statistics.TensorStatistics.CreatedOutsideScopeCount++;
            return null;
        }
        manager._statistics.TensorStatistics.CreatedInScopeCount++;
        scope.Include(tensor);
        return scope;
    }

    internal static void Disposing(torch.Tensor tensor, DisposeScope? owner)
    {
        var statistics = Instance._statistics.TensorStatistics;
        if (owner is null)
        {
            statistics.DisposedOutsideScopeCount++;
            return;
        }
        statistics.DisposedInScopeCount++;
        owner.Forget(tensor);
    }

    internal static DisposeScope? OwnerOf(IDisposable disposable) => (disposable as torch.Tensor)?.OwningScope;

    internal static void SetOwner(IDisposable disposable, DisposeScope? scope)
    {
        if (disposable is torch.Tensor tensor) tensor.OwningScope = scope;
    }
}
