namespace Research.Notebooks;

/// <summary>A magic command taken apart: name, plain arguments, and options of the form <c>--name value</c>.</summary>
internal sealed class MagicLine
{
    private readonly Dictionary<string, string> options = new(StringComparer.Ordinal);
    private readonly List<string> arguments = [];

    public MagicLine(string line)
    {
        var words = Words(line);
        Name = words[0];
        for (var index = 1; index < words.Count; index++)
            if (words[index].StartsWith("--", StringComparison.Ordinal) && index + 1 < words.Count)
                options[words[index][2..]] = words[++index];
            else
                arguments.Add(words[index]);
    }

    public string Name { get; }

    public IReadOnlyList<string> Arguments => arguments;

    public string? Option(string name) => options.GetValueOrDefault(name);

    /// <summary>Words separated by blanks; a quoted word may hold blanks, and keeps its quotes so that "5" stays a string.</summary>
    private static List<string> Words(string line)
    {
        var words = new List<string>();
        var word = new System.Text.StringBuilder();
        var quoted = false;
        foreach (var character in line)
        {
            if (character == '"')
                quoted = !quoted;
            if (!quoted && char.IsWhiteSpace(character))
            {
                if (word.Length > 0)
                    words.Add(word.ToString());
                word.Clear();
            }
            else
                word.Append(character);
        }
        if (word.Length > 0)
            words.Add(word.ToString());
        return words;
    }
}
