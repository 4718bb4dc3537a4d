using System.Reflection;
using System.Text;

namespace Research.Adaptation.Data;

/// <summary>The manifests of <c>data-manifests/</c>, built into this assembly so that they are found wherever it runs.</summary>
public static class DatasetManifests
{
    private const string Prefix = "data-manifests/";

    private static readonly Assembly Self = typeof(DatasetManifests).Assembly;

    /// <summary>Keys of all datasets, in alphabetical order.</summary>
    public static IReadOnlyList<string> Names { get; } = Self.GetManifestResourceNames()
        .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal) && name.EndsWith(".json", StringComparison.Ordinal))
        .Select(name => name[Prefix.Length..^".json".Length])
        .Where(name => !name.Contains('/'))
        .Order(StringComparer.Ordinal)
        .ToArray();

    /// <summary>The manifest of a dataset.</summary>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public static DatasetManifest Find(string name)
    {
        if (!Names.Contains(name))
            throw new ArgumentException($"expected a dataset ({string.Join(", ", Names)}), got '{name}'", nameof(name));
        string file = Prefix + name + ".json";
        return ManifestReader.Read(Text(file)!, file, list => (Prefix + list, Text(Prefix + list)
            ?? throw new ManifestException(Prefix + list, "", "expected a list built into this assembly, there is none")));
    }

    private static string? Text(string resource)
    {
        using var stream = Self.GetManifestResourceStream(resource);
        if (stream is null)
            return null;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
