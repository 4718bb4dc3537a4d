using System.Collections.Concurrent;
using System.Runtime;

namespace Research.Notebooks;

/// <summary>The thread that runs cell code, and the means to stop it.</summary>
/// <remarks>
/// One thread serves all cells, because native libraries keep state per thread; after a stop a fresh one takes over, because an interrupt
/// or abort that came late would hit the next cell. Stopping goes from gentle to rough: the cell's token and the checks in its loops
/// (InterruptionPoints.cs); then <see cref="Thread.Interrupt"/>, which breaks blocking waits; then <see cref="ControlledExecution"/>, which breaks
/// running managed code but may, in code that allocates, take the process down; after the grace period the thread is left behind.
/// </remarks>
internal sealed class CellThread : IDisposable
{
    private const int StackBytes = 64 << 20;
    private static readonly TimeSpan Gentle = TimeSpan.FromMilliseconds(150);
    private static readonly TimeSpan Rough = TimeSpan.FromMilliseconds(350);
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);
    private Worker? worker;

    /// <summary>Runs code to its end or until it is stopped. Returns false if it was stopped; its exceptions come out unchanged.</summary>
    public bool Run(Action code, CancellationToken stop)
    {
        worker ??= new Worker(StackBytes);
        var job = new Job(code);
        worker.Post(job);
        if (WaitHandle.WaitAny([job.Done.WaitHandle, stop.WaitHandle]) == 1)
            Break(job);
        if (stop.IsCancellationRequested)
        {
            worker.Retire();
            worker = null;
            return job.Completed;
        }
        job.Rethrow();
        return true;
    }

    public void Dispose()
    {
        worker?.Retire();
        worker = null;
    }

    private void Break(Job job)
    {
        using var checks = Cells.CellStop.Begin();
        if (job.Done.Wait(Gentle))
            return;
        worker!.Thread.Interrupt();
        if (job.Done.Wait(Rough))
            return;
        // Cancel() may block until the victim reacts, so it has a thread of its own.
        new Thread(job.Abort) { IsBackground = true, Name = "cell abort" }.Start();
        job.Done.Wait(Grace);
    }

    private sealed class Job(Action code)
    {
        private readonly CancellationTokenSource abort = new();
        private System.Runtime.ExceptionServices.ExceptionDispatchInfo? error;

        public ManualResetEventSlim Done { get; } = new();

        /// <summary>True when the code ran to its end, whatever was asked meanwhile.</summary>
        public bool Completed { get; private set; }

        public void Abort() => abort.Cancel();

        public void Rethrow() => error?.Throw();

        public void Run()
        {
            try
            {
                ControlledExecution.Run(code, abort.Token);
                Completed = true;
            }
            catch (Exception caught)
            {
                error = System.Runtime.ExceptionServices.ExceptionDispatchInfo.Capture(caught);
            }
            Done.Set();
        }
    }

    private sealed class Worker
    {
        private readonly BlockingCollection<Job> jobs = [];

        public Worker(int stackBytes)
        {
            Thread = new Thread(Serve, stackBytes) { IsBackground = true, Name = "cell" };
            Thread.Start();
        }

        public Thread Thread { get; }

        public void Post(Job job) => jobs.Add(job);

        public void Retire() => jobs.CompleteAdding();

        private void Serve()
        {
            try
            {
                foreach (var job in jobs.GetConsumingEnumerable())
                    job.Run();
            }
            catch (ThreadInterruptedException)
            {
                // The interrupt came after the code had ended; the thread is retired anyway.
            }
        }
    }
}
