using System.Diagnostics;

namespace Research.Adaptation.Papers;

/// <summary>One process of a <see cref="WorkerPool"/>.</summary>
internal sealed class WorkerProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly Process process;

    /// <summary>Starts the process.</summary>
    /// <param name="program">The <c>research</c> program.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="hear">Called on another thread with each report; with null when there will be no more.</param>
    public WorkerProcess(string program, IEnumerable<string> arguments, Action<WorkerProcess, WorkerLines.Report?> hear)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        // There are as many workers as processors; a team of threads in each would only wait for the others.
        start.Environment["OMP_NUM_THREADS"] = start.Environment["OPENBLAS_NUM_THREADS"] = start.Environment["MKL_NUM_THREADS"] = "1";
        process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start");
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is null) hear(this, null);
            else if (WorkerLines.Read<WorkerLines.Report>(line.Data) is { } report) hear(this, report);
        };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>What it is at; null when it has nothing to do.</summary>
    public WorkerJob? Job { get; set; }

    /// <summary>Gives it a run; false where it no longer listens.</summary>
    public bool Take(WorkerJob job)
    {
        Job = job;
        return Say(WorkerLines.Write(new WorkerLines.Order(job.Recipe.Key, job.Profile.ToString(), job.Seed, job.Hash)));
    }

    /// <summary>Has it end: at once where it has nothing to do, else with a checkpoint.</summary>
    public void Leave()
    {
        try
        {
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It is gone already.
        }
    }

    /// <summary>Waits until it has ended, and sees to it after a while.</summary>
    public void AwaitEnd()
    {
        if (!process.WaitForExit(Patience)) process.Kill(entireProcessTree: true);
    }

    /// <summary>Lets go of it; it may still be ending.</summary>
    public void Dispose() => process.Dispose();

    private bool Say(string line)
    {
        try
        {
            process.StandardInput.WriteLine(line);
            process.StandardInput.Flush();
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
