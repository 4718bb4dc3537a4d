namespace Research.Notebooks;

/// <summary>A file is not a notebook that can be read; the message says where and why.</summary>
/// <param name="message">What was expected and what came.</param>
public sealed class NotebookFormatException(string message) : IOException(message);
