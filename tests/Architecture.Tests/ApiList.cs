using System.Text.RegularExpressions;

namespace Research.Architecture.Tests;

/// <summary>The lines of api.txt, findable by a member of metadata: parameter names left out, type variables as ?.</summary>
internal sealed partial class ApiList
{
    private readonly Dictionary<string, char> states = [];

    public static ApiList Read(string file)
    {
        var list = new ApiList();
        foreach (var line in File.ReadLines(file).Where(line => line.Length > 2 && line[0] is '=' or '~' or '+'))
        {
            var key = Key(line[2..]);
            // Two lines that differ in parameter names or type arguments alone: the better one counts.
            if (!list.states.TryGetValue(key, out var known) || known == '+') list.states[key] = line[0];
        }
        return list;
    }

    /// <summary>The mark of a member; null where the list does not have it.</summary>
    public char? StateOf(EngineMember member)
    {
        foreach (var text in Spellings(member))
            if (states.TryGetValue(text, out var state)) return state == '+' ? OfTheLongForm(text) : state;
        return null;
    }

    // sum(int dim) and its kin stand beside TorchSharp's sum(long dim), which takes their calls there, but for a bare 0 (EngineMembersTests).
    private char OfTheLongForm(string text) => states.GetValueOrDefault(text.Replace("Int32", "Int64", StringComparison.Ordinal), '+');

    // Accessors are listed as their property, indexers as this[...].
    private static IEnumerable<string> Spellings(EngineMember member)
    {
        yield return member.Text;
        // An indexer is called Item in metadata, Tensor's by its attribute TensorItems.
        if (member.Name is "get_TensorItems" or "get_Item") yield return $"{member.Type}.this[{member.Parameters}]";
        else if (member.Name is "set_TensorItems" or "set_Item") yield return $"{member.Type}.this[{member.Parameters![..member.Parameters!.LastIndexOf(", ", StringComparison.Ordinal)]}]";
        else if (member.Name.StartsWith("get_", StringComparison.Ordinal) || member.Name.StartsWith("set_", StringComparison.Ordinal)) yield return $"{member.Type}.{member.Name[4..]}";
    }

    private static string Key(string line)
    {
        if (line.StartsWith("type ", StringComparison.Ordinal)) return "type " + WithoutArguments(line[5..]);
        var open = line.IndexOfAny(['(', '[']);
        if (open < 0) return WithoutArguments(line);
        var parameters = TopLevel(line[(open + 1)..^1]).Select(parameter => Variables().Replace(parameter[..parameter.LastIndexOf(' ')], "?"));
        return WithoutArguments(line[..open]) + line[open] + string.Join(", ", parameters) + line[^1];
    }

    private static string WithoutArguments(string name) => TypeArguments().Replace(name, "");

    private static IEnumerable<string> TopLevel(string text)
    {
        var (depth, start) = (0, 0);
        for (var i = 0; i <= text.Length; i++)
        {
            if (i == text.Length || (text[i] == ',' && depth == 0))
            {
                if (i > start) yield return text[start..i].Trim();
                start = i + 1;
            }
            else depth += text[i] is '<' or '[' ? 1 : text[i] is '>' or ']' ? -1 : 0;
        }
    }

    [GeneratedRegex(@"\bT(\d|[A-Z]\w*)?\b")]
    private static partial Regex Variables();

    [GeneratedRegex("<[^<>]*>")]
    private static partial Regex TypeArguments();
}
