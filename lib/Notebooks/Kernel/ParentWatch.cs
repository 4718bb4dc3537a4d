using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Research.Notebooks.Kernel;

/// <summary>Ends this process when the one that started it is gone: a kernel nobody can talk to must not stay.</summary>
/// <remarks>Jupyter names itself in <c>JPY_PARENT_PID</c>; a parent's death also shows in that the system gives this process another one.</remarks>
internal sealed class ParentWatch : IDisposable
{
    private const string Variable = "JPY_PARENT_PID";
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(2);
    private readonly int firstParent = CurrentParent();
    private readonly int? named = int.TryParse(Environment.GetEnvironmentVariable(Variable), NumberStyles.None, CultureInfo.InvariantCulture, out var process) && process > 1 ? process : null;
    private readonly Action gone;
    private readonly Timer timer;
    private int told;

    /// <param name="gone">Asks the kernel to end; if it has not within two seconds, the process is ended.</param>
    public ParentWatch(Action gone)
    {
        this.gone = gone;
        timer = new Timer(_ => Look(), null, Interval, Interval);
    }

    public void Dispose() => timer.Dispose();

    private void Look()
    {
        if (!IsGone() || Interlocked.Exchange(ref told, 1) == 1)
            return;
        new Thread(() =>
        {
            Thread.Sleep(Farewell);
            // Not Environment.Exit: that waits for finalizers, and a cell may hold them up.
            Process.GetCurrentProcess().Kill();
        }) { IsBackground = true, Name = "kernel end" }.Start();
        gone();
    }

    private bool IsGone()
    {
        if (OperatingSystem.IsWindows())
            return named is { } process && !Exists(process);
        return firstParent > 1 && CurrentParent() != firstParent || named is { } parent && parent != firstParent && !Exists(parent);
    }

    private static bool Exists(int process)
    {
        try
        {
            using var found = Process.GetProcessById(process);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static int CurrentParent() => OperatingSystem.IsWindows() ? 0 : ParentProcess();

    [DllImport("libc", EntryPoint = "getppid")]
    private static extern int ParentProcess();
}
