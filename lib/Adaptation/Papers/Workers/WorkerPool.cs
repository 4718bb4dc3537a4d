using System.Collections.Concurrent;
using Research.Adaptation.Training;

namespace Research.Adaptation.Papers;

/// <summary>Processes of the <c>research</c> program that train runs side by side, one for each processor (engineering, no paper).</summary>
/// <remarks>
/// A small network keeps one processor busy and gains little from a second; two runs side by side on two processors go through a table 1.67 times as
/// fast as one after the other. Processes and not threads, because libtorch's random generator and number of threads belong to a process. A worker that fails or dies loses nothing: what it left is
/// trained by the process that asked. It ends when that process ends.
/// </remarks>
public sealed class WorkerPool
{
    /// <summary>Environment variable with the path of the <c>research</c> program; the program sets it for the notebooks that it runs.</summary>
    public const string Variable = "RESEARCH_PROGRAM";

    private const int Most = 16;
    private readonly string program;

    /// <summary>A pool; processes start when there is work, and end with it.</summary>
    /// <param name="program">Path of the <c>research</c> program.</param>
    /// <param name="count">How many runs at once, at least 1.</param>
    public WorkerPool(string program, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        this.program = program;
        Count = count;
    }

    /// <summary>How many runs are trained at once.</summary>
    public int Count { get; }

    /// <summary>The most runs that were under way at the same time so far; 0 before the first.</summary>
    public int MostAtOnce { get; private set; }

    /// <summary>A pool with a worker for each processor, at most 16; null where the program is not known (<see cref="Variable"/>) or there is one processor.</summary>
    public static WorkerPool? Find() => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } program && File.Exists(program) && Environment.ProcessorCount > 1
        ? new WorkerPool(program, Math.Min(Most, Environment.ProcessorCount)) : null;

    /// <summary>Trains runs. Returns when all have ended, well or not; the store tells which are finished.</summary>
    /// <param name="jobs">The runs, each after those that it waits for.</param>
    /// <param name="runs">Folder of the runs.</param>
    /// <param name="places">Where data is found.</param>
    /// <param name="progress">Told, on the calling thread, how far the run that has been under way longest is, and that runs have ended.</param>
    /// <param name="cancellation">Stops all with checkpoints.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    internal void Train(IReadOnlyList<WorkerJob> jobs, string runs, DataPlaces places, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        using var heard = new BlockingCollection<(WorkerProcess Worker, WorkerLines.Report? Report)>();
        var arguments = new List<string> { "worker", "--runs", runs };
        if (places.SceneCache is { } scenes) arguments.AddRange(["--scenes", scenes]);
        if (places.DataRoot is { } data) arguments.AddRange(["--data", data]);
        var workers = new List<WorkerProcess>();
        var shift = new WorkerShift(jobs);
        try
        {
            while (true)
            {
                while (shift.Next() is { } job)
                {
                    var free = workers.Find(w => w.Job is null);
                    if (free is null && workers.Count < Count) workers.Add(free = new WorkerProcess(program, arguments, (worker, report) => Hear(heard, worker, report)));
                    if (free is null) break;
                    shift.Begin(job);
                    MostAtOnce = Math.Max(MostAtOnce, shift.Running);
                    free.Take(job);
                }
                if (shift.Running == 0) return;
                var (who, report) = heard.Take(cancellation);
                if (report is null)
                {
                    workers.Remove(who);
                    who.Leave();
                    who.AwaitEnd();
                    who.Dispose();
                }
                if (report?.Progress is { } p && (p.Phase != "training" || who.Job == shift.Oldest)) progress?.Report(p with { AtOnce = shift.Running });
                if (report is { Ended: false } || who.Job is not { } ended) continue;
                who.Job = null;
                shift.End(ended, well: report is { Error: null });
            }
        }
        finally
        {
            // Whoever interrupts wants to go on now: workers under way write their checkpoints and end by themselves.
            workers.ForEach(w => w.Leave());
            if (!cancellation.IsCancellationRequested) workers.ForEach(w => w.AwaitEnd());
            workers.ForEach(w => w.Dispose());
        }
    }

    private static void Hear(BlockingCollection<(WorkerProcess, WorkerLines.Report?)> heard, WorkerProcess worker, WorkerLines.Report? report)
    {
        try
        {
            heard.Add((worker, report));
        }
        catch (ObjectDisposedException)
        {
            // Nobody listens any more.
        }
    }
}
