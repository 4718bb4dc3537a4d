namespace Research.Adaptation.Training;

/// <summary>How far a run has come.</summary>
public enum RunState
{
    /// <summary>Training, or stopped on the way; starting it again goes on from the last checkpoint.</summary>
    Started,

    /// <summary>Trained and evaluated.</summary>
    Finished,

    /// <summary>Stopped by an error that is in <see cref="RunRecord.Notes"/>.</summary>
    Failed,
}
