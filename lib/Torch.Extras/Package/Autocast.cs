using static TorchSharp.torch;

namespace TorchSharp.Extras;

/// <summary>Low precision by region, which TorchSharp does not have: a region that would change nothing begins, others are refused.</summary>
public sealed class Autocast : IDisposable
{
    private Autocast()
    {
    }

    /// <summary>Begins a region.</summary>
    /// <exception cref="PlatformNotSupportedException">The region is not one of float32 throughout.</exception>
    public static Autocast On(DeviceType device, ScalarType? type = null, bool enabled = true, bool cache = true) =>
        enabled ? throw Engine.Lacks($"autocast on {device}") : new Autocast();

    /// <summary>Whether a region is open on this thread: never.</summary>
    public static bool IsEnabled(DeviceType device) => false;

    /// <summary>Ends the region.</summary>
    public void Dispose()
    {
    }
}
