using System.Runtime.InteropServices;

namespace Research.Notebooks.Kernel;

/// <summary>Runs a Jupyter kernel as this process.</summary>
public static class KernelHost
{
    /// <summary>
    /// Serves the clients that a connection file is for, until one of them asks for the end, the process gets SIGTERM, or its parent is gone.
    /// SIGINT interrupts the running cell, for clients that do not send the message for it.
    /// </summary>
    /// <param name="connectionFile">The file that Jupyter writes and names on the command line.</param>
    /// <param name="options">How the kernel is set up; null takes the defaults.</param>
    /// <exception cref="KernelException">The file is absent or wrong, libzmq is not installed, or a port is taken.</exception>
    public static void Run(string connectionFile, JupyterKernelOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(connectionFile);
        var connection = ConnectionFile.Load(connectionFile);
        using var kernel = new JupyterKernel(connection, options ?? new JupyterKernelOptions());
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal =>
        {
            signal.Cancel = true;
            kernel.Interrupt();
        });
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
        {
            signal.Cancel = true;
            kernel.Stop();
        });
        using var watch = new ParentWatch(kernel.Stop);
        kernel.Start();
        kernel.Wait();
    }
}
