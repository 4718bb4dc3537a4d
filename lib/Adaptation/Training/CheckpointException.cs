namespace Research.Adaptation.Training;

/// <summary>A checkpoint cannot be used; the message names the file and what is wrong with it.</summary>
public sealed class CheckpointException : IOException
{
    /// <summary>An error of one file.</summary>
    public CheckpointException(string fileName, string problem, Exception? innerException = null)
        : base($"{fileName}: {problem}", innerException) => FileName = fileName;

    /// <summary>The checkpoint's file.</summary>
    public string FileName { get; }
}
