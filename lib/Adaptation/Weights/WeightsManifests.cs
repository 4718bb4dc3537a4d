using System.Reflection;
using System.Text;
using Research.Adaptation.Data;

namespace Research.Adaptation.Weights;

/// <summary>The manifests of <c>data-manifests/weights/</c>, built into this assembly.</summary>
public static class WeightsManifests
{
    private const string Prefix = "data-manifests/weights/";
    private static readonly Assembly Self = typeof(WeightsManifests).Assembly;

    /// <summary>Keys of all manifests, in alphabetical order.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. Self.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal) && name.EndsWith(".json", StringComparison.Ordinal))
            .Select(name => name[Prefix.Length..^".json".Length]).Order(StringComparer.Ordinal),
    ];

    /// <summary>The manifest of a key.</summary>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public static WeightsManifest Find(string name)
    {
        if (!Names.Contains(name))
            throw new ArgumentException($"expected weights ({string.Join(", ", Names)}), got '{name}'", nameof(name));
        var file = Prefix + name + ".json";
        using var reader = new StreamReader(Self.GetManifestResourceStream(file)!, Encoding.UTF8);
        return WeightsManifestReader.Read(reader.ReadToEnd(), file);
    }
}
