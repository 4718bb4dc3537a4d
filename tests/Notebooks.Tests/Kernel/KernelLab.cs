using Research.Notebooks.Kernel;

namespace Research.Notebooks.Tests.Kernel;

/// <summary>A kernel in this process, and a client that is connected to it.</summary>
internal sealed class KernelLab : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("kernel-").FullName;

    public KernelLab(string key = "a secret")
    {
        Connection = new ConnectionFile("ipc", Path.Combine(folder, "s"), 1, 2, 3, 4, 5, key);
        Kernel = new JupyterKernel(Connection, new JupyterKernelOptions { BaseDirectory = folder, Version = "1.2.3" });
        Kernel.Start();
        Client = new KernelClient(Connection);
        Info = Client.WaitUntilReady();
    }

    public ConnectionFile Connection { get; }

    public JupyterKernel Kernel { get; }

    public KernelClient Client { get; }

    public System.Text.Json.Nodes.JsonObject Info { get; }

    /// <summary>Skips a test on machines without libzmq.</summary>
    public static void SkipWithoutSockets() =>
        Skip.IfNot(System.Runtime.InteropServices.NativeLibrary.TryLoad("libzmq.so.5", out _) || !OperatingSystem.IsLinux(), "libzmq.so.5 is not installed (.devcontainer/setup.sh)");

    public void Dispose()
    {
        Client.Dispose();
        Kernel.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}
