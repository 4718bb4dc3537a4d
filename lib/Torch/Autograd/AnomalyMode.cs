using TorchSharp.Interop;

namespace TorchSharp;

/// <summary>While it lives, a backward pass that makes a NaN fails and names the operation.</summary>
public class AnomalyMode : IDisposable
{
    private readonly int _before = Shim.shim_anomaly();

    public AnomalyMode(bool enabled, bool check_nan = true) => Shim.shim_set_anomaly(enabled ? 1 : 0, check_nan ? 1 : 0);

    public static bool IsEnabled => (Shim.shim_anomaly() & 1) != 0;
    public static bool ShouldCheckNaN => (Shim.shim_anomaly() & 2) != 0;

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing) Shim.shim_set_anomaly(_before & 1, (_before >> 1) & 1);
    }
}
