namespace Research.Notebooks.Kernel;

/// <summary>Requests in order of arrival, for one worker.</summary>
internal sealed class RequestQueue
{
    private readonly LinkedList<KernelRequest> waiting = new();
    private bool isClosed;

    public void Add(KernelRequest request)
    {
        lock (waiting)
        {
            if (isClosed)
                return;
            waiting.AddLast(request);
            Monitor.Pulse(waiting);
        }
    }

    /// <summary>Waits for the next request; null when the queue is closed.</summary>
    public KernelRequest? Take()
    {
        lock (waiting)
        {
            while (waiting.Count == 0 && !isClosed)
                Monitor.Wait(waiting);
            if (isClosed)
                return null;
            var first = waiting.First!.Value;
            waiting.RemoveFirst();
            return first;
        }
    }

    /// <summary>Removes all that wait.</summary>
    public IReadOnlyList<KernelRequest> Clear()
    {
        lock (waiting)
        {
            var removed = waiting.ToList();
            waiting.Clear();
            return removed;
        }
    }

    public void Close()
    {
        lock (waiting)
        {
            isClosed = true;
            waiting.Clear();
            Monitor.PulseAll(waiting);
        }
    }
}
