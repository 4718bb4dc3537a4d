using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static IDisposable no_grad() => new GradMode(false);
    public static IDisposable enable_grad(bool enabled = true) => new GradMode(enabled);
    public static IDisposable set_grad_enabled(bool mode = true) => new GradMode(mode);
    public static bool is_grad_enabled() => Shim.shim_grad_enabled() != 0;
    public static IDisposable inference_mode(bool mode = true) => new InferenceMode(mode);
    public static bool is_inference_mode_enabled() => Shim.shim_inference_enabled() != 0;

    public static Generator manual_seed(long seed)
    {
        TorchException.Check(Shim.shim_manual_seed(seed), "manual_seed");
        return Generator.Default;
    }

    public static long seed()
    {
        using var generator = Generator.Default;
        var drawn = generator.seed();
        manual_seed(drawn);
        return drawn;
    }

    public static long initial_seed()
    {
        using var generator = Generator.Default;
        return generator.initial_seed();
    }

    public static Tensor get_rng_state()
    {
        using var generator = Generator.Default;
        return generator.get_state();
    }

    public static void set_rng_state(Tensor new_state)
    {
        using var generator = Generator.Default;
        generator.set_state(new_state);
    }

    public static ScalarType get_default_dtype() => (ScalarType)Shim.shim_default_dtype();

    public static void set_default_dtype(ScalarType dtype) =>
        TorchException.Check(Shim.shim_set_default_dtype((int)dtype), "set_default_dtype", dtype.ToString());

    public static void set_num_threads(int num) => TorchException.Check(Shim.shim_set_num_threads(num), "set_num_threads", $"{num}");
    public static int get_num_threads() => Shim.shim_get_num_threads();
    public static void set_num_interop_threads(int num) => TorchException.Check(Shim.shim_set_num_interop_threads(num), "set_num_interop_threads", $"{num}");
    public static int get_num_interop_threads() => Shim.shim_get_num_interop_threads();

    [Obsolete("Use set_use_deterministic_algorithms.")]
    public static IDisposable use_deterministic_algorithms(bool mode = true, bool warn_only = false) => new Determinism(mode, warn_only);

    public static bool are_deterministic_algorithms_enabled() => Shim.shim_deterministic() != 0;

    public static DisposeScope NewDisposeScope() => DisposeScopeManager.Instance.Open();

    /// <summary>The innermost scope of this thread, or null.</summary>
    public static DisposeScope? CurrentDisposeScope => DisposeScopeManager.Instance.Current;

    public static Tensor WrappedTensorDisposeScope(Func<Tensor> expr)
    {
        using var scope = NewDisposeScope();
        return expr().MoveToOuterDisposeScope();
    }

    /// <summary>Sets a thread's gradient mode and restores it.</summary>
    private sealed class GradMode : IDisposable
    {
        private readonly bool _before = is_grad_enabled();
        private bool _ended;

        internal GradMode(bool enabled) => Shim.shim_set_grad_enabled(enabled ? 1 : 0);

        public void Dispose()
        {
            if (_ended) return;
            _ended = true;
            Shim.shim_set_grad_enabled(_before ? 1 : 0);
        }
    }

    /// <summary>No finalizer: the native guard restores thread-local state and must end on the thread that began it.</summary>
    private sealed class InferenceMode(bool mode) : IDisposable
    {
        private readonly int _thread = Environment.CurrentManagedThreadId;
        private IntPtr _guard = TorchException.Check(Shim.shim_inference_enter(mode ? 1 : 0), "inference_mode");

        public void Dispose()
        {
            if (_thread != Environment.CurrentManagedThreadId)
                throw new InvalidOperationException("inference_mode must end on the thread on which it began");
            var guard = Interlocked.Exchange(ref _guard, IntPtr.Zero);
            if (guard != IntPtr.Zero) Shim.shim_inference_leave(guard);
        }
    }

    private sealed class Determinism : IDisposable
    {
        private readonly int _before = Shim.shim_deterministic();

        internal Determinism(bool mode, bool warnOnly) => Shim.shim_set_deterministic(mode ? 1 : 0, warnOnly ? 1 : 0);

        public void Dispose() => Shim.shim_set_deterministic(_before, 0);
    }

    public static class random
    {
        public static long seed() => torch.seed();
        public static long initial_seed() => torch.initial_seed();
        public static Generator manual_seed(long seed) => torch.manual_seed(seed);
        public static Tensor get_rng_state() => torch.get_rng_state();
        public static void set_rng_state(Tensor new_state) => torch.set_rng_state(new_state);
    }
}
