using Research.Adaptation.Training;

namespace Research.Adaptation.Papers;

/// <summary>The working end of a <see cref="WorkerPool"/>: trains what it is told to, one run after the other, until its input ends.</summary>
public static class WorkerService
{
    /// <summary>Serves until <paramref name="input"/> ends; a run that is under way then is left with a checkpoint.</summary>
    /// <param name="input">Orders, one a line.</param>
    /// <param name="output">Reports, one a line; nothing else may write there.</param>
    /// <param name="runner">Makes the runner for one order, given whom to tell about progress.</param>
    /// <param name="cancellation">Ends the service, with a checkpoint.</param>
    public static void Serve(TextReader input, TextWriter output, Func<IProgress<TrainingProgress>, ExperimentRunner> runner, CancellationToken cancellation)
    {
        using var orders = new System.Collections.Concurrent.BlockingCollection<WorkerLines.Order>();
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        // A thread of its own: the end of the one who gave the order must be heard while a run is under way.
        var ear = new Thread(() => Listen(input, orders, gone)) { IsBackground = true, Name = "worker orders" };
        ear.Start();
        try
        {
            foreach (var order in orders.GetConsumingEnumerable(cancellation))
            {
                var error = Train(order, runner(new Teller(output)), gone.Token);
                Say(output, new WorkerLines.Report(null, Ended: true, error));
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Asked to end while there was nothing to do.
        }
    }

    private static void Listen(TextReader input, System.Collections.Concurrent.BlockingCollection<WorkerLines.Order> orders, CancellationTokenSource gone)
    {
        while (input.ReadLine() is { } line)
        {
            if (WorkerLines.Read<WorkerLines.Order>(line) is { } order) orders.Add(order);
        }
        gone.Cancel();
        orders.CompleteAdding();
    }

    private static string? Train(WorkerLines.Order order, ExperimentRunner runner, CancellationToken cancellation)
    {
        try
        {
            var recipe = RecipeCatalogue.FindWithStarts(order.Recipe);
            var profile = Enum.Parse<Profile>(order.Profile);
            var hash = runner.Identify(recipe, profile, order.Seed).Hash;
            if (hash != order.Hash) return $"{order.Recipe}: expected the run {order.Hash}, here it is {hash}";
            runner.Run(recipe, profile, order.Seed, cancellation);
            return null;
        }
        catch (Exception error)
        {
            // Whoever gave the order runs it itself then, and meets the error where it can be shown.
            return error.Message;
        }
    }

    private static void Say(TextWriter output, WorkerLines.Report report)
    {
        lock (output)
        {
            output.WriteLine(WorkerLines.Write(report));
            output.Flush();
        }
    }

    private sealed class Teller(TextWriter output) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => Say(output, new WorkerLines.Report(value, Ended: false, null));
    }
}
