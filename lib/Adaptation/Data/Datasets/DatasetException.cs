namespace Research.Adaptation.Data;

/// <summary>A dataset cannot be read as its manifest says; the message names the file and what was expected of it.</summary>
public sealed class DatasetException : IOException
{
    /// <summary>An error of a dataset.</summary>
    /// <param name="message">What was expected, what came.</param>
    /// <param name="fileName">The file or folder concerned; null when none is.</param>
    /// <param name="innerException">The error below, if any.</param>
    public DatasetException(string message, string? fileName = null, Exception? innerException = null)
        : base(message, innerException) => FileName = fileName;

    /// <summary>The file or folder concerned.</summary>
    public string? FileName { get; }
}
