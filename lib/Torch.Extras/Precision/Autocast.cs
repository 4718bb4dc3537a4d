using TorchSharp.Interop;
using static TorchSharp.torch;

namespace TorchSharp.Extras;

/// <summary>
/// While it lives, operators that gain from it (convolutions, matrix products) run in a low-precision type on this thread;
/// those that need the range stay in float32. Weights stay float32 and are cast once per region.
/// </summary>
public sealed class Autocast : IDisposable
{
    private readonly DeviceType _device;
    private readonly int _thread = Environment.CurrentManagedThreadId;
    private readonly int _enabledBefore;
    private readonly int _typeBefore;
    private readonly int _cacheBefore;
    private bool _ended;

    private Autocast(DeviceType device, ScalarType type, bool enabled, bool cache)
    {
        _device = device;
        _enabledBefore = Shim.shim_autocast_enabled((int)device);
        _typeBefore = Shim.shim_autocast_dtype((int)device);
        _cacheBefore = Shim.shim_autocast_cache();
        Shim.shim_autocast_set((int)device, enabled ? 1 : 0, (int)type);
        Shim.shim_autocast_set_cache(cache ? 1 : 0);
        Shim.shim_autocast_enter();
    }

    /// <summary>Begins a region. The type is bfloat16 on the CPU and float16 on CUDA unless told otherwise.</summary>
    /// <exception cref="ArgumentException">The type is none of float16 and bfloat16, or float16 on the CPU, which libtorch does not cast to.</exception>
    public static Autocast On(DeviceType device, ScalarType? type = null, bool enabled = true, bool cache = true)
    {
        if (device is not (DeviceType.CPU or DeviceType.CUDA)) throw new ArgumentException($"autocast is there for CPU and CUDA, not for {device}", nameof(device));
        var wanted = type ?? (device == DeviceType.CPU ? ScalarType.BFloat16 : ScalarType.Float16);
        var possible = wanted == ScalarType.BFloat16 || (wanted == ScalarType.Float16 && device == DeviceType.CUDA);
        if (!possible) throw new ArgumentException($"autocast on {device} takes {(device == DeviceType.CPU ? "BFloat16" : "Float16 or BFloat16")}, not {wanted}", nameof(type));
        return new Autocast(device, wanted, enabled, cache);
    }

    /// <summary>Whether a region is open on this thread.</summary>
    public static bool IsEnabled(DeviceType device) => Shim.shim_autocast_enabled((int)device) != 0;

    /// <summary>Ends the region and restores what was before.</summary>
    /// <exception cref="InvalidOperationException">Called on another thread than the one that began the region.</exception>
    public void Dispose()
    {
        if (_ended) return;
        if (_thread != Environment.CurrentManagedThreadId) throw new InvalidOperationException("autocast must end on the thread on which it began");
        _ended = true;
        Shim.shim_autocast_leave();
        Shim.shim_autocast_set_cache(_cacheBefore);
        Shim.shim_autocast_set((int)_device, _enabledBefore, _typeBefore);
    }
}
