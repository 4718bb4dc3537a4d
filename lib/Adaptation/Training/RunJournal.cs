namespace Research.Adaptation.Training;

/// <summary>What a training session writes down: metrics, curve, events, checkpoints, and how long it took.</summary>
internal sealed class RunJournal : IDisposable
{
    private readonly TrainingSession run;
    private readonly TrainingState state;
    private readonly MetricsLog? metrics;
    private readonly MetricsLog? curve;
    private readonly EventLog? events;
    private readonly long totalSteps;
    private readonly long first;
    private readonly long began;
    private readonly double earlier;
    private IReadOnlyList<(string Name, double Value)> losses = [];
    private double best;
    private long saved;

    private RunJournal(TrainingSession run, TrainingState state, long totalSteps, Checkpoint? start)
    {
        (this.run, this.state, this.totalSteps) = (run, state, totalSteps);
        (first, earlier) = (start?.Step ?? 0, start?.Seconds ?? 0);
        Step = saved = first;
        if (run.Folder.IsHeld)
        {
            metrics = MetricsLog.Open(run.Folder.MetricsPath, first);
            curve = MetricsLog.Open(run.Folder.EvaluationPath, first);
            events = EventLog.Open(run.Folder.EventsPath, first, run.Time);
        }
        // A best checkpoint of a step still to come is as good as the one that step will write: both are the same.
        best = start is not null && File.Exists(run.Folder.BestCheckpointPath)
            ? Checkpoint.Inspect(run.Folder.BestCheckpointPath).Score ?? double.NegativeInfinity : double.NegativeInfinity;
        began = run.Time.GetTimestamp();
    }

    /// <summary>Steps done.</summary>
    public long Step { get; private set; }

    /// <summary>Seconds of training, all sessions together; without this one where it had nothing to do.</summary>
    public double Seconds => Step == first ? earlier : earlier + Elapsed.TotalSeconds;

    private TimeSpan Elapsed => run.Time.GetElapsedTime(began);

    /// <summary>Goes on from the last checkpoint, or begins.</summary>
    public static RunJournal Resume(TrainingSession run, TrainingState state, long totalSteps) =>
        new(run, state, totalSteps, run.Folder.Resume(state));

    public void Add(StepReport report)
    {
        Step++;
        losses = report.Losses;
        Write(run.Folder.MetricsPath, () =>
        {
            metrics!.Append(Step, [("learning_rate", report.LearningRate), .. losses]);
            events!.Add(Step, [("learning_rate", report.LearningRate), ("gradient_norm", report.GradientNorm), .. losses.Select(l => ("loss/" + l.Name, l.Value))]);
        });
        run.Report("training", Step, totalSteps, losses, Step - first, Elapsed);
    }

    public void Evaluate(Func<RunOutcome> evaluate, bool keepBest)
    {
        run.Report("evaluating", Step, totalSteps, losses, Step - first, Elapsed);
        var outcome = evaluate();
        var columns = outcome.CurveColumns();
        Write(run.Folder.EvaluationPath, () =>
        {
            curve!.Append(Step, columns);
            events!.Add(Step, [.. columns.Select(c => ("evaluation/" + c.Item1, c.Item2))]);
        });
        if (!keepBest || !(outcome.Selection > best)) return;
        best = outcome.Selection.Value;
        Write(run.Folder.BestCheckpointPath, () => Checkpoint.Save(run.Folder.BestCheckpointPath, null, state, Step, Seconds, best));
    }

    public void Save()
    {
        Write(run.Folder.CheckpointPath, () =>
        {
            metrics!.Flush();
            curve!.Flush();
            events!.Flush();
            Checkpoint.Save(run.Folder.CheckpointPath, run.Folder.PreviousCheckpointPath, state, Step, Seconds);
        });
        saved = Step;
    }

    public void SaveIfMoved()
    {
        if (Step > first) Save();
    }

    public void Dispose()
    {
        foreach (var log in new IDisposable?[] { metrics, curve, events })
        {
            try
            {
                log?.Dispose();
            }
            catch (IOException)
            {
                // What a checkpoint vouches for was flushed with it; rows after it are trained again.
            }
        }
    }

    private void Write(string path, Action write)
    {
        // Among several processes one writes.
        if (!run.Folder.IsHeld) return;
        try
        {
            write();
        }
        catch (IOException e) when (e is not (RunException or CheckpointException))
        {
            throw new RunException(path, $"could not be written at step {Step} ({e.Message}); {(saved > 0 ? $"the checkpoint of step {saved} is intact, and training goes on from it" : "there is no checkpoint yet")} once the disk can be written again", e);
        }
    }
}
