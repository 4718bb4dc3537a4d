namespace Research.Adaptation.Data;

/// <summary>A batch source made of two functions: prepare plain arrays on worker threads, make tensors of them where they are taken (engineering, no paper).</summary>
/// <remarks>
/// Workers touch no tensor: a stopped source has none in flight, and no worker's dispose scope matters. The batches do not depend on
/// the number of workers, and an error of step k is thrown at step k.
/// </remarks>
/// <typeparam name="TParts">What workers prepare: arrays and names.</typeparam>
/// <typeparam name="TBatch">What a step takes.</typeparam>
public sealed class BatchPipeline<TParts, TBatch> : IBatchSource<TBatch>
    where TParts : class
    where TBatch : TrainingBatch
{
    private readonly CancellationTokenSource disposed = new();
    private readonly Func<long, CancellationToken, TParts> prepare;
    private readonly Func<TParts, TBatch> toBatch;
    private readonly int workers;
    private readonly int prefetch;

    /// <summary>A source.</summary>
    /// <param name="prepare">The parts of a step, a pure function of it; called on any thread, on several at once.</param>
    /// <param name="toBatch">Makes the batch; called on the thread that takes it, once for each part.</param>
    /// <param name="workers">Threads, 0 .. 256; 0 = one per processor.</param>
    /// <param name="prefetch">Batches prepared ahead, 1 .. 1024.</param>
    public BatchPipeline(Func<long, CancellationToken, TParts> prepare, Func<TParts, TBatch> toBatch, int workers = 0, int prefetch = 4)
    {
        if (workers is < 0 or > 256)
            throw new ArgumentOutOfRangeException(nameof(workers), $"expected 0 .. 256 worker threads, got {workers}");
        if (prefetch is < 1 or > 1024)
            throw new ArgumentOutOfRangeException(nameof(prefetch), $"expected 1 .. 1024 batches, got {prefetch}");
        this.prepare = prepare;
        this.toBatch = toBatch;
        this.workers = workers == 0 ? Environment.ProcessorCount : workers;
        this.prefetch = Math.Max(prefetch, this.workers);
    }

    /// <inheritdoc/>
    public TBatch Load(long step)
    {
        ObjectDisposedException.ThrowIf(disposed.IsCancellationRequested, this);
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        return toBatch(prepare(step, CancellationToken.None));
    }

    /// <inheritdoc/>
    /// <remarks>Leaving the loop, cancelling or disposing the source stops the workers.</remarks>
    public IEnumerable<TBatch> From(long step, CancellationToken cancellation = default)
    {
        ObjectDisposedException.ThrowIf(disposed.IsCancellationRequested, this);
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        return Run(step, cancellation);
    }

    /// <summary>Stops every loop over this source.</summary>
    public void Dispose() => disposed.Cancel();

    private IEnumerable<TBatch> Run(long step, CancellationToken cancellation)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, disposed.Token);
        using var ahead = new OrderedPrefetch<TParts>(step, long.MaxValue, workers, prefetch, prepare);
        using var ended = disposed.Token.Register(ahead.Stop); // also where a loop was never finished nor disposed
        while (true)
            yield return toBatch(ahead.Take(either.Token));
    }
}
