namespace Research.Notebooks;

/// <summary>A parameter given to a notebook does not exist in it or does not fit its type.</summary>
/// <param name="message">What was expected and what came.</param>
public sealed class NotebookParameterException(string message) : ArgumentException(message);
