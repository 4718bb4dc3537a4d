using System.Text.Json;

namespace Research.Adaptation.Data;

/// <summary>One value of a manifest with its place, so that every complaint names file, field, expected and actual value.</summary>
internal readonly struct ManifestField(string fileName, string path, JsonElement value)
{
    public string Path => path;

    /// <summary>A required member of this object.</summary>
    public ManifestField this[string name] =>
        Find(name) ?? throw new ManifestException(fileName, Child(name), "expected a value, the field is missing");

    /// <summary>An optional member of this object; null where it is absent.</summary>
    public ManifestField? Find(string name) =>
        value.TryGetProperty(name, out var member) ? new(fileName, Child(name), member) : null;

    /// <summary>This value; null where it is <c>null</c>.</summary>
    public ManifestField? UnlessNull() => value.ValueKind == JsonValueKind.Null ? null : this;

    /// <summary>Checks that this is an object without members of other names.</summary>
    public ManifestField Object(params ReadOnlySpan<string> names)
    {
        if (value.ValueKind != JsonValueKind.Object)
            throw Expected("an object");
        foreach (var member in value.EnumerateObject())
        {
            if (!names.Contains(member.Name))
                throw new ManifestException(fileName, Child(member.Name), $"expected one of {string.Join(", ", names.ToArray())}, got a field '{member.Name}'");
        }
        return this;
    }

    /// <summary>The members of this object, whatever their names.</summary>
    public IReadOnlyList<(string Name, ManifestField Value)> Members()
    {
        if (value.ValueKind != JsonValueKind.Object)
            throw Expected("an object");
        var result = new List<(string, ManifestField)>();
        foreach (var member in value.EnumerateObject())
            result.Add((member.Name, new(fileName, Child(member.Name), member.Value)));
        return result;
    }

    /// <summary>The items of this list.</summary>
    public IReadOnlyList<ManifestField> Items(int minimum)
    {
        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() < minimum)
            throw Expected(minimum == 0 ? "a list" : $"a list of at least {minimum}");
        var result = new List<ManifestField>();
        foreach (var item in value.EnumerateArray())
            result.Add(new(fileName, $"{path}[{result.Count}]", item));
        return result;
    }

    /// <summary>A text that is not empty.</summary>
    public string Text()
    {
        if (value.ValueKind != JsonValueKind.String || string.IsNullOrWhiteSpace(value.GetString()))
            throw Expected("a text");
        return value.GetString()!;
    }

    /// <summary>An http or https address.</summary>
    public string Address()
    {
        string text = Text();
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
            throw Expected("an http or https address");
        return text;
    }

    /// <summary>An integer in a range.</summary>
    public int Integer(int minimum, int maximum)
    {
        if (value.ValueKind != JsonValueKind.Number || !value.TryGetInt32(out int number) || number < minimum || number > maximum)
            throw Expected($"an integer {minimum} .. {maximum}");
        return number;
    }

    /// <summary>A number of bytes.</summary>
    public long Bytes() => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out long number) && number > 0 ? number : throw Expected("a whole number from 1");

    /// <summary>A finite number above 0.</summary>
    public double Positive()
    {
        if (value.ValueKind != JsonValueKind.Number || !value.TryGetDouble(out double number) || !double.IsFinite(number) || number <= 0)
            throw Expected("a number above 0");
        return number;
    }

    /// <summary>true or false.</summary>
    public bool Boolean() =>
        value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : throw Expected("true or false");

    /// <summary>One of a few words.</summary>
    public T Word<T>(params ReadOnlySpan<(string Word, T Value)> words)
    {
        if (value.ValueKind == JsonValueKind.String)
        {
            foreach (var (word, result) in words)
            {
                if (value.GetString() == word)
                    return result;
            }
        }
        var known = new List<string>();
        foreach (var (word, _) in words)
            known.Add($"\"{word}\"");
        throw Expected($"one of {string.Join(", ", known)}");
    }

    /// <summary>A path that stays inside its folder.</summary>
    public string RelativePath()
    {
        string text = Text();
        if (FolderPath.Problem(text) is { } problem)
            throw Expected($"a path inside its folder ({problem})");
        return text;
    }

    /// <summary>A path pattern that stays inside its folder.</summary>
    public PathPattern Pattern()
    {
        try
        {
            return PathPattern.Parse(Text());
        }
        catch (FormatException error)
        {
            throw new ManifestException(fileName, path, error.Message, error);
        }
    }

    /// <summary>The error that something else was expected here.</summary>
    public ManifestException Expected(string what)
    {
        string raw = value.ValueKind == JsonValueKind.Undefined ? "nothing" : value.GetRawText();
        return new(fileName, path, $"expected {what}, got {(raw.Length <= 80 ? raw : raw[..77] + "...")}");
    }

    private string Child(string name) => path.Length == 0 ? name : $"{path}.{name}";
}
