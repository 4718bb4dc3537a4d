namespace Research.Notebooks;

/// <summary>A variable of a session.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its declared type, as C# writes it.</param>
/// <param name="Value">Its value in one line.</param>
public sealed record NotebookVariable(string Name, string Type, string Value);
