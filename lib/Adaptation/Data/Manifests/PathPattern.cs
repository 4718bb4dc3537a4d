using System.Text;
using System.Text.RegularExpressions;

namespace Research.Adaptation.Data;

/// <summary>
/// Where a split's files lie: a path relative to the dataset's folder in which <c>*</c> stands for one or more characters other
/// than '/', and <c>{jpg,png}</c> for one of several words. What the stars stand for, joined by '/', is the key of a file:
/// image and label with the same key belong together.
/// </summary>
public sealed class PathPattern
{
    private const int MaximumStars = 4;

    private readonly string[][] words; // per alternative: what stands between the stars
    private readonly Lazy<Regex> regex;

    private PathPattern(string text, string[] alternatives)
    {
        Text = text;
        words = alternatives.Select(alternative => alternative.Split('*')).ToArray();
        Stars = words[0].Length - 1;
        regex = new(() => new Regex(
            "^(?:" + string.Join("|", words.Select(pieces => string.Join("([^/]+)", pieces.Select(Regex.Escape)))) + ")\\z",
            RegexOptions.CultureInvariant));
    }

    /// <summary>The pattern as written.</summary>
    public string Text { get; }

    /// <summary>Number of stars: parts of a key.</summary>
    public int Stars { get; }

    /// <summary>The deepest folder without a star or a choice; "" is the dataset's folder itself.</summary>
    public string Folder
    {
        get
        {
            int special = Text.IndexOfAny(['*', '{']);
            int slash = Text.LastIndexOf('/', special < 0 ? Text.Length - 1 : special);
            return slash < 0 ? "" : Text[..slash];
        }
    }

    /// <summary>Reads a pattern.</summary>
    /// <exception cref="FormatException">It leaves its folder, has no star, or its braces are wrong; the message says which.</exception>
    public static PathPattern Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (FolderPath.Problem(text) is { } problem)
            throw Malformed(text, problem);
        if (text.IndexOfAny(['?', '[', ']', '|']) >= 0 || text.Contains("**", StringComparison.Ordinal))
            throw Malformed(text, "only * and {a,b} have a meaning");
        var alternatives = Expand(text);
        if (alternatives.Length > 16)
            throw Malformed(text, "more than 16 alternatives");
        foreach (var alternative in alternatives)
        {
            if (FolderPath.Problem(alternative) is { } inside)
                throw Malformed(text, inside);
            int stars = alternative.Count(c => c == '*');
            if (stars is 0 or > MaximumStars)
                throw Malformed(text, $"expected at least one * and at most {MaximumStars}");
        }
        return new(text, alternatives);
    }

    /// <summary>The key of a relative path; null where the path does not match.</summary>
    public string? KeyOf(string relativePath)
    {
        var match = regex.Value.Match(relativePath);
        if (!match.Success)
            return null;
        var key = new StringBuilder();
        for (int group = 1; group < match.Groups.Count; group++)
        {
            if (match.Groups[group].Success)
                key.Append(key.Length == 0 ? "" : "/").Append(match.Groups[group].ValueSpan);
        }
        return key.ToString();
    }

    /// <summary>The relative paths that a key may have, in the order of the alternatives.</summary>
    /// <exception cref="FormatException">The key has another number of parts than the pattern has stars, or a part is not a plain name.</exception>
    public IReadOnlyList<string> PathsOf(string key)
    {
        if (FolderPath.Problem(key) is { } problem)
            throw new FormatException($"expected a file key, got '{key}': {problem}");
        var parts = key.Split('/');
        if (parts.Length != Stars)
            throw new FormatException($"expected a file key of {Stars} part(s) for '{Text}', got '{key}'");
        var paths = new string[words.Length];
        for (int i = 0; i < paths.Length; i++)
        {
            var path = new StringBuilder(words[i][0]);
            for (int star = 0; star < parts.Length; star++)
                path.Append(parts[star]).Append(words[i][star + 1]);
            paths[i] = path.ToString();
        }
        return paths;
    }

    /// <summary>The pattern with its stars filled in, alternatives left as written: how a missing file is named.</summary>
    public string Describe(string key)
    {
        var parts = key.Split('/');
        var pieces = Text.Split('*');
        var text = new StringBuilder(pieces[0]);
        for (int i = 1; i < pieces.Length; i++)
            text.Append(i <= parts.Length ? parts[i - 1] : "*").Append(pieces[i]);
        return text.ToString();
    }

    /// <summary>The pattern as written.</summary>
    public override string ToString() => Text;

    private static string[] Expand(string text)
    {
        int open = text.IndexOf('{');
        int close = text.IndexOf('}');
        if (open < 0 && close < 0)
            return [text];
        if (open < 0 || close < open || text.IndexOf('{', open + 1) is var second && second >= 0 && second < close)
            throw Malformed(text, "braces do not match");
        var choices = text[(open + 1)..close].Split(',');
        if (choices.Any(choice => choice.Length == 0 || choice.Contains('*') || choice.Contains('/')))
            throw Malformed(text, "expected plain words in braces");
        return choices.SelectMany(choice => Expand(text[..open] + choice + text[(close + 1)..])).Take(17).ToArray();
    }

    private static FormatException Malformed(string text, string problem) =>
        new($"expected a path pattern inside its folder such as \"train/*.{{jpg,png}}\", got '{text}': {problem}");
}
