using System.Runtime.ExceptionServices;

namespace Research.Adaptation.Data;

/// <summary>
/// Produces items 'first', 'first' + 1, ... on worker threads and hands them out in that order, at most 'capacity' ahead.
/// An error of item k is thrown where item k is taken, so it does not depend on the number of workers.
/// </summary>
internal sealed class OrderedPrefetch<T> : IDisposable
    where T : class
{
    private readonly object gate = new();
    private readonly (T? Value, ExceptionDispatchInfo? Error)[] ready;
    private readonly Func<long, CancellationToken, T> produce;
    private readonly CancellationTokenSource stop = new();
    private readonly Thread[] threads;
    private readonly long end;
    private long nextToStart;
    private long nextToTake;

    public OrderedPrefetch(long first, long end, int workers, int capacity, Func<long, CancellationToken, T> produce)
    {
        this.produce = produce;
        this.end = end;
        nextToStart = nextToTake = first;
        ready = new (T?, ExceptionDispatchInfo?)[capacity];
        threads = new Thread[Math.Min(workers, capacity)];
        for (int i = 0; i < threads.Length; i++)
        {
            threads[i] = new Thread(Work) { IsBackground = true, Name = $"data loader {i + 1}" };
            threads[i].Start();
        }
    }

    /// <summary>The next item in order; waits for it.</summary>
    public T Take(CancellationToken cancellation)
    {
        using var wake = cancellation.Register(WakeAll);
        lock (gate)
        {
            ref var slot = ref ready[nextToTake % ready.Length];
            while (slot is (null, null))
            {
                cancellation.ThrowIfCancellationRequested();
                Monitor.Wait(gate);
            }
            cancellation.ThrowIfCancellationRequested();
            var (value, error) = slot;
            slot = default;
            nextToTake++;
            Monitor.PulseAll(gate);
            error?.Throw();
            return value!;
        }
    }

    /// <summary>Tells the workers to leave, without waiting for them.</summary>
    public void Stop()
    {
        stop.Cancel();
        WakeAll();
    }

    /// <summary>Stops the workers and waits until they have left.</summary>
    public void Dispose()
    {
        Stop();
        foreach (var thread in threads)
            thread.Join();
        stop.Dispose();
    }

    private void Work()
    {
        while (Claim() is { } item)
        {
            T? value = null;
            ExceptionDispatchInfo? error = null;
            try
            {
                value = produce(item, stop.Token);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception thrown)
            {
                error = ExceptionDispatchInfo.Capture(thrown);
            }
            lock (gate)
            {
                ready[item % ready.Length] = (value, error);
                Monitor.PulseAll(gate);
            }
        }
    }

    private long? Claim()
    {
        lock (gate)
        {
            while (!stop.IsCancellationRequested && nextToStart < end)
            {
                if (nextToStart < nextToTake + ready.Length)
                    return nextToStart++;
                Monitor.Wait(gate);
            }
            return null;
        }
    }

    private void WakeAll()
    {
        lock (gate)
            Monitor.PulseAll(gate);
    }
}
