namespace Research.Adaptation.Training;

/// <summary>A run's folder cannot be used; the message names the file, what is wrong, and what to do.</summary>
public sealed class RunException : IOException
{
    /// <summary>An error of one file.</summary>
    public RunException(string fileName, string problem, Exception? innerException = null)
        : base($"{fileName}: {problem}", innerException) => FileName = fileName;

    /// <summary>The file.</summary>
    public string FileName { get; }
}
